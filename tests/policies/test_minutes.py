"""The minutes of a visit: who × stage → yes or no, also by what was fixed, and who was there as what."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from inspection_app import policies
from inspection_app.models import Inspection, Meeting, Minutes, User
from inspection_app.rules.terms import RoundState, Stage
from tests.policies.test_policies import ANNOUNCED, IN_TEAM, OF_AGENCY, PEOPLE, SIGNING, inspection_at


@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_fixed_minutes_are_read_by_both_sides(name: str, stage: Stage) -> None:
    officer = name in OF_AGENCY and stage in ANNOUNCED
    row = Minutes(meeting=Meeting(inspection=inspection_at(stage)))
    assert bool(policies.see_minutes(PEOPLE[name], row)) is (name in {"coordinator", *IN_TEAM} or officer)


@pytest.mark.parametrize("part", ["chair", "secretary", "neither"])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_minutes_are_signed_by_chair_and_secretary(stage: Stage, name: str, part: str) -> None:
    ids = {"chair_id": uuid4(), "secretary_id": uuid4()}
    if part != "neither":
        ids[f"{part}_id"] = PEOPLE[name].id
    allowed = name in IN_TEAM and stage in SIGNING and part != "neither"
    assert bool(policies.sign_minutes(PEOPLE[name], Meeting(inspection=inspection_at(stage), **ids))) is allowed


@pytest.mark.parametrize("question", [policies.keep_minutes, policies.witness_minutes, policies.acknowledge_minutes])
@pytest.mark.parametrize("name", list(PEOPLE))
def test_minutes_rest_in_a_closed_round(question: Callable[[User, Inspection], bool], name: str) -> None:
    assert not question(PEOPLE[name], inspection_at(Stage.FIELDWORK, RoundState.CLOSED))
