"""A criteria table as rows of cells, in the form that is read back to the same lines."""

from collections.abc import Iterator, Sequence

from inspection_app.rules import numerals
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.criteria_words import ASSESSED, LEVELS, RULES

# Meaning, heading, and the width of the column in characters.
COLUMNS = (
    ("code", "Mã", 9),
    ("level", "Cấp", 18),
    ("name", "Tên tiêu chí", 55),
    ("max_points", "Điểm tối đa", 11),
    ("bonus", "Điểm thưởng", 11),
    ("assessment", "Hình thức đánh giá", 20),
    ("rule", "Quy tắc chấm", 14),
    ("rule_params", "Tham số", 26),
    ("measure", "Đại lượng đo", 26),
    ("guidance", "Cách chấm điểm", 55),
    ("evidence_required", "Tài liệu kiểm chứng", 40),
    ("legal_basis", "Căn cứ pháp lý", 40),
    ("lead_agency", "Cơ quan chủ trì", 16),
    ("other_agencies", "Cơ quan phối hợp", 18),
    ("name_status", "Nguồn tên", 12),
    ("points_status", "Nguồn điểm", 12),
)
HEADINGS = tuple(heading for _meaning, heading, _width in COLUMNS)


def rows(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """One row per line, below HEADINGS."""
    for line in lines:
        yield (
            line.code,
            LEVELS[line.level],
            line.name,
            numerals.plain(line.maximum),
            "Có" if line.bonus else "",
            ASSESSED[line.assessed_by],
            RULES[line.rule],
            line.rule_params,
            line.measure,
            line.guidance,
            line.evidence_required,
            line.legal_basis,
            line.lead_agency,
            "; ".join(line.other_agencies),
            line.name_status,
            line.points_status,
        )
