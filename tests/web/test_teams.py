"""Teams, visits and items in the browser: plain forms, refusals beside their field, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Inspection, Team, User
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Stage, TeamRole
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


def rows(*people: tuple[User, TeamRole], start: int = 1) -> dict[str, Any]:
    """The rows of the form that are filled in."""
    told: dict[str, Any] = {}
    for number, (user, role) in enumerate(people, start):
        told |= {f"person_{number}": str(user.id), f"role_{number}": role.value}
    return told


def added() -> Inspection:
    """An inspection without team or visit."""
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency))
    with transaction():
        return rounds.add_agency(round_, agency, by=None)


def planned(inspection: Inspection) -> tuple[Any, ...]:
    return inspection.team, inspection.visit_from, inspection.visit_to


# --- teams ---


def test_a_team_is_formed_from_rows_with_gaps(coordinator: Visitor) -> None:
    round_ = make.make_round()
    home = make.make_agency(name="Sở Nội vụ")
    lead, member = make.make_inspector(full_name="Trần Thị Dẫn", agency=home), make.make_inspector()
    assert "Trần Thị Dẫn (Sở Nội vụ)" in coordinator.get(f"/rounds/{round_.id}/teams/new").text
    typed = rows((lead, TeamRole.LEAD)) | rows((member, TeamRole.SECRETARY), start=17)
    answer = coordinator.submit(
        f"/rounds/{round_.id}/teams/new", f"/rounds/{round_.id}/teams", name="Đoàn kiểm tra số 1", **typed
    )
    assert answer.status_code == 303
    team = db.session.query(Team).one()
    assert {each.user: each.role for each in team.members} == {lead: TeamRole.LEAD, member: TeamRole.SECRETARY}


def test_who_cannot_inspect_is_not_offered(coordinator: Visitor) -> None:
    round_, officer = make.make_round(), make.make_officer(make.make_agency())
    assert str(officer.id) not in coordinator.get(f"/rounds/{round_.id}/teams/new").text
    answer = coordinator.send(f"/rounds/{round_.id}/teams", {"name": "Đoàn 1"} | rows((officer, TeamRole.LEAD)))
    assert answer.status_code == 422
    assert '-person_1-error"' in answer.text


def test_wrong_teams_are_refused_and_what_was_chosen_stays(coordinator: Visitor) -> None:
    round_ = make.make_round()
    one, two = make.make_inspector(), make.make_inspector()
    make.make_team(round_, name="Đoàn 1")
    for typed, mark in (
        ({"name": "Đoàn 2"}, "notice tone-bad"),
        ({"name": "Đoàn 2"} | rows((one, TeamRole.MEMBER)), "notice tone-bad"),
        ({"name": "Đoàn 2"} | rows((one, TeamRole.LEAD), (two, TeamRole.LEAD)), "notice tone-bad"),
        ({"name": "Đoàn 2"} | rows((one, TeamRole.LEAD), (one, TeamRole.MEMBER)), '-person_2-error"'),
        ({"name": "Đoàn 1"} | rows((one, TeamRole.LEAD)), '-name-error"'),
        ({"name": ""} | rows((one, TeamRole.LEAD)), '-name-error"'),
        ({"name": "Đ" * 121} | rows((one, TeamRole.LEAD)), '-name-error"'),
        ({"name": "Đoàn 2", "person_1": "x", "role_1": "lead"}, '-person_1-error"'),
        ({"name": "Đoàn 2", "person_1": str(one.id), "role_1": "boss"}, '-role_1-error"'),
    ):
        answer = coordinator.send(f"/rounds/{round_.id}/teams", typed)
        assert answer.status_code == 422, typed
        assert mark in answer.text, typed
        chosen = typed.get("person_1", "x")
        assert chosen == "x" or f'<option selected value="{chosen}">' in answer.text
    assert db.session.query(Team).count() == 1


def test_a_team_is_changed(coordinator: Visitor) -> None:
    lead, leaving, coming = make.make_inspector(), make.make_inspector(), make.make_inspector()
    team = make.make_team(make.make_round(), lead, leaving, name="Đoàn 1")
    where = f"/teams/{team.id}/edit"
    answer = coordinator.submit(where, where, name="Đoàn số một", **rows((coming, TeamRole.DEPUTY), start=2))
    assert answer.status_code == 303
    assert team.name == "Đoàn số một"
    assert {each.user: each.role for each in team.members} == {lead: TeamRole.LEAD, coming: TeamRole.DEPUTY}


def test_nobody_drops_out_of_a_team_unseen(coordinator: Visitor) -> None:
    """Saved as it stands, the form keeps everybody, in whatever row."""
    people = [make.make_inspector() for _ in range(14)]
    team = make.make_team(make.make_round(), *people)
    before = {each.user_id: each.role for each in team.members}
    where = f"/teams/{team.id}/edit"
    assert "<details open>" in coordinator.get(where).text
    assert coordinator.submit(where, where).status_code == 303
    assert {each.user_id: each.role for each in team.members} == before


def test_a_change_that_breaks_a_visit_is_refused(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    assert inspection.team is not None
    at_home = make.make_inspector(agency=inspection.agency, full_name="Lê Thị Nhà")
    where = f"/teams/{inspection.team_id}/edit"
    answer = coordinator.submit(where, where, **rows((at_home, TeamRole.MEMBER), start=5))
    assert answer.status_code == 422
    assert "Lê Thị Nhà" in answer.text.split("<form", 3)[2]
    assert len(inspection.team.members) == 2


# --- visits ---


def test_a_team_is_put_on_an_agency_for_one_day(coordinator: Visitor) -> None:
    inspection = added()
    assert "teams/new" in coordinator.get(f"/inspections/{inspection.id}/visit").text  # no team yet
    team = make.make_team(inspection.round)
    where = f"/inspections/{inspection.id}/visit"
    assert coordinator.submit(where, where, team=str(team.id), visit_from="03/11/2020").status_code == 303
    assert planned(inspection) == (team, make.START.replace(day=3), make.START.replace(day=3))
    page = coordinator.get(where).text
    assert f'<option selected value="{team.id}">' in page
    assert page.count("03/11/2020") >= 2


@pytest.mark.parametrize(
    ("visit_from", "visit_to", "field"),
    [
        ("", "", "visit_from"),
        ("hôm nay", "", "visit_from"),
        ("2020-11-05", "2020-11-04", "visit_to"),
        ("2020-11-01", "2020-11-02", "visit_from"),
        ("2020-11-30", "2020-12-01", "visit_from"),
        ("2020-11-31", "", "visit_from"),
    ],
)
def test_wrong_days_are_refused_beside_their_field(
    coordinator: Visitor, visit_from: str, visit_to: str, field: str
) -> None:
    inspection = added()
    team = make.make_team(inspection.round)
    typed = {"team": team.id, "visit_from": visit_from, "visit_to": visit_to}
    answer = coordinator.send(f"/inspections/{inspection.id}/visit", typed)
    assert answer.status_code == 422
    assert f'-{field}-error"' in answer.text
    assert f'value="{visit_from}"' in answer.text
    assert planned(inspection) == (None, None, None)


def test_wrong_teams_are_refused_beside_their_field(coordinator: Visitor) -> None:
    inspection = added()
    at_home = make.make_team(inspection.round, make.make_inspector(agency=inspection.agency, full_name="Lê Thị Nhà"))
    elsewhere = make.make_team(make.make_round())
    for team in (at_home.id, elsewhere.id, "", "x"):
        answer = coordinator.send(f"/inspections/{inspection.id}/visit", {"team": team, "visit_from": "2020-11-03"})
        assert answer.status_code == 422
        assert '-team-error"' in answer.text
    assert planned(inspection) == (None, None, None)


def test_two_visits_of_one_person_on_a_day_are_refused(coordinator: Visitor) -> None:
    first, person = added(), make.make_inspector(full_name="Võ Thị Hai")
    team = make.make_team(first.round, person)
    with transaction():
        rounds.put_on(first, team, Visit(make.START, make.START), by=None)
        second = rounds.add_agency(first.round, make.make_agency(), by=None)
    typed = {"team": team.id, "visit_from": make.START.isoformat(), "visit_to": ""}
    answer = coordinator.send(f"/inspections/{second.id}/visit", typed)
    assert answer.status_code == 422
    assert '-visit_from-error"' in answer.text
    assert "Võ Thị Hai" in answer.text
    assert second.team is None


# --- items ---


def test_a_whole_field_and_single_items_in_one_save(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    lead, member, items = make.lead_of(inspection), make.member_of(inspection), make.items_of(inspection)
    where = f"/inspections/{inspection.id}/assignments"
    typed: dict[str, Any] = {"field_1": str(member.id), f"item_{items['1.2'].id}": str(lead.id)}
    assert coordinator.submit(where, where, **typed).status_code == 303
    given = {code: each.assignee for code, each in items.items()}
    assert given == {"1.1.1": member, "1.1.2": member, "1.1.3": member, "1.2": lead, "1.3": member, "2.2": None}
    typed = {f"item_{items['1.1.1'].id}": ""}
    assert coordinator.submit(where, where, **typed).status_code == 303
    assert (items["1.1.1"].assignee, items["1.1.2"].assignee) == (None, member)


def test_survey_and_statistics_have_no_inspector(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    page = coordinator.get(f"/inspections/{inspection.id}/assignments").text
    assert str(make.item(inspection, "1.1.1").id) in page
    assert str(make.item(inspection, "2.2").id) not in page


def test_items_of_others_and_strangers_are_not_given(coordinator: Visitor) -> None:
    inspection, other = make.make_inspection(), make.make_inspection(days_on=1)
    where = f"/inspections/{inspection.id}/assignments"
    stranger, foreign = make.make_inspector(), make.item(other)
    answer = coordinator.send(where, {f"item_{make.item(inspection).id}": stranger.id})
    assert answer.status_code == 422
    coordinator.send(where, {f"item_{foreign.id}": make.lead_of(other).id})
    assert (make.item(inspection).assignee_id, make.item(other).assignee_id) == (None, None)


def test_without_a_team_the_way_there_is_shown(coordinator: Visitor) -> None:
    inspection = added()
    page = coordinator.get(f"/inspections/{inspection.id}/assignments").text
    assert f'href="/inspections/{inspection.id}/visit"' in page


def test_results_that_stand_are_not_planned_again(coordinator: Visitor) -> None:
    inspection = make.make_inspection(Stage.CONCLUDED)
    for part in ("visit", "assignments"):
        assert coordinator.get(f"/inspections/{inspection.id}/{part}").status_code == 409
        assert coordinator.send(f"/inspections/{inspection.id}/{part}").status_code == 409
    page = coordinator.get(f"/rounds/{inspection.round_id}/").text
    assert f"/inspections/{inspection.id}/visit" not in page


@pytest.mark.parametrize("who", ["lead", "leader", "officer"])
def test_nobody_else_plans(sign_in: SignIn, who: str) -> None:
    inspection = make.make_inspection()
    people = {
        "lead": make.lead_of(inspection),
        "leader": make.make_leader(),
        "officer": make.make_officer(inspection.agency),
    }
    client = sign_in(people[who])
    for path in (
        f"/teams/{inspection.team_id}/edit",
        *(f"/inspections/{inspection.id}/{p}" for p in ("visit", "assignments")),
    ):
        assert client.get(path).status_code == 403
        assert client.send(path).status_code == 403
