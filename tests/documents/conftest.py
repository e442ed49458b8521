"""Two contents: a small one whose every word a test knows, and a big one of the whole working criteria table."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import inspection_app.data
from inspection_app.documents.content import (
    AgencyChapter,
    EvidenceRow,
    FieldRow,
    Letterhead,
    Proposal,
    ReportContent,
    RiskRow,
    ScoreRow,
    SectionText,
    Signatory,
    Statement,
)
from inspection_app.documents.report import SECTIONS
from inspection_app.rules.tally import Figures, Leaf, figures
from inspection_app.rules.terms import Assessed, CauseKind, ItemState, Level, Stage

TABLE = Path(next(iter(inspection_app.data.__path__))) / "par_index_2020_working.csv"
AGENCIES = {
    "SNV": "Sở Nội vụ",
    "VPUBND": "Văn phòng Ủy ban nhân dân tỉnh",
    "STP": "Sở Tư pháp",
    "STC": "Sở Tài chính",
    "STTTT": "Sở Thông tin và Truyền thông",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "SKHDT": "Sở Kế hoạch và Đầu tư",
}
JUDGED = (  # state and share of the maximum; taken in turns by the items of the big content
    (ItemState.MET, "1"),
    (ItemState.PARTLY_MET, "0.5"),
    (ItemState.AT_RISK, "0.75"),
    (ItemState.NOT_ASSESSED, None),
    (ItemState.NOT_MET, "0"),
    (ItemState.MET, "1"),
    (ItemState.LACKS_EVIDENCE, None),
    (ItemState.NOT_APPLICABLE, None),
)
RISKY = (ItemState.AT_RISK, ItemState.LACKS_EVIDENCE, ItemState.NOT_MET, ItemState.PARTLY_MET)
PROBLEM = "02/20 văn bản phải sửa đổi qua rà soát chưa được ban hành văn bản thay thế, đều thuộc lĩnh vực tài chính"
CAUSE = (
    "Văn bản của Trung ương làm căn cứ được ban hành trong quý III, thời gian xây dựng văn bản của tỉnh bị rút ngắn."
)
REMEDY = "Hoàn thành hồ sơ, trình Ủy ban nhân dân tỉnh ban hành 02 quyết định thay thế"
STRENGTH = "Danh mục văn bản hết hiệu lực được công bố đúng thời hạn; hồ sơ rà soát được lưu đầy đủ."
TEXT = """\
Nhìn chung, các nhiệm vụ có kế hoạch, thời hạn và cơ quan chịu trách nhiệm rõ ràng được thực hiện tốt. \
Điểm tự chấm của các cơ quan cao hơn điểm Đoàn chấm, chủ yếu do \
tính cả công việc đang thực hiện hoặc chưa có tài liệu kiểm chứng.

Phần điểm còn có thể đạt tập trung ở các tiêu chí chỉ thiếu một vài sản phẩm để qua ngưỡng điểm."""


@pytest.fixture(scope="session")
def small() -> ReportContent:
    """One field, three items of one agency: met, at risk, and one left to a survey."""
    return make_content(SMALL, texts={section.key: f"Đoạn viết tay {section.key}." for section in SECTIONS})


@pytest.fixture(scope="session")
def big() -> ReportContent:
    """The whole working table: seven agencies, eight fields, 108 items in every state."""
    return make_content(whole_table(), texts={section.key: TEXT for section in SECTIONS}, evidence=120)


D, DOCUMENTS, SURVEY = Decimal, Assessed.DOCUMENTS, Assessed.SURVEY
FIELD, CRITERION = Level.FIELD, Level.CRITERION
MET, AT_RISK, APART = ItemState.MET, ItemState.AT_RISK, ItemState.NOT_INSPECTED
SMALL = (
    ScoreRow("1", FIELD, "Chỉ đạo, điều hành", Assessed.MIXED, "SNV", D(4), D(2), D("1.75"), None, ""),
    ScoreRow("1.1", CRITERION, "Kế hoạch năm", DOCUMENTS, "SNV", D(1), D(1), D(1), MET, ""),
    ScoreRow("1.2", CRITERION, "Xử lý văn bản", DOCUMENTS, "SNV", D(1), D(1), D("0.75"), AT_RISK, "Mới có tờ trình."),
    ScoreRow("1.3", CRITERION, "Tác động đến người dân", SURVEY, "SNV", D(2), None, None, APART, ""),
)


def whole_table() -> tuple[ScoreRow, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = tuple(scored(line, place) for place, line in enumerate(csv.DictReader(file)))
    return tuple(row if row.state else summed(row, rows) for row in rows)


def summed(parent: ScoreRow, rows: Sequence[ScoreRow]) -> ScoreRow:
    """Points under a line; None where nobody has given any."""
    below = [row for row in rows if row.state and row.code.startswith(f"{parent.code}.")]
    own = [row.self_points for row in below if row.self_points is not None]
    team = [row.team_points for row in below if row.team_points is not None]
    return replace(parent, self_points=sum(own, D(0)) if own else None, team_points=sum(team, D(0)) if team else None)


def scored(line: dict[str, str], place: int) -> ScoreRow:
    level, kind, maximum = Level(line["level"]), Assessed(line["assessment"]), Decimal(line["max_points"])
    parent = line["rule"] == "sum"
    state, share = JUDGED[place % len(JUDGED)]
    if kind in (Assessed.SURVEY, Assessed.STATISTICS):
        state, share = ItemState.NOT_INSPECTED, None
    points = None if share is None or parent else maximum * Decimal(share)
    return ScoreRow(
        line["code"],
        level,
        line["name_vi"],
        kind,
        line["lead_agency"],
        maximum,
        None if parent or kind is Assessed.SURVEY else maximum,
        points,
        None if parent else state,
        "Hồ sơ chứng minh 10/12 kiến nghị." if state is ItemState.PARTLY_MET and not parent else "",
    )


def leaf(row: ScoreRow) -> Leaf:
    state = row.state or ItemState.NOT_ASSESSED
    won = row.maximum - row.team_points if state is ItemState.AT_RISK and row.team_points is not None else Decimal(0)
    return Leaf(row.code, row.maximum, row.assessed_by, state, row.self_points, row.team_points, won)


def tally(rows: Sequence[ScoreRow]) -> Figures:
    return figures(leaf(row) for row in rows if row.state is not None)


def chapter(code: str, rows: Sequence[ScoreRow]) -> AgencyChapter:
    mine = [row for row in rows if row.agency_code == code and row.state is not None]
    kinds = (CauseKind.OBJECTIVE, CauseKind.SUBJECTIVE)
    return AgencyChapter(
        code,
        AGENCIES[code],
        "Đoàn kiểm tra số 1",
        date(2020, 11, 4),
        date(2020, 11, 5),
        Stage.CONCLUDED,
        tally(mine),
        tuple(Statement(row.code, row.name, STRENGTH, "", None) for row in mine if row.state is ItemState.MET),
        tuple(
            Statement(row.code, row.name, PROBLEM, CAUSE, kinds[place % 2])
            for place, row in enumerate(row for row in mine if row.state in RISKY)
        ),
    )


def risk(row: ScoreRow) -> RiskRow:
    row_figures = tally([row])
    assert row.state is not None
    return RiskRow(
        row.code,
        row.name,
        AGENCIES[row.agency_code],
        row.state,
        row.maximum,
        row.team_points,
        row_figures.at_risk,
        row_figures.lost,
        PROBLEM,
        (proposal(row),),
    )


def proposal(row: ScoreRow) -> Proposal:
    return Proposal(row.code, REMEDY, AGENCIES[row.agency_code], date(2020, 12, 15), tally([row]).at_risk)


def piece_of_evidence(row: ScoreRow) -> EvidenceRow:
    name, sha256 = f"Báo cáo kết quả thực hiện tiêu chí {row.code}.pdf", "0123456789abcdef" * 4
    return EvidenceRow(row.code, row.agency_code, name, sha256, "Cơ quan được kiểm tra", date(2020, 11, 3))


def make_content(rows: tuple[ScoreRow, ...], texts: dict[str, str], evidence: int = 1) -> ReportContent:
    risks = tuple(risk(row) for row in rows if row.state in RISKY)
    fields = [row for row in rows if row.level is Level.FIELD]
    return ReportContent(
        letterhead=Letterhead(
            "Ủy ban nhân dân tỉnh An Giang", "Ban Chỉ đạo cải cách hành chính tỉnh An Giang", "BCĐ", "An Giang"
        ),
        number=5,
        dated=date(2020, 12, 3),
        subject="Kết quả kiểm tra việc thực hiện các giải pháp nâng cao Chỉ số cải cách hành chính của tỉnh năm 2020",
        addressee="Ủy ban nhân dân tỉnh An Giang",
        bases=(
            "Căn cứ Quyết định số 1150/QĐ-BNV ngày 30 tháng 12 năm 2019 của Bộ Nội vụ",
            "Căn cứ Quyết định số 666/QĐ-BNV ngày 29 tháng 9 năm 2020 của Bộ Nội vụ sửa đổi, bổ sung Đề án;",
        ),
        round_number="14/KH-BCĐ",
        round_dated=date(2020, 10, 16),
        year=2020,
        criteria_set="Chỉ số cải cách hành chính cấp tỉnh năm 2020 (bảng làm việc)",
        decision="Quyết định số 1150/QĐ-BNV ngày 30 tháng 12 năm 2019 của Bộ Nội vụ",
        confirmed=False,
        period_from=date(2020, 11, 2),
        period_to=date(2020, 11, 30),
        group=None,
        total=tally(rows),
        fields=tuple(
            FieldRow(each.code, each.name, tally([row for row in rows if row.code.split(".")[0] == each.code]))
            for each in fields
        ),
        agencies=tuple(chapter(code, rows) for code in AGENCIES if any(row.agency_code == code for row in rows)),
        proposals=tuple(proposal(row) for row in rows if row.state in RISKY),
        sections=tuple(SectionText(key, text) for key, text in texts.items()),
        scores=rows,
        risks=risks,
        evidence=tuple(piece_of_evidence(row) for row in rows if row.state is not None)[:evidence],
        recipients=("- Như trên;", "Thành viên Ban Chỉ đạo CCHC tỉnh", "- Lưu: VT, SNV."),
        signatory=Signatory("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Nguyễn Văn Mẫu"),
        demo=True,
    )
