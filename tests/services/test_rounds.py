"""Rounds: what the plan says, who is in a team, where a team may go and when, and who gets which item."""

from datetime import date
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection, Round, Team, User
from inspection_app.rules.message import DomainError
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import ItemState, RoundState, Stage, TeamRole
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from tests import factories as make

pytestmark = pytest.mark.usefixtures("app")
THIRD, FOURTH = date(2020, 11, 3), date(2020, 11, 4)


def refused(action: Any, *given: Any, **named: Any) -> tuple[str | None, str]:
    """The field and the sentence of the refusal."""
    with pytest.raises(DomainError) as caught, transaction():
        action(*given, **named)
    return caught.value.field, str(caught.value.message)


def put(inspection: Inspection, team: Team, first: date = THIRD, last: date | None = None) -> None:
    with transaction():
        rounds.put_on(inspection, team, Visit(first, last or first), by=None)


def added(round_: Round, **told: Any) -> Inspection:
    with transaction():
        return rounds.add_agency(round_, make.make_agency(**told), by=None)


def change(round_: Round, **told: Any) -> None:
    draft = make.round_draft(**{"number": round_.number} | told)
    with transaction():
        rounds.change(round_, draft, round_.criteria_set, by=make.make_coordinator())


def verbs() -> list[str]:
    return [line.verb for line in db.session.query(Activity).order_by(Activity.id)]


# --- the plan ---


def test_a_round_is_opened_as_a_draft_and_moved_step_by_step() -> None:
    round_ = make.make_round(state=RoundState.DRAFT)
    assert [round_.state] == [RoundState.DRAFT]
    with transaction():
        rounds.move(round_, RoundState.APPROVED, by=make.make_coordinator())
    assert refused(rounds.move, round_, RoundState.CLOSED, by=make.make_coordinator())[0] is None
    assert round_.state is RoundState.APPROVED
    assert verbs()[-1] == "round.moved"


@pytest.mark.parametrize(
    ("told", "field"),
    [({"ends_on": date(2020, 11, 1)}, "ends_on"), ({"number": "taken"}, "number")],
)
def test_what_a_plan_may_not_say(told: dict[str, Any], field: str) -> None:
    make.make_round(number="taken")
    draft, criteria_set = make.round_draft(**told), make.make_criteria_set()
    assert refused(rounds.create, draft, criteria_set, by=None)[0] == field
    round_ = make.make_round()
    draft = make.round_draft(**{"number": round_.number} | told)
    assert refused(rounds.change, round_, draft, round_.criteria_set, by=make.make_coordinator())[0] == field


def test_a_round_needs_a_published_set() -> None:
    unpublished = make.make_criteria_set(published=False)
    assert refused(rounds.create, make.round_draft(), unpublished, by=None)[0] == "criteria_set"


def test_the_set_changes_only_while_no_agency_is_in() -> None:
    round_, other = make.make_round(), make.make_criteria_set()
    draft = make.round_draft(number=round_.number)
    with transaction():
        rounds.change(round_, draft, other, by=make.make_coordinator())
    assert db.session.get_one(Round, round_.id).criteria_set == other
    added(round_)
    again = make.make_criteria_set()
    assert refused(rounds.change, round_, draft, again, by=make.make_coordinator())[0] == "criteria_set"


def test_planned_visits_stay_inside_the_round() -> None:
    inspection = make.make_inspection(days_on=10)
    draft = make.round_draft(number=inspection.round.number, ends_on=date(2020, 11, 11))
    field, sentence = refused(rounds.change, inspection.round, draft, inspection.round.criteria_set, by=None)
    assert field == "ends_on"
    assert inspection.agency.name in sentence
    assert "12/11/2020" in sentence
    later = make.round_draft(number=inspection.round.number, starts_on=date(2020, 11, 13))
    assert refused(rounds.change, inspection.round, later, inspection.round.criteria_set, by=None)[0] == "starts_on"
    change(inspection.round, ends_on=date(2020, 11, 12))
    assert inspection.round.ends_on == date(2020, 11, 12)
    line = db.session.query(Activity).filter_by(verb="round.changed").one()
    assert line.changes["ends_on"] == ["2020-11-30", "2020-11-12"]


def test_nothing_of_a_closed_round_changes() -> None:
    inspection = make.make_inspection()
    round_, team = inspection.round, inspection.team
    with transaction():
        for state in (RoundState.REPORTING, RoundState.CLOSED):
            rounds.move(round_, state, by=make.make_coordinator())
    visit, people = Visit(THIRD, THIRD), {make.make_inspector(): TeamRole.LEAD}
    assert team is not None
    for action, given in (
        (rounds.change, (round_, make.round_draft(), round_.criteria_set)),
        (rounds.add_agency, (round_, make.make_agency())),
        (rounds.form_team, (round_, "Đoàn mới", people)),
        (rounds.change_team, (team, "Đoàn mới", people)),
        (rounds.put_on, (inspection, team, visit)),
        (rounds.assign, (inspection, {make.item(inspection): None})),
    ):
        assert "closed" in refused(action, *given, by=make.make_coordinator())[1], action


# --- agencies ---


def test_an_agency_gets_the_items_it_leads() -> None:
    lead, other = make.make_agency(), make.make_agency()
    round_ = make.make_round(make.make_criteria_set(lead, other))
    with transaction():
        mine, theirs = (rounds.add_agency(round_, agency, by=None) for agency in (lead, other))
    assert set(make.items_of(mine)) == {"1.1.1", "1.1.2", "1.1.3", "1.2", "1.3", "2.2"}
    assert {code: item.state for code, item in make.items_of(theirs).items()} == {
        "2.1": ItemState.NOT_ASSESSED,
        "2.3": ItemState.NOT_INSPECTED,
    }
    assert refused(rounds.add_agency, round_, lead, by=None)[0] == "agency"


def test_adding_an_agency_stands_in_the_log_of_its_inspection() -> None:
    inspection = added(make.make_round())
    line = db.session.query(Activity).filter_by(verb="inspection.created").one()
    assert line.inspection_id == inspection.id


# --- teams ---


def people(*roles: TeamRole) -> dict[User, TeamRole]:
    return {make.make_inspector(): role for role in roles}


@pytest.mark.parametrize("roles", [(), (TeamRole.MEMBER,), (TeamRole.LEAD, TeamRole.LEAD, TeamRole.MEMBER)])
def test_a_team_has_exactly_one_lead(roles: tuple[TeamRole, ...]) -> None:
    round_ = make.make_round()
    assert refused(rounds.form_team, round_, "Đoàn 1", people(*roles), by=None)[0] == "members"
    team = make.make_team(round_)
    assert refused(rounds.change_team, team, "Đoàn 1", people(*roles), by=make.make_coordinator())[0] == "members"
    assert db.session.query(Team).count() == 1


def test_only_inspectors_are_in_a_team() -> None:
    officer = make.make_officer(make.make_agency(), full_name="Trần Thị Mẫu")
    members = people(TeamRole.LEAD) | {officer: TeamRole.MEMBER}
    field, sentence = refused(rounds.form_team, make.make_round(), "Đoàn 1", members, by=None)
    assert field == "members"
    assert "Trần Thị Mẫu" in sentence


def test_a_name_is_taken_once_in_a_round() -> None:
    round_ = make.make_round()
    make.make_team(round_, name="Đoàn 1")
    other = make.make_team(round_, name="Đoàn 2")
    assert refused(rounds.form_team, round_, "Đoàn 1", people(TeamRole.LEAD), by=None)[0] == "name"
    field, _ = refused(rounds.change_team, other, "Đoàn 1", people(TeamRole.LEAD), by=make.make_coordinator())
    assert field == "name"
    assert make.make_team(make.make_round(), name="Đoàn 1").name == "Đoàn 1"


def test_people_come_stay_and_leave() -> None:
    lead, leaving, coming = make.make_inspector(), make.make_inspector(), make.make_inspector()
    team = make.make_team(make.make_round(), lead, leaving)
    with transaction():
        roles = {lead: TeamRole.SECRETARY, coming: TeamRole.LEAD}
        rounds.change_team(team, "Đoàn mới", roles, by=make.make_coordinator())
    db.session.expire_all()
    assert {member.user: member.role for member in team.members} == roles
    line = db.session.query(Activity).filter_by(verb="team.changed").one()
    assert line.changes["name"][1] == "Đoàn mới"
    assert f"{coming.username}: lead" in line.changes["members"][1]


def test_a_change_of_people_keeps_their_visits_allowed() -> None:
    inspection = make.make_inspection()
    assert inspection.team is not None
    lead = make.lead_of(inspection)
    at_home = make.make_inspector(agency=inspection.agency)
    roles = {lead: TeamRole.LEAD, at_home: TeamRole.MEMBER}
    by = make.make_coordinator()
    assert refused(rounds.change_team, inspection.team, inspection.team.name, roles, by=by)[0] == "team"
    other = make.make_inspection(round_=inspection.round)
    roles = {lead: TeamRole.LEAD, make.lead_of(other): TeamRole.MEMBER}
    assert refused(rounds.change_team, inspection.team, inspection.team.name, roles, by=by)[0] == "visit_from"


def test_who_leaves_gives_items_back() -> None:
    inspection = make.make_inspection()
    lead, leaving = make.lead_of(inspection), make.member_of(inspection)
    items = make.items_of(inspection)
    with transaction():
        rounds.assign(inspection, {items["1.1.1"]: leaving, items["1.1.2"]: lead}, by=None)
    assert inspection.team is not None
    with transaction():
        rounds.change_team(inspection.team, "Đoàn mới", {lead: TeamRole.LEAD}, by=make.make_coordinator())
    assert (items["1.1.1"].assignee_id, items["1.1.2"].assignee_id) == (None, lead.id)
    put(inspection, make.make_team(inspection.round))
    assert items["1.1.2"].assignee_id is None
    assert verbs().count("item.assigned") == 4


# --- visits ---


def test_a_team_is_put_on_an_agency() -> None:
    inspection = added(make.make_round())
    team = make.make_team(inspection.round)
    put(inspection, team, THIRD, FOURTH)
    assert (inspection.team, inspection.visit_from, inspection.visit_to) == (team, THIRD, FOURTH)
    put(inspection, team, FOURTH)  # its own old dates are no obstacle
    assert inspection.visit_from == FOURTH


def test_nobody_inspects_the_own_agency() -> None:
    inspection = added(make.make_round())
    team = make.make_team(inspection.round, None, make.make_inspector(agency=inspection.agency, full_name="Lê Văn Mẫu"))
    field, sentence = refused(rounds.put_on, inspection, team, Visit(THIRD, THIRD), by=None)
    assert (field, "Lê Văn Mẫu" in sentence) == ("team", True)
    assert inspection.team is None


@pytest.mark.parametrize(
    ("first", "last"), [(date(2020, 11, 1), THIRD), (date(2020, 11, 30), date(2020, 12, 1)), (date(2021, 1, 5),) * 2]
)
def test_a_visit_lies_inside_the_round(first: date, last: date) -> None:
    inspection = added(make.make_round())
    field, sentence = refused(rounds.put_on, inspection, make.make_team(inspection.round), Visit(first, last), by=None)
    assert field == "visit_from"
    assert "02/11/2020 to 30/11/2020" in sentence


@pytest.mark.parametrize("same_round", [True, False])
def test_nobody_is_at_two_agencies_on_one_day(same_round: bool) -> None:
    person = make.make_inspector(full_name="Võ Thị Mẫu")
    first = added(make.make_round())
    put(first, make.make_team(first.round, None, person), THIRD, FOURTH)
    second = added(first.round if same_round else make.make_round())
    team = make.make_team(second.round, person)
    field, sentence = refused(rounds.put_on, second, team, Visit(FOURTH, FOURTH), by=None)
    assert field == "visit_from"
    assert "Võ Thị Mẫu" in sentence
    assert first.agency.name in sentence
    put(second, team, date(2020, 11, 5))
    assert second.team == team


def test_a_team_of_another_round_is_refused() -> None:
    inspection, team = added(make.make_round()), make.make_team(make.make_round())
    assert refused(rounds.put_on, inspection, team, Visit(THIRD, THIRD), by=None)[0] == "team"


def test_results_that_stand_keep_their_team() -> None:
    inspection = make.make_inspection(Stage.CONCLUDED)
    other = make.make_team(inspection.round)
    assert "concluded" in refused(rounds.put_on, inspection, other, Visit(THIRD, THIRD), by=None)[1]
    assert "concluded" in refused(rounds.assign, inspection, {make.item(inspection): None}, by=None)[1]


# --- items ---


def test_items_go_to_members_of_the_team_only() -> None:
    inspection = make.make_inspection()
    stranger = make.make_inspector(full_name="Người Lạ")
    assert "Người Lạ" in refused(rounds.assign, inspection, {make.item(inspection): stranger}, by=None)[1]
    assert make.item(inspection).assignee_id is None


def test_only_what_changes_is_noted() -> None:
    inspection = make.make_inspection()
    items, member = make.items_of(inspection), make.member_of(inspection)
    for _ in range(2):
        with transaction():
            rounds.assign(inspection, {items["1.1.1"]: member, items["1.1.2"]: None}, by=None)
    assert items["1.1.1"].assignee_id == member.id
    assert verbs().count("item.assigned") == 1
