"""A table per question: who × stage or state → yes or no, without a database. What no table says is no."""

import inspect
from collections.abc import Callable, Collection, Mapping
from types import FunctionType
from typing import Any
from uuid import uuid4

import pytest

from inspection_app import policies
from inspection_app.models import (
    Agency,
    Assessment,
    CriteriaSet,
    CriteriaUpload,
    Evidence,
    Finding,
    Inspection,
    Recommendation,
    Report,
    Round,
    Team,
    TeamMember,
    User,
    UserRole,
)
from inspection_app.rules.terms import ItemState, ReportState, Role, RoundState, SetState, Side, Stage, TeamRole

HERE, ELSEWHERE = Agency(id=uuid4(), code="STP"), Agency(id=uuid4(), code="STC")


def person(*roles: Role, agency: Agency | None = None, is_active: bool = True) -> User:
    agency_id = agency.id if agency else None
    return User(id=uuid4(), agency_id=agency_id, is_active=is_active, role_rows=[UserRole(role=role) for role in roles])


# Everybody who could come along; the team is at HERE.
PEOPLE: Mapping[str, User] = {
    "administrator": person(Role.ADMINISTRATOR),
    "coordinator": person(Role.COORDINATOR, agency=ELSEWHERE),
    "leader": person(Role.LEADER),
    "lead": person(Role.INSPECTOR, agency=ELSEWHERE),
    "deputy": person(Role.INSPECTOR),
    "secretary": person(Role.INSPECTOR),
    "member": person(Role.INSPECTOR),
    "lead who is no inspector any more": person(),
    "lead who now serves in the agency": person(Role.INSPECTOR, agency=HERE),
    "member who now serves in the agency": person(Role.INSPECTOR, agency=HERE),
    "inspector of another team": person(Role.INSPECTOR),
    "inspector of the agency": person(Role.INSPECTOR, agency=HERE),
    "officer": person(Role.AGENCY_OFFICER, agency=HERE),
    "officer of another agency": person(Role.AGENCY_OFFICER, agency=ELSEWHERE),
    "officer of no agency": person(Role.AGENCY_OFFICER),
    "employee of the agency": person(agency=HERE),
    "nobody in particular": person(),
}
TEAM_ROLES = {
    "lead": TeamRole.LEAD,
    "deputy": TeamRole.DEPUTY,
    "secretary": TeamRole.SECRETARY,
    "member": TeamRole.MEMBER,
    "lead who is no inspector any more": TeamRole.LEAD,
    "lead who now serves in the agency": TeamRole.LEAD,
    "member who now serves in the agency": TeamRole.MEMBER,
}
TEAM = Team(id=uuid4(), members=[TeamMember(user_id=PEOPLE[name].id, role=role) for name, role in TEAM_ROLES.items()])
ALWAYS = frozenset(Stage)
ANNOUNCED = ALWAYS - {Stage.PLANNED}
FIELDWORK = frozenset({Stage.FIELDWORK, Stage.EXPLANATION})
UNDER_WAY = FIELDWORK | {Stage.SELF_ASSESSMENT}
IN_TEAM = ("lead", "deputy", "secretary", "member")

Stages = dict[str, Collection[Any]]


def table(people: Collection[str], when: Collection[Any]) -> Stages:
    return dict.fromkeys(people, when)


# --- about the person alone ---

BY_ROLE: Mapping[Callable[[User], bool], Collection[str]] = {
    policies.signed_in: PEOPLE,
    policies.coordinate: ["coordinator"],
    policies.administer: ["administrator"],
    policies.inspect: [name for name in PEOPLE if Role.INSPECTOR in PEOPLE[name].roles],
    policies.lead_province: ["leader"],
    policies.read_rounds: ["coordinator", "leader"],
    policies.read_criteria: [name for name in PEOPLE if PEOPLE[name].roles and name != "administrator"],
    policies.answer_for_agency: ["officer", "officer of another agency", "officer of no agency"],
}

# --- about an inspection, by stage ---

BY_STAGE: Mapping[Callable[[User, Inspection], bool], Stages] = {
    policies.see_inspection: table(("coordinator", *IN_TEAM), ALWAYS) | table(["officer"], ANNOUNCED),
    policies.see_team_part: table(("coordinator", *IN_TEAM), ALWAYS),
    policies.officer_of: table(["officer"], ANNOUNCED),
    policies.serve: table(IN_TEAM, ALWAYS),
    policies.record: table(IN_TEAM, FIELDWORK),
    policies.settle_second_score: table(("lead", "deputy"), FIELDWORK),
    policies.move_stage: table(("coordinator", "lead", "deputy"), ALWAYS),
    policies.bring_evidence: table(IN_TEAM, FIELDWORK) | table(["officer"], {Stage.SELF_ASSESSMENT, Stage.EXPLANATION}),
    policies.request_evidence: table(IN_TEAM, UNDER_WAY),
    policies.see_desk_review: table(("coordinator", *IN_TEAM), ANNOUNCED),
    policies.review: table(IN_TEAM, UNDER_WAY),
}
# Asked of a row of their own in test_evidence_policies.py.
ELSEWHERE_ASKED = {
    policies.answer_request,
    policies.restore_evidence,
    policies.see_request,
    policies.see_thread,
    policies.side_of,
    policies.trash_evidence,
}

# --- about a round or a report, by state ---

BY_ROUND: Mapping[Callable[[User, Round], bool], Stages] = {
    policies.see_round: table(["coordinator"], list(RoundState))
    | table(["leader"], set(RoundState) - {RoundState.DRAFT}),
    policies.plan_round: table(["coordinator"], set(RoundState) - {RoundState.CLOSED}),
}
BY_SET: Mapping[Callable[[User, CriteriaSet], bool], Stages] = {
    policies.see_criteria_set: table(BY_ROLE[policies.read_criteria], {SetState.PUBLISHED})
    | table(["coordinator"], list(SetState)),
}
SHOWN = {ReportState.SUBMITTED, ReportState.APPROVED, ReportState.ISSUED, ReportState.SUPERSEDED}
BY_REPORT: Mapping[Callable[[User, Report], bool], Stages] = {
    policies.see_report: table(["coordinator"], list(ReportState)) | table(["leader"], SHOWN),
    policies.write_report: table(["coordinator"], {ReportState.DRAFT, ReportState.RETURNED}),
    policies.decide_report: table(["leader"], {ReportState.SUBMITTED}),
    policies.issue_report: table(["coordinator"], {ReportState.APPROVED}),
}


def rows(tables: Mapping[Any, Stages], states: Collection[Any]) -> list[Any]:
    """Each question, person and state, with the answer the tables give."""
    return [
        pytest.param(question, name, state, state in said.get(name, ()), id=f"{question.__name__}-{name}-{state}")
        for question, said in tables.items()
        for name in PEOPLE
        for state in states
    ]


def inspection_at(stage: Stage, state: RoundState = RoundState.IN_PROGRESS) -> Inspection:
    return Inspection(id=uuid4(), agency_id=HERE.id, team=TEAM, stage=stage, round=Round(state=state))


@pytest.mark.parametrize("question", list(BY_ROLE), ids=lambda question: question.__name__)
@pytest.mark.parametrize("name", list(PEOPLE))
def test_by_role(question: Callable[[User], bool], name: str) -> None:
    assert question(PEOPLE[name]) is (name in BY_ROLE[question])


def test_a_closed_account_is_nobody() -> None:
    assert not policies.signed_in(person(Role.COORDINATOR, is_active=False))


@pytest.mark.parametrize(("question", "name", "stage", "allowed"), rows(BY_STAGE, list(Stage)))
def test_by_stage(question: Callable[[User, Inspection], bool], name: str, stage: Stage, *, allowed: bool) -> None:
    assert bool(question(PEOPLE[name], inspection_at(stage))) is allowed


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("name", IN_TEAM)
def test_nothing_is_recorded_in_a_closed_round(name: str, state: RoundState) -> None:
    case = inspection_at(Stage.FIELDWORK, state)
    assert policies.record(PEOPLE[name], case) is (state is not RoundState.CLOSED)
    assert policies.see_team_part(PEOPLE[name], case), "what stands there can still be read"


@pytest.mark.parametrize("name", [*IN_TEAM, "officer"])
def test_in_a_closed_round_nothing_is_brought_or_asked(name: str) -> None:
    case = inspection_at(Stage.EXPLANATION, RoundState.CLOSED)
    questions = (policies.bring_evidence, policies.request_evidence, policies.review)
    assert not any(question(PEOPLE[name], case) for question in questions)


@pytest.mark.parametrize("question", list(BY_STAGE), ids=lambda question: question.__name__)
@pytest.mark.parametrize("name", IN_TEAM)
def test_without_a_team_no_inspector_is_concerned(question: Callable[[User, Inspection], bool], name: str) -> None:
    assert not question(PEOPLE[name], Inspection(id=uuid4(), agency_id=HERE.id, team=None, stage=Stage.FIELDWORK))


@pytest.mark.parametrize(("question", "name", "state", "allowed"), rows(BY_ROUND, list(RoundState)))
def test_by_round(question: Callable[[User, Round], bool], name: str, state: RoundState, *, allowed: bool) -> None:
    assert bool(question(PEOPLE[name], Round(state=state))) is allowed


@pytest.mark.parametrize(("question", "name", "state", "allowed"), rows(BY_SET, list(SetState)))
def test_by_set(question: Callable[[User, CriteriaSet], bool], name: str, state: SetState, *, allowed: bool) -> None:
    assert bool(question(PEOPLE[name], CriteriaSet(state=state))) is allowed


@pytest.mark.parametrize("name", list(PEOPLE))
def test_an_upload_is_its_coordinators_own(name: str) -> None:
    own, other = CriteriaUpload(uploaded_by_id=PEOPLE[name].id), CriteriaUpload(uploaded_by_id=uuid4())
    assert policies.see_upload(PEOPLE[name], own) is (name == "coordinator")
    assert not policies.see_upload(PEOPLE[name], other)


@pytest.mark.parametrize(("question", "name", "state", "allowed"), rows(BY_REPORT, list(ReportState)))
def test_by_report(question: Callable[[User, Report], bool], name: str, state: ReportState, *, allowed: bool) -> None:
    assert bool(question(PEOPLE[name], Report(state=state))) is allowed


# --- about what hangs on an item: also whose it is ---

AUTHORED: Mapping[Callable[[User, Any], bool], type[Finding | Recommendation]] = {
    policies.change_finding: Finding,
    policies.change_recommendation: Recommendation,
}


@pytest.mark.parametrize("question", list(AUTHORED), ids=lambda question: question.__name__)
@pytest.mark.parametrize("own", [True, False], ids=["own", "somebody else's"])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_changed_by_author_or_head(
    question: Callable[[User, Any], bool], name: str, stage: Stage, *, own: bool
) -> None:
    author_id = PEOPLE[name].id if own else uuid4()
    row = AUTHORED[question](author_id=author_id, assessment=Assessment(inspection=inspection_at(stage)))
    allowed = stage in FIELDWORK and name in ({*IN_TEAM} if own else {"lead", "deputy"})
    assert bool(question(PEOPLE[name], row)) is allowed


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_evidence_of_the_team_is_hidden_from_the_agency(side: Side, name: str, stage: Stage) -> None:
    row = Evidence(side=side, assessment=Assessment(inspection=inspection_at(stage)))
    officer = name == "officer" and side is Side.AGENCY and stage in ANNOUNCED
    assert bool(policies.see_evidence(PEOPLE[name], row)) is (name in {"coordinator", *IN_TEAM} or officer)


@pytest.mark.parametrize("own", [True, False], ids=["own score", "somebody else's"])
@pytest.mark.parametrize("state", [ItemState.MET, ItemState.NOT_ASSESSED, ItemState.NOT_INSPECTED])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_scored_again_by_somebody_else_of_the_team(stage: Stage, name: str, state: ItemState, *, own: bool) -> None:
    scorer_id = PEOPLE[name].id if own else uuid4()
    row = Assessment(scorer_id=scorer_id, state=state, inspection=inspection_at(stage))
    allowed = name in IN_TEAM and stage in FIELDWORK and state is ItemState.MET and not own
    assert bool(policies.second_score(PEOPLE[name], row)) is allowed


# --- no question without its table ---


def test_every_question_is_asked_here() -> None:
    public = {
        name
        for name, value in inspect.getmembers(policies, inspect.isfunction)
        if value.__module__ == policies.__name__ and not name.startswith("_")
    }
    tables = (BY_ROLE, BY_STAGE, BY_ROUND, BY_SET, BY_REPORT, AUTHORED)
    told: set[Any] = {policies.see_evidence, policies.second_score, policies.see_upload, policies.team_role}
    told = told.union(ELSEWHERE_ASKED, *tables)
    assert public == {each.__name__ for each in told if isinstance(each, FunctionType)}


def test_a_place_in_the_team_is_told() -> None:
    assert policies.team_role(PEOPLE["deputy"], inspection_at(Stage.PLANNED)) is TeamRole.DEPUTY
    assert policies.team_role(PEOPLE["coordinator"], inspection_at(Stage.PLANNED)) is None
