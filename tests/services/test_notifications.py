"""Who is told what by which act; not the actor, nobody who may not see it, and nothing of what was rolled back."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Inspection, Notification, User
from inspection_app.queries import workdays
from inspection_app.rules.log_verbs import VERBS
from inspection_app.rules.message import Message
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import (
    Due,
    JobState,
    NoticeKind,
    RequestState,
    Role,
    RoundState,
    Stage,
    TeamRole,
    Verdict,
)
from inspection_app.services import (
    announcements,
    deadlines,
    desk_threads,
    explanations,
    inspections,
    notifications,
    reports,
    rounds,
)
from inspection_app.services.explanations import Ruling
from inspection_app.transaction import transaction
from tests import factories as make
from tests.desk import answer, decide, make_request, make_thread

pytestmark = pytest.mark.usefixtures("app")


def told(user: User) -> list[tuple[NoticeKind, str]]:
    """What this person was told, the oldest first."""
    rows = db.session.query(Notification).filter_by(user_id=user.id).order_by(Notification.created_at)
    return [(each.kind, str(each.message)) for each in rows]


def forget() -> None:
    with transaction():
        db.session.query(Notification).delete()


@pytest.fixture
def case() -> Inspection:
    """In fieldwork, and nobody has been told of anything so far."""
    inspection = make.make_inspection()
    forget()
    return inspection


def test_items_given_to_somebody_are_told_once_and_together(case: Inspection) -> None:
    member, items = make.member_of(case), list(make.items_of(case).values())
    with transaction():
        rounds.assign(case, dict.fromkeys(items, member), by=make.lead_of(case))
    assert told(member) == [(NoticeKind.ASSIGNED, f"Items of the inspection at {case.agency.name} were given to you.")]
    assert told(make.lead_of(case)) == []


def test_what_was_read_or_mailed_is_told_anew(case: Inspection) -> None:
    member, items = make.member_of(case), list(make.items_of(case).values())
    for item in items[:2]:
        with transaction():
            rounds.assign(case, {item: member}, by=None)
            notifications.read_all(member)
    assert len(told(member)) == 2


def test_nobody_is_told_of_the_own_act(case: Inspection) -> None:
    lead = make.lead_of(case)
    with transaction():
        rounds.assign(case, {make.item(case): lead}, by=lead)
    assert told(lead) == []


def test_what_is_rolled_back_is_told_to_nobody(case: Inspection) -> None:
    def fail() -> None:
        rounds.assign(case, {make.item(case): make.member_of(case)}, by=None)
        assert db.session.query(Notification).count() == 1
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction():
        fail()
    assert db.session.query(Notification).count() == 0


def test_the_officers_of_the_agency_are_told_what_is_shown_to_them(case: Inspection) -> None:
    officer, stranger = make.make_officer(case.agency), make.make_officer(make.make_agency())
    make.to_stage(case, Stage.CONCLUDED)
    name = case.agency.name
    assert told(officer) == [
        (NoticeKind.PUBLISHED, f"The team has shown its scores and findings to {name}; you may explain."),
        (NoticeKind.PUBLISHED, f"The inspection of {name} is concluded."),
    ]
    assert told(stranger) == []


def test_a_closed_account_is_told_nothing(case: Inspection) -> None:
    officer = make.make_officer(case.agency)
    officer.is_active = False
    make.saved([officer])
    make.to_stage(case, Stage.CONCLUDED)
    assert told(officer) == []


def test_an_explanation_is_told_to_the_team_and_its_verdict_to_nobody_yet(case: Inspection) -> None:
    officer, colleague = make.make_officer(case.agency), make.make_officer(case.agency)
    make.to_stage(case, Stage.EXPLANATION)
    forget()
    explanation = make.make_explanation(make.item(case, "1.1.1"), by=officer)
    make.make_explanation(make.item(case, "1.1.2"), by=officer)
    for user in (make.lead_of(case), make.member_of(case)):
        assert told(user) == [(NoticeKind.ANSWERED, f"{case.agency.name} has explained itself.")]
    assert told(colleague) == []
    with transaction():
        explanations.judge(explanation, Ruling(Verdict.ACCEPTED, "Có văn bản"), by=make.lead_of(case))
    for user in (officer, colleague):
        assert told(user) == [], "the agency sees verdicts when the team publishes them"


def test_longer_time_is_told_to_the_agency_but_not_that_for_the_teams_own_result(case: Inspection) -> None:
    officer = make.make_officer(case.agency)
    make.to_stage(case, Stage.EXPLANATION)
    forget()
    for due in (Due.RESULT, Due.EXPLANATION):
        day = workdays.calendar().after(getattr(case, due), 3)
        with transaction():
            deadlines.extend(case, due, day, "Bão", by=make.lead_of(case))
        told_of = [(NoticeKind.ANSWERED, f"A due date of {case.agency.name} was extended.")]
        assert told(officer) == (told_of if due is Due.EXPLANATION else [])


def test_a_request_is_told_to_the_officers_and_its_answer_to_the_team(case: Inspection) -> None:
    officer, name = make.make_officer(case.agency), case.agency.name
    request = make_request(make.item(case))
    assert told(officer) == [(NoticeKind.ASKED, f"The team asks {name} for further evidence.")]
    assert told(make.lead_of(case)) == []
    forget()
    answer(request, by=officer)
    for user in (make.lead_of(case), make.member_of(case)):
        assert told(user) == [(NoticeKind.ANSWERED, f"{name} has answered a request for further evidence.")]
    assert told(officer) == []
    decide(request, RequestState.REOPENED, "Thiếu dấu", request.due_on)
    assert told(officer) == [(NoticeKind.RETURNED, f"The team asks {name} for further evidence once more.")]


def test_a_thread_is_told_to_the_rest_of_the_team_alone(case: Inspection) -> None:
    officer, lead, member = make.make_officer(case.agency), make.lead_of(case), make.member_of(case)
    thread = make_thread(make.item(case), by=member)
    news = [(NoticeKind.ANSWERED, f"There is something new in the team's threads on {case.agency.name}.")]
    assert [told(user) for user in (lead, member, officer)] == [news, [], []]
    forget()
    with transaction():
        desk_threads.reply(thread, uuid4(), "Đã xem", by=lead)
    assert [told(user) for user in (lead, member, officer)] == [[], news, []]


def test_somebody_who_left_the_inspectors_is_told_nothing_of_the_team(case: Inspection) -> None:
    member, officer = make.member_of(case), make.make_officer(case.agency)
    make.to_stage(case, Stage.EXPLANATION)
    with transaction():
        member.role_rows = []
    forget()
    make.make_explanation(make.item(case), by=officer)
    assert told(member) == []


def test_a_plan_is_told_once_it_is_approved() -> None:
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency), state=RoundState.DRAFT)
    team = make.make_team(round_, make.make_inspector(), make.make_inspector())
    make.make_inspection(Stage.PLANNED, agency=agency, round_=round_, team=team)
    people = [member.user for member in team.members]
    assert [told(user) for user in people] == [[], []]
    with transaction():
        rounds.move(round_, RoundState.APPROVED, by=make.make_coordinator())
    in_team = (NoticeKind.ASSIGNED, f"You are in {team.name} of round {round_.number}.")
    assert [told(user) for user in people] == [[in_team], [in_team]]
    newcomer = make.make_inspector()
    roles = {member.user: member.role for member in team.members} | {newcomer: TeamRole.MEMBER}
    with transaction():
        rounds.change_team(team, team.name, roles, by=make.make_coordinator())
    assert [told(user) for user in (*people, newcomer)] == [[in_team]] * 3, "told once, whatever else changes"


def test_a_visit_that_moves_twice_is_told_as_it_stands() -> None:
    inspection = make.make_inspection(Stage.PLANNED)
    assert inspection.team is not None
    for days in (3, 4):
        start = make.START.replace(day=days)
        with transaction():
            rounds.put_on(inspection, inspection.team, Visit(start, start), by=None)
    visits = [text for _kind, text in told(make.member_of(inspection)) if "visit" in text]
    assert visits == [f"{inspection.team.name} inspects {inspection.agency.name}, visit 04/11/2020."]


def test_each_step_of_the_report_is_told_to_whose_turn_it_is(case: Inspection) -> None:
    writer, colleague, leader, administrator = (
        make.make_coordinator(),
        make.make_coordinator(),
        make.make_leader(),
        make.make_administrator(),
    )
    report = make.make_report(case.round, by=writer)

    def submit() -> None:
        render = reports.draft(report, by=writer)
        render.state, render.file_sha256 = JobState.DONE, "0" * 64
        reports.submit(report, by=writer)

    steps: list[tuple[Callable[[], object], dict[User, NoticeKind]]] = [
        (submit, {leader: NoticeKind.ASKED}),
        (
            lambda: reports.give_back(report, "Sửa số liệu", by=leader),
            {writer: NoticeKind.RETURNED, colleague: NoticeKind.RETURNED},
        ),
        (submit, {leader: NoticeKind.ASKED}),
        (
            lambda: reports.approve(report, report.snapshot_sha256 or "", by=leader),
            {writer: NoticeKind.ANSWERED, colleague: NoticeKind.ANSWERED},
        ),
        (
            lambda: reports.issue(report, case.round.dated, by=writer),
            {leader: NoticeKind.PUBLISHED, colleague: NoticeKind.PUBLISHED},
        ),
    ]
    for act, expected in steps:
        forget()
        with transaction():
            act()
        for user in (writer, colleague, leader, administrator):
            kinds = [kind for kind, _text in told(user)]
            assert kinds == ([expected[user]] if user in expected else [])


def test_issued_recommendations_are_told_to_whoever_leads_them(case: Inspection) -> None:
    officer = make.make_officer(case.agency)
    for code in ("1.1.1", "1.1.2"):
        make.make_recommendation(make.item(case, code))
    report = make.make_report(case.round)
    with transaction():
        render = reports.draft(report, by=report.author)
        render.state, render.file_sha256 = JobState.DONE, "0" * 64
        reports.submit(report, by=report.author)
        reports.approve(report, report.snapshot_sha256 or "", by=make.make_leader())
        reports.issue(report, case.round.dated, by=report.author)
    assert told(officer) == [(NoticeKind.ASSIGNED, f"Recommendations were issued to {case.agency.name}.")]


def test_a_report_that_is_not_yet_put_before_a_leader_is_not_told_to_one(case: Inspection) -> None:
    leader, coordinator = make.make_leader(), make.make_coordinator()
    report = make.make_report(case.round, by=coordinator)
    [notice] = announcements.of("report.submitted", report, None)
    assert [user.id for user in notice.people if user.id == leader.id] == []


def test_what_a_sentence_names_survives_being_kept() -> None:
    sentence = Message("Overdue: %(what)s", what=Message("Due on %(day)s", day="05/11/2020"), count=2)
    assert Message.unpacked(sentence.packed()) == sentence


def test_every_row_is_a_verb_of_the_log() -> None:
    assert set(announcements.ROWS) - set(VERBS) == set()


def test_no_sentence_names_points(case: Inspection) -> None:
    """Mails leave the house: they say that something waits, and where."""
    officer = make.make_officer(case.agency)
    make.make_score(make.item(case), "85")
    make.make_recommendation(make.item(case))
    make.to_stage(case, Stage.CONCLUDED)
    for kind, text in told(officer) + told(make.lead_of(case)):
        assert "point" not in text, kind


def test_reading_leaves_the_rest_unread(case: Inspection) -> None:
    from tests.told import make_notification

    user = make.make_user(Role.INSPECTOR)
    first, second = make_notification(user, case), make_notification(user, case)
    with transaction():
        notifications.read(first)
    assert first.read_at is not None
    assert second.read_at is None
    with transaction():
        notifications.read_all(user)
    assert second.read_at is not None


def test_moving_back_to_fieldwork_tells_the_team(case: Inspection) -> None:
    make.to_stage(case, Stage.EXPLANATION)
    forget()
    with transaction():
        inspections.move(case, Stage.FIELDWORK, by=make.lead_of(case))
    assert [kind for kind, _text in told(make.member_of(case))] == [NoticeKind.ASKED]
