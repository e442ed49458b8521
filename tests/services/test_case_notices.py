"""Who is told of issued papers and of minutes that wait for a word, and where it leads them."""

from collections.abc import Callable

import pytest

from inspection_app.extensions import db
from inspection_app.models import Notification, User
from inspection_app.queries import self_assessments as find
from inspection_app.rules.terms import NoticeKind, PaperKind, Stage
from inspection_app.services import self_assessments
from inspection_app.transaction import transaction
from tests import factories as make
from tests.meetings import make_minutes
from tests.paper_factories import issue_paper, make_paper
from tests.self_factories import make_filled
from tests.services.test_notifications import forget, told
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
pytestmark = pytest.mark.usefixtures("app")


def kinds(user: User) -> list[NoticeKind]:
    return [kind for kind, _text in told(user)]


def test_each_step_of_the_self_assessment_is_told_to_whose_turn_it_is() -> None:
    case = make_filled()
    officer, head = make.make_officer(case.agency), make.make_head(case.agency)
    stranger, lead = make.make_head(make.make_agency()), make.lead_of(case)
    steps: list[tuple[Callable[[], None], dict[User, NoticeKind]]] = [
        (lambda: self_assessments.ask(case, by=officer), {head: NoticeKind.ASKED}),
        (lambda: self_assessments.send_back(case, "Kiểm tra lại", by=head), {officer: NoticeKind.RETURNED}),
        (lambda: self_assessments.ask(case, by=officer), {head: NoticeKind.ASKED}),
        (lambda: self_assessments.approve(case, find.overview(case).hash, by=head), {officer: NoticeKind.ANSWERED}),
        (lambda: self_assessments.hand_in(case, by=officer), {lead: NoticeKind.ANSWERED}),
        (
            lambda: self_assessments.reopen(case, "Bổ sung tệp", by=lead),
            {officer: NoticeKind.RETURNED, head: NoticeKind.RETURNED},
        ),
    ]
    for act, expected in steps:
        forget()
        with transaction():
            act()
        for user in (officer, head, stranger, lead):
            assert kinds(user) == ([expected[user]] if user in expected else [])


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.SELF_ASSESSMENT])
def test_an_issued_notice_is_told_to_both_sides_and_opens(sign_in: SignIn, stage: Stage) -> None:
    """Also while the case is only planned, and not open to the agency yet."""
    case = make.make_inspection(stage)
    officer, stranger = make.make_officer(case.agency), make.make_officer(make.make_agency())
    paper = make_paper(PaperKind.NOTICE, case)
    forget()
    issue_paper(paper)
    expected = [(NoticeKind.PUBLISHED, f"Notice of the visit for {case.agency.name} was issued.")]
    assert [told(each) for each in (officer, make.lead_of(case), stranger)] == [expected, expected, []]
    notification = db.session.query(Notification).filter_by(user_id=officer.id).one()
    client = sign_in(officer)
    opened = client.submit("/notifications/", f"/notifications/{notification.id}/open")
    assert client.get(opened.headers["Location"]).status_code == 200


def test_the_decision_on_a_team_is_told_to_its_members_only() -> None:
    case = make.make_inspection(Stage.PLANNED)
    officer, team = make.make_officer(case.agency), case.team
    assert team is not None
    paper = make_paper(PaperKind.TEAM_DECISION, team)
    forget()
    issue_paper(paper)
    expected = [(NoticeKind.PUBLISHED, f"Decision to form the team for {team.name} was issued.")]
    assert [told(each) for each in (make.member_of(case), officer)] == [expected, []]


def test_fixed_minutes_are_told_to_those_who_sign() -> None:
    case = make.make_inspection()
    officer, bystander = make.make_officer(case.agency), make.make_officer(make.make_agency())
    forget()
    make_minutes(case)  # fixed by the chair
    asked = [(NoticeKind.ASKED, f"The minutes of the visit at {case.agency.name} were fixed and wait for your word.")]
    people = (make.member_of(case), officer, make.lead_of(case), bystander)
    assert [told(each) for each in people] == [asked, asked, [], []]
