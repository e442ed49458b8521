"""Hand-over: items and places go to another, nothing entered is touched, what is typed and not saved can be saved."""

from decimal import Decimal

import pytest

from inspection_app.models import Inspection, User
from inspection_app.queries import open_work
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Role, Stage, TeamRole
from inspection_app.services import assessments, handover, rounds
from inspection_app.transaction import transaction
from tests.factories import (
    items_of,
    lead_of,
    make_inspection,
    make_inspector,
    make_officer,
    make_score,
    make_user,
    member_of,
    score_draft,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")


def given(inspection: Inspection, user: User, *codes: str) -> None:
    with transaction():
        rounds.assign(inspection, {items_of(inspection)[code]: user for code in codes}, by=lead_of(inspection))


def codes_of(inspection: Inspection, user: User) -> set[str]:
    return {code for code, each in items_of(inspection).items() if each.assignee_id == user.id}


def test_items_go_to_another_member_and_scores_stay() -> None:
    inspection = make_inspection()
    giver, taker = member_of(inspection), lead_of(inspection)
    given(inspection, giver, "1.1.1", "1.1.2")
    scored = make_score(items_of(inspection)["1.1.1"], "85", by=giver)
    before = (scored.points, scored.scorer_id)
    with transaction():
        assert handover.hand_over(inspection, giver, taker, only_open=False, by=taker) == 2
    assert codes_of(inspection, taker) == {"1.1.1", "1.1.2"}
    assert (scored.points, scored.scorer_id) == before


def test_only_what_is_left_may_be_given() -> None:
    inspection = make_inspection()
    giver, taker = member_of(inspection), lead_of(inspection)
    given(inspection, giver, "1.1.1", "1.1.2")
    make_score(items_of(inspection)["1.1.1"], "85", by=giver)
    with transaction():
        assert handover.hand_over(inspection, giver, taker, only_open=True, by=taker) == 1
    assert codes_of(inspection, giver) == {"1.1.1"}


def test_what_was_typed_before_the_hand_over_can_still_be_saved() -> None:
    inspection = make_inspection()
    giver, taker = member_of(inspection), lead_of(inspection)
    given(inspection, giver, "1.1.1")
    assessment = items_of(inspection)["1.1.1"]
    typed = score_draft(assessment, "85")  # the form was opened now
    with transaction():
        handover.hand_over(inspection, giver, taker, only_open=False, by=taker)
    assert assessment.revision > typed.revision
    with transaction():
        assessments.record(assessment, typed, by=giver)
    assert (assessment.value, assessment.assignee_id) == (Decimal(85), taker.id)


def test_nobody_hands_over_to_a_stranger_to_himself_or_after_the_end() -> None:
    inspection = make_inspection()
    giver, lead = member_of(inspection), lead_of(inspection)
    given(inspection, giver, "1.1.1")
    for taker in (giver, make_inspector()):
        with pytest.raises(DomainError), transaction():
            handover.hand_over(inspection, giver, taker, only_open=False, by=lead)
    to_stage(inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError), transaction():
        handover.hand_over(inspection, giver, lead, only_open=False, by=lead)
    assert codes_of(inspection, giver) == {"1.1.1"}


def test_a_newcomer_takes_the_place_and_the_items_of_open_inspections() -> None:
    inspection = make_inspection()
    leaver, newcomer = member_of(inspection), make_inspector()
    given(inspection, leaver, "1.1.1", "1.2")
    team = inspection.team
    assert team is not None
    with transaction():
        assert handover.replace(team, leaver, newcomer, by=lead_of(inspection)) == 2
    assert (team.role_of(leaver.id), team.role_of(newcomer.id)) == (None, TeamRole.SECRETARY)
    assert codes_of(inspection, newcomer) == {"1.1.1", "1.2"}


def test_somebody_of_the_agency_or_no_inspector_or_of_the_team_takes_no_place() -> None:
    inspection = make_inspection()
    team, leaver = inspection.team, member_of(inspection)
    assert team is not None
    own = make_user(Role.INSPECTOR, agency=inspection.agency)
    for newcomer in (own, make_user(), lead_of(inspection)):
        with pytest.raises(DomainError), transaction():
            handover.replace(team, leaver, newcomer, by=lead_of(inspection))
    assert team.role_of(leaver.id) is TeamRole.SECRETARY


def test_open_work_is_places_with_items_and_the_agency_answered_for() -> None:
    inspection = make_inspection()
    member = member_of(inspection)
    given(inspection, member, "1.1.1", "1.1.2")
    (place,) = open_work.of_user(member).places
    assert (place.role, place.items) == (TeamRole.SECRETARY, [(inspection, 2)])
    assert open_work.of_user(make_officer(inspection.agency)).agency_inspections == [inspection]
    assert not open_work.of_user(make_user())
    to_stage(inspection, Stage.CONCLUDED)
    assert open_work.of_user(member).places[0].items == []
    assert open_work.of_user(make_officer(inspection.agency)).agency_inspections == []


def test_the_load_of_each_member_adds_up_to_all_items() -> None:
    inspection = make_inspection()
    member = member_of(inspection)
    given(inspection, member, "1.1.1", "1.1.2")
    make_score(items_of(inspection)["1.1.1"], "85", by=member)
    loads = open_work.loads(inspection)
    own = next(each for each in loads if each.user == member)
    assert (own.items, own.assessed, own.left) == (2, 1, 1)
    assert loads[-1].user is None
    told = items_of(inspection).values()
    assert sum(each.items for each in loads) == sum(each.criterion.assessed_by.value == "documents" for each in told)
