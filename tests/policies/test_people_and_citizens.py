"""Contacts, citizens' feedback, sessions and hand-over: who × stage or state → yes or no."""

from collections.abc import Callable, Collection, Mapping
from uuid import uuid4

import pytest

from inspection_app import policies
from inspection_app.models import Feedback, Inspection, Round, Team, User, UserSession
from inspection_app.rules.terms import RoundState, Stage
from tests.policies.test_policies import ELSEWHERE, HERE, IN_TEAM, OF_AGENCY, PEOPLE, inspection_at

OF_ANOTHER = ("officer of another agency", "head of another agency")
OPEN = frozenset(Stage) - {Stage.CONCLUDED, Stage.CLOSED}
BY_ROLE: Mapping[Callable[[User], bool], Collection[str]] = {
    policies.keep_contacts: ["coordinator", "administrator"],
    policies.read_feedback: ["coordinator", "leader", *OF_AGENCY, *OF_ANOTHER],
    policies.look_after_people: ["coordinator", "administrator"],
}
BY_STAGE: Mapping[Callable[[User, Inspection], bool], Collection[str]] = {
    policies.link_feedback: ["coordinator", *IN_TEAM],
    policies.hand_over: ["coordinator", "lead", "deputy"],
}


@pytest.mark.parametrize("question", list(BY_ROLE), ids=lambda question: question.__name__)
@pytest.mark.parametrize("name", list(PEOPLE))
def test_by_role(question: Callable[[User], bool], name: str) -> None:
    assert question(PEOPLE[name]) is (name in BY_ROLE[question])


@pytest.mark.parametrize("question", list(BY_STAGE), ids=lambda question: question.__name__)
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_until_the_results_stand(question: Callable[[User, Inspection], bool], name: str, stage: Stage) -> None:
    allowed = name in BY_STAGE[question] and stage in OPEN
    assert bool(question(PEOPLE[name], inspection_at(stage))) is allowed
    assert not question(PEOPLE[name], inspection_at(stage, RoundState.CLOSED))


@pytest.mark.parametrize("name", list(PEOPLE))
def test_feedback_is_its_agencys(name: str) -> None:
    here, elsewhere = Feedback(agency_id=HERE.id), Feedback(agency_id=ELSEWHERE.id)
    everywhere = name in {"coordinator", "leader"}
    assert policies.see_feedback(PEOPLE[name], here) is (everywhere or name in OF_AGENCY)
    assert policies.see_feedback(PEOPLE[name], elsewhere) is (everywhere or name in OF_ANOTHER)
    assert policies.answer_feedback(PEOPLE[name], here) is (name in {"coordinator", *OF_AGENCY})


@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("state", list(RoundState))
def test_a_place_is_given_by_the_coordinator_of_an_open_round(name: str, state: RoundState) -> None:
    allowed = name == "coordinator" and state is not RoundState.CLOSED
    assert policies.replace_member(PEOPLE[name], Team(round=Round(state=state))) is allowed


@pytest.mark.parametrize("name", list(PEOPLE))
def test_a_session_is_its_owners(name: str) -> None:
    assert policies.end_session(PEOPLE[name], UserSession(user_id=PEOPLE[name].id))
    assert not policies.end_session(PEOPLE[name], UserSession(user_id=uuid4()))
