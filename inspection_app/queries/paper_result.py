"""Thông báo kết quả kiểm tra: what stands once the inspection is concluded, for its agency."""

from collections.abc import Sequence

from sqlalchemy import select

from inspection_app.documents.paper import Align, Annex, Column, Heading, Paragraph, Part, Row, Table
from inspection_app.documents.report import sentence, signed_points, span
from inspection_app.documents.wording import word
from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Explanation, Finding, Inspection, Paper, Recommendation
from inspection_app.rules.numerals import date_text, points
from inspection_app.rules.terms import FindingKind, FindingState, RecommendationState

from .inspections import findings_of
from .items import Board, Item, board
from .paper_body import Body, committee_head, inspection_of, plan_of, said, team_of

NOTHING = Paragraph("Không có.")


def texts(paper: Paper) -> dict[str, str]:
    """The usual words."""
    round_, inspection, team = paper.round, inspection_of(paper), team_of(paper)
    agency = inspection.agency.name
    return committee_head(round_) | {
        "subject": f"Kết quả kiểm tra việc thực hiện các giải pháp nâng cao Chỉ số cải cách hành chính năm "
        f"{round_.year} tại {agency}",
        "addressees": agency,
        "opening": f"Thực hiện {plan_of(round_)}, {team.name} đã kiểm tra tại {agency} "
        f"{span((inspection.visit_from, inspection.visit_to))}. {round_.issuing_body} thông báo kết quả như sau:",
        "closing": f"Đề nghị {agency} thực hiện các kiến nghị nêu trên, báo cáo kết quả về {round_.issuing_body}",
        "recipients": f"Như trên\n{round_.superior_body} (để báo cáo)\n{team.name}\nLưu: VT",
    }


def body(paper: Paper) -> Body:
    """Strengths, shortcomings with their causes, points, explanations and what is recommended."""
    inspection = inspection_of(paper)
    seen = board(inspection, published=True)
    found = [each for each in findings_of(inspection) if each.state is not FindingState.RECORDED]
    strengths = [_strength(each) for each in found if each.kind is FindingKind.STRENGTH]
    shortcomings = [_shortcoming(each) for each in found if each.kind is FindingKind.SHORTCOMING]
    parts: tuple[Part, ...] = (
        *said(paper.opening),
        *said(paper.details),
        Heading(1, "Ưu điểm"),
        *(strengths or [NOTHING]),
        Heading(1, "Tồn tại, hạn chế và nguyên nhân"),
        *(shortcomings or [NOTHING]),
        Heading(1, "Kết quả chấm điểm"),
        Paragraph(_sums(seen)),
        Heading(1, "Giải trình của cơ quan"),
        *(_explanations(inspection) or [NOTHING]),
        Heading(1, "Kiến nghị"),
        *(_recommendations(inspection) or [NOTHING]),
        Paragraph(paper.closing),
    )
    annex = Annex("Kết quả chấm điểm từng tiêu chí", (_points(seen),), landscape=True)
    return Body(parts, (annex,), shows_points=True)


def recommendations_of(inspection: Inspection) -> Sequence[Recommendation]:
    """What is recommended to the agency, in the table's order."""
    query = select(Recommendation).join(Recommendation.assessment).join(Assessment.criterion)
    query = query.where(
        Assessment.inspection_id == inspection.id, Recommendation.state != RecommendationState.WITHDRAWN
    )
    return db.session.scalars(query.order_by(Criterion.position, Recommendation.recorded_at)).unique().all()


def _strength(finding: Finding) -> Part:
    return Paragraph(f"- Tiêu chí {finding.assessment.criterion.code}: {sentence(finding.text)}")


def _shortcoming(finding: Finding) -> Part:
    text = f"- Tiêu chí {finding.assessment.criterion.code}: {sentence(finding.text)}"
    if finding.cause:
        kind = word(finding.cause_kind) if finding.cause_kind else "Nguyên nhân"
        text += f" {kind}: {sentence(finding.cause)}"
    return Paragraph(text)


def _sums(seen: Board) -> str:
    total = seen.figures
    return (
        f"Đã đánh giá {total.assessed}/{total.leaves - total.apart} tiêu chí do cơ quan chủ trì"
        f"{f' ({total.apart} tiêu chí khác tính riêng)' if total.apart else ''}. Điểm tối đa "
        f"{points(total.maximum)}; điểm tự chấm {points(total.self_points)}; điểm Đoàn chấm "
        f"{points(total.judged(total.likely))}. Điểm từng tiêu chí nêu tại Phụ lục."
    )


def _points(seen: Board) -> Table:
    columns = (
        Column("Mã", "code"),
        Column("Lĩnh vực, tiêu chí"),
        Column("Tối đa", "points", Align.AMOUNT),
        Column("Tự chấm", "points", Align.AMOUNT),
        Column("Đoàn chấm", "points", Align.AMOUNT),
        Column("Chênh lệch", "points", Align.AMOUNT),
        Column("Kết quả", "state"),
        Column("Lý do", "reason"),
    )
    rows = []
    for group in seen.fields:
        rows.append(Row((group.field.code, group.field.name, "", "", "", "", "", ""), strong=True))
        rows += [_line(each) for each in group.items]
    sums = seen.figures
    team = sums.judged(sums.likely)
    cells = ("", "Cộng", points(sums.maximum), points(sums.self_points), points(team), "", "", "")
    return Table("Điểm tự chấm và điểm Đoàn chấm", columns, (*rows, Row(cells, strong=True)))


def _line(item: Item) -> Row:
    own, team = item.assessment.self_points, item.points
    gap = team - own if team is not None and own is not None else None
    figures = (points(item.criterion.maximum), points(own), points(team), signed_points(gap))
    return Row((item.criterion.code, item.criterion.name, *figures, word(item.state), item.reason))


def _explanations(inspection: Inspection) -> list[Part]:
    query = select(Explanation).join(Explanation.assessment).join(Assessment.criterion)
    query = query.where(Assessment.inspection_id == inspection.id, Explanation.given_at.is_not(None)).order_by(
        Criterion.position, Explanation.given_at
    )
    return [_explanation(each) for each in db.session.scalars(query).unique()]


def _explanation(explanation: Explanation) -> Part:
    text = f"- Tiêu chí {explanation.assessment.criterion.code}: {sentence(explanation.text)}"
    if explanation.verdict is None:
        return Paragraph(f"{text} Đoàn kiểm tra chưa kết luận về giải trình này.")
    verdict = f"{word(explanation.verdict).lower()}. {sentence(explanation.verdict_reason)}"
    return Paragraph(f"{text} Ý kiến của Đoàn kiểm tra: {verdict}")


def _recommendations(inspection: Inspection) -> list[Part]:
    return [Paragraph(f"- {_recommendation(each)}") for each in recommendations_of(inspection)]


def _recommendation(told: Recommendation) -> str:
    until = f"thời hạn {date_text(told.deadline)}" if told.deadline else "chưa định thời hạn"
    text = told.text.strip().rstrip(".;")
    return f"Tiêu chí {told.assessment.criterion.code}: {text} ({told.lead_agency.name}, {until})."
