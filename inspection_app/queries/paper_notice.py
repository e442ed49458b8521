"""Thông báo lịch kiểm tra: days, place, who attends, what to prepare; outline and self-score sheet as annexes."""

from collections.abc import Sequence
from decimal import Decimal

from inspection_app.documents.paper import Align, Annex, Column, Heading, Paragraph, Part, Row, Table
from inspection_app.documents.report import span
from inspection_app.documents.wording import word
from inspection_app.models import Criterion, Inspection, Paper
from inspection_app.rules.numerals import date_text, points
from inspection_app.rules.tally import HELD_APART

from . import criteria_sets as find_sets
from . import rounds as find
from .items import board
from .paper_body import Body, committee_head, inspection_of, plan_of, said, team_of


def texts(paper: Paper) -> dict[str, str]:
    """The usual words."""
    round_, inspection, team = paper.round, inspection_of(paper), team_of(paper)
    agency = inspection.agency.name
    return committee_head(round_) | {
        "subject": f"Lịch kiểm tra việc thực hiện các giải pháp nâng cao Chỉ số cải cách hành chính năm {round_.year} "
        f"tại {agency}",
        "addressees": agency,
        "opening": f"Thực hiện {plan_of(round_)}, {round_.issuing_body} thông báo lịch kiểm tra tại {agency} như sau:",
        "place_text": f"Tại trụ sở {agency}",
        "attendance": f"{team.name}\nLãnh đạo {agency}; các phòng, đơn vị và công chức có liên quan đến các tiêu chí "
        "được kiểm tra",
        "details": "Báo cáo tự kiểm tra theo Đề cương tại Phụ lục I\nBảng tự chấm điểm theo mẫu tại Phụ lục II, kèm "
        "tài liệu kiểm chứng của từng tiêu chí\nTài liệu, số liệu, máy tính có kết nối hệ thống để đối chiếu tại chỗ",
        "closing": f"Đề nghị {agency} chuẩn bị và phối hợp để Đoàn kiểm tra hoàn thành nhiệm vụ",
        "recipients": f"Như trên\n{team.name}\nLưu: VT",
    }


def body(paper: Paper) -> Body:
    """The days and the rest of it, and both annexes from the items the agency leads."""
    inspection = inspection_of(paper)
    criteria, total = _lines(inspection), board(inspection, published=True).figures.maximum
    parts: list[Part] = [
        *said(paper.opening),
        Heading(2, "Thời gian"),
        Paragraph(f"Đoàn kiểm tra làm việc {span((inspection.visit_from, inspection.visit_to))}."),
        Heading(2, "Địa điểm"),
        Paragraph(paper.place_text),
        Heading(2, "Thành phần"),
        *_dashes(paper.attendance),
        Heading(2, "Nội dung chuẩn bị"),
        *_dashes(paper.details),
    ]
    if inspection.self_due_on is not None:
        parts.append(Paragraph(f"Gửi bảng tự chấm điểm trước hết ngày {date_text(inspection.self_due_on)}."))
    outline = Annex("Đề cương báo cáo tự kiểm tra", _outline(criteria))
    sheet = Annex("Bảng tự chấm điểm", (_sheet(criteria, total),), landscape=True)
    return Body((*parts, Paragraph(paper.closing)), (outline, sheet), shows_points=True)


def _dashes(text: str) -> tuple[Part, ...]:
    return tuple(Paragraph(f"- {line.strip().removeprefix('- ').rstrip('.;')}.") for line in text.splitlines() if line)


def _lines(inspection: Inspection) -> Sequence[Criterion]:
    """The items the agency leads, with the field each group of them is in, in the table's order."""
    set_id = inspection.round.criteria_set_id
    items = find.leaves_led_by(set_id, inspection.agency)
    fields = {field.code: field for field in find_sets.fields_of(set_id)}
    found: list[Criterion] = []
    for item in items:
        field = fields[item.field_code]
        if field not in found:
            found.append(field)
        if item is not field:
            found.append(item)
    return found


def _outline(criteria: Sequence[Criterion]) -> tuple[Part, ...]:
    """What the self-inspection report goes through (docs/domain.md, section 3, step 4)."""
    parts: list[Part] = [
        Heading(1, "Tình hình chỉ đạo, triển khai"),
        Heading(1, "Kết quả thực hiện các tiêu chí được giao chủ trì"),
    ]
    for criterion in criteria:
        if criterion.is_leaf:
            needed = f" Tài liệu kiểm chứng: {criterion.evidence_required}." if criterion.evidence_required else ""
            parts.append(Paragraph(f"{criterion.code}. {criterion.name}.{needed}"))
        else:
            parts.append(Heading(2, criterion.name))
    asked = "kết quả, điểm tự chấm, tài liệu kiểm chứng; tiêu chí không đạt hoặc có nguy cơ không đạt, nguyên nhân"
    parts += [
        Paragraph(f"Với mỗi tiêu chí nêu rõ: {asked}."),
        Heading(1, "Tồn tại, hạn chế và nguyên nhân"),
        Heading(1, "Giải pháp khắc phục, thời hạn và kiến nghị"),
    ]
    return tuple(parts)


def _sheet(criteria: Sequence[Criterion], total: Decimal) -> Table:
    columns = (
        Column("Mã", "code"),
        Column("Lĩnh vực, tiêu chí"),
        Column("Điểm tối đa", "points", Align.AMOUNT),
        Column("Số liệu thực hiện", "agency"),
        Column("Điểm tự chấm", "points", Align.AMOUNT),
        Column("Tài liệu kiểm chứng hoặc giải trình", "reason"),
    )
    rows = [Row(_sheet_cells(each), strong=not each.is_leaf) for each in criteria]
    rows.append(Row(("", "Cộng", points(total), "", "", ""), strong=True))
    return Table("Các tiêu chí do cơ quan chủ trì", columns, tuple(rows))


def _sheet_cells(criterion: Criterion) -> tuple[str, ...]:
    """A line to be filled in; survey and statistics are nobody's to score."""
    if not criterion.is_leaf:
        return (criterion.code, criterion.name, "", "", "", "")  # its maximum counts other agencies' items too
    apart = word(criterion.assessed_by) if criterion.assessed_by in HELD_APART else ""
    not_scored = "Không tự chấm" if apart else ""
    return (criterion.code, criterion.name, points(criterion.maximum), apart, "", not_scored)
