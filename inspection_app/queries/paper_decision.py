"""Quyết định thành lập Đoàn kiểm tra: one per team."""

from sqlalchemy import select

from inspection_app.documents.paper import Align, Column, Look, Paragraph, Row, Table
from inspection_app.extensions import db
from inspection_app.models import Agency, Inspection, Paper, Team
from inspection_app.rules.numerals import days_text
from inspection_app.rules.terms import TeamRole
from inspection_app.rules.vietnamese import sort_key

from . import rounds as find
from .paper_body import Body, committee_head, plan_of, team_of

ROLES = {
    TeamRole.LEAD: "Trưởng đoàn",
    TeamRole.DEPUTY: "Phó Trưởng đoàn",
    TeamRole.SECRETARY: "Thư ký",
    TeamRole.MEMBER: "Thành viên",
}


def texts(paper: Paper) -> dict[str, str]:
    """The usual words; the bases are the plan's, and the plan."""
    round_, team = paper.round, team_of(paper)
    return committee_head(round_) | {
        "subject": f"Về việc thành lập {team.name} kiểm tra việc thực hiện các giải pháp nâng cao "
        f"Chỉ số cải cách hành chính năm {round_.year}",
        "authority": f"Trưởng {round_.issuing_body}",
        "bases": "\n".join([*round_.bases.splitlines(), f"Căn cứ {plan_of(round_)}"]),
        "details": f"{team.name} có nhiệm vụ kiểm tra các cơ quan nêu tại Điều 1 theo nội dung của {plan_of(round_)}; "
        "lập biên bản, báo cáo kết quả kiểm tra theo quy định. Đoàn tự giải thể sau khi hoàn thành nhiệm vụ.",
        "closing": "Các thành viên Đoàn kiểm tra, thủ trưởng các cơ quan được kiểm tra và các cá nhân có liên quan "
        "chịu trách nhiệm thi hành Quyết định này",
        "recipients": f"Như Điều 3\n{round_.superior_body} (để báo cáo)\nLưu: VT",
    }


def body(paper: Paper) -> Body:
    """Members by role, agencies with their visits, and the three articles."""
    team, round_ = team_of(paper), paper.round
    period = days_text(round_.starts_on, round_.ends_on).replace(" – ", " đến ngày ")
    return Body(
        (
            Paragraph("QUYẾT ĐỊNH:", look=Look.CENTRED),
            Paragraph(
                f"Thành lập {team.name} gồm các ông, bà có tên sau đây, kiểm tra các cơ quan nêu dưới đây "
                f"trong thời gian từ ngày {period}:",
                lead="Điều 1.",
            ),
            _members(team),
            _agencies(team),
            Paragraph(paper.details, lead="Điều 2."),
            Paragraph(paper.closing, lead="Điều 3."),
        )
    )


def _members(team: Team) -> Table:
    columns = (
        Column("TT", "order", Align.MIDDLE),
        Column("Họ và tên"),
        Column("Chức vụ, cơ quan"),
        Column("Nhiệm vụ trong Đoàn", "agency"),
    )
    people = find.roll_of(team)
    rows = (
        Row((str(place), one.user.full_name, _post(one.user.title, one.user.agency), ROLES[one.role]))
        for place, one in enumerate(people, 1)
    )
    return Table("Thành viên Đoàn kiểm tra", columns, tuple(rows))


def _post(title: str, agency: Agency | None) -> str:
    """Post and agency, unless the post names the agency by itself («Phó Giám đốc Sở Nội vụ»)."""
    name = agency.name if agency and agency.name not in title else ""
    return ", ".join(filter(None, (title, name)))


def _agencies(team: Team) -> Table:
    columns = (Column("TT", "order", Align.MIDDLE), Column("Cơ quan được kiểm tra"), Column("Thời gian", "criterion"))
    found = db.session.scalars(select(Inspection).where(Inspection.team_id == team.id)).unique().all()
    found = sorted(found, key=lambda one: (one.visit_from or team.round.ends_on, sort_key(one.agency.name)))
    rows = (
        Row((str(place), one.agency.name, days_text(one.visit_from, one.visit_to) or "Theo thông báo"))
        for place, one in enumerate(found, 1)
    )
    return Table("Cơ quan được kiểm tra", columns, tuple(rows))
