"""Tables of stage and person for files, requests for more of them, and the team's threads."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from inspection_app import policies
from inspection_app.models import Assessment, DeskThread, Evidence, EvidenceRequest, Explanation, SelfAssessment
from inspection_app.rules.terms import RequestState, RoundState, SelfState, Side, Stage
from tests.policies.test_policies import (
    ANNOUNCED,
    FIELDWORK,
    IN_TEAM,
    OF_AGENCY,
    PEOPLE,
    UNDER_WAY,
    inspection_at,
)

THEN = datetime(2020, 11, 2, tzinfo=UTC)
HEADS = {"lead", "deputy"}
AGENCY_BRINGS = {Stage.SELF_ASSESSMENT, Stage.EXPLANATION}
people = pytest.mark.parametrize("name", list(PEOPLE))
stages = pytest.mark.parametrize("stage", list(Stage))
sides = pytest.mark.parametrize("side", list(Side))
owns = pytest.mark.parametrize("own", [True, False], ids=["own", "somebody else's"])


def file_of(side: Side, stage: Stage, **told: object) -> Evidence:
    return Evidence(side=side, assessment=Assessment(inspection=inspection_at(stage)), **told)


@people
@stages
def test_the_side_a_person_is_on(name: str, stage: Stage) -> None:
    agency = Side.AGENCY if name in OF_AGENCY and stage in ANNOUNCED else None
    assert policies.side_of(PEOPLE[name], inspection_at(stage)) is (Side.TEAM if name in IN_TEAM else agency)


@owns
@sides
@people
@stages
def test_trashed_by_who_brought_it_or_the_head_of_the_team(name: str, stage: Stage, side: Side, *, own: bool) -> None:
    row = file_of(side, stage, added_in=stage, added_by_id=PEOPLE[name].id if own else uuid4())
    team = side is Side.TEAM and stage in FIELDWORK and name in ({*IN_TEAM} if own else HEADS)
    agency = side is Side.AGENCY and stage in AGENCY_BRINGS and name in OF_AGENCY and own
    assert bool(policies.trash_evidence(PEOPLE[name], row)) is (team or agency)


@pytest.mark.parametrize("added_in", [*Stage, None])
@stages
def test_what_the_agency_handed_in_earlier_stays(stage: Stage, added_in: Stage | None) -> None:
    row = file_of(Side.AGENCY, stage, added_in=added_in, added_by_id=PEOPLE["officer"].id)
    assert policies.trash_evidence(PEOPLE["officer"], row) is (stage in AGENCY_BRINGS and added_in is stage)


def test_what_lies_in_the_trash_is_not_trashed_again_nor_anything_of_a_closed_round() -> None:
    told = {"added_by_id": PEOPLE["lead"].id, "added_in": Stage.FIELDWORK}
    assert not policies.trash_evidence(PEOPLE["lead"], file_of(Side.TEAM, Stage.FIELDWORK, trashed_at=THEN, **told))
    closed = Assessment(inspection=inspection_at(Stage.FIELDWORK, RoundState.CLOSED))
    row = Evidence(side=Side.TEAM, assessment=closed, **told)
    assert not policies.trash_evidence(PEOPLE["lead"], row)
    row.trashed_at, row.trashed_by_id = THEN, PEOPLE["lead"].id
    assert not policies.restore_evidence(PEOPLE["lead"], row)


@owns
@sides
@people
@stages
def test_restored_by_who_trashed_it_or_the_head_of_the_team(name: str, stage: Stage, side: Side, *, own: bool) -> None:
    row = file_of(side, stage, trashed_at=THEN, trashed_by_id=PEOPLE[name].id if own else uuid4())
    team = side is Side.TEAM and stage in FIELDWORK and name in ({*IN_TEAM} if own else HEADS)
    agency = side is Side.AGENCY and stage in AGENCY_BRINGS and name in OF_AGENCY and own
    assert bool(policies.restore_evidence(PEOPLE[name], row)) is (team or agency)
    row.trashed_at = None
    assert not policies.restore_evidence(PEOPLE[name], row)


@sides
@people
@stages
def test_a_trash_is_seen_by_its_own_side_only(name: str, stage: Stage, side: Side) -> None:
    row = file_of(side, stage, trashed_at=THEN)
    team = side is Side.TEAM and name in {"coordinator", *IN_TEAM}
    agency = side is Side.AGENCY and name in OF_AGENCY and stage in ANNOUNCED
    assert bool(policies.see_evidence(PEOPLE[name], row)) is (team or agency)


@pytest.mark.parametrize("state", list(RequestState))
@people
@stages
def test_requests_that_wait_are_answered_by_the_agency_in_every_stage_of_the_work(
    name: str, stage: Stage, state: RequestState
) -> None:
    row = EvidenceRequest(state=state, assessment=Assessment(inspection=inspection_at(stage)))
    waits = state in {RequestState.OPEN, RequestState.REOPENED}
    assert bool(policies.answer_request(PEOPLE[name], row)) is (name in OF_AGENCY and stage in UNDER_WAY and waits)
    seen = name in {"coordinator", *IN_TEAM} or (name in OF_AGENCY and stage in ANNOUNCED)
    assert bool(policies.see_request(PEOPLE[name], row)) is seen


@people
@stages
def test_threads_stay_inside_the_team(name: str, stage: Stage) -> None:
    row = DeskThread(assessment=Assessment(inspection=inspection_at(stage)))
    assert bool(policies.see_thread(PEOPLE[name], row)) is (name in {"coordinator", *IN_TEAM} and stage in ANNOUNCED)


@pytest.mark.parametrize("state", list(SelfState))
@people
def test_once_handed_in_the_agency_lets_go_of_its_files_and_the_team_sees_them(name: str, state: SelfState) -> None:
    case = inspection_at(Stage.SELF_ASSESSMENT)
    case.self_assessment = SelfAssessment(state=state)
    handed_in = state is SelfState.HANDED_IN
    row = Evidence(side=Side.AGENCY, assessment=Assessment(inspection=case), added_in=Stage.SELF_ASSESSMENT)
    row.added_by_id = row.trashed_by_id = PEOPLE[name].id
    agency, team = name in OF_AGENCY, name in {"coordinator", *IN_TEAM}
    assert bool(policies.bring_evidence(PEOPLE[name], case)) is (agency and not handed_in)
    assert bool(policies.trash_evidence(PEOPLE[name], row)) is (agency and not handed_in)
    assert bool(policies.see_evidence(PEOPLE[name], row)) is (agency or (team and handed_in))
    asked = EvidenceRequest(state=RequestState.OPEN, assessment=row.assessment)
    assert bool(policies.answer_request(PEOPLE[name], asked)) is agency
    row.trashed_at = THEN
    assert bool(policies.restore_evidence(PEOPLE[name], row)) is (agency and not handed_in)
    assert bool(policies.see_evidence(PEOPLE[name], row)) is agency


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "a draft"])
@people
def test_what_was_sent_with_an_explanation_stays(name: str, *, sent: bool) -> None:
    row = file_of(Side.AGENCY, Stage.EXPLANATION, added_in=Stage.EXPLANATION, added_by_id=PEOPLE[name].id)
    row.explanation, row.trashed_by_id = Explanation(given_at=THEN if sent else None), PEOPLE[name].id
    may = name in OF_AGENCY and not sent
    assert bool(policies.trash_evidence(PEOPLE[name], row)) is may
    row.trashed_at = THEN
    assert bool(policies.restore_evidence(PEOPLE[name], row)) is may
