"""A table per question: who × stage or state → yes or no, without a database. What no table says is no."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
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
    Explanation,
    Finding,
    Inspection,
    Notification,
    Recommendation,
    Report,
    Round,
    Scenario,
    SelfAssessment,
    SelfUpload,
    Team,
    TeamMember,
    User,
    UserRole,
)
from inspection_app.models.base import now
from inspection_app.rules.terms import (
    ItemState,
    ReportState,
    Role,
    RoundState,
    SelfState,
    SetState,
    Side,
    Stage,
    TeamRole,
)

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
    "head": person(Role.AGENCY_HEAD, agency=HERE),
    "head of another agency": person(Role.AGENCY_HEAD, agency=ELSEWHERE),
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
SIGNING = frozenset({Stage.FIELDWORK, Stage.EXPLANATION, Stage.CONCLUDED})
UNDER_WAY = FIELDWORK | {Stage.SELF_ASSESSMENT}
IN_TEAM = ("lead", "deputy", "secretary", "member")
OF_AGENCY = ("officer", "head")
SELF = frozenset({Stage.SELF_ASSESSMENT})

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
    policies.answer_for_agency: [
        "officer",
        "head",
        "head of another agency",
        "officer of another agency",
        "officer of no agency",
    ],
    policies.keep_office_calendar: ["administrator", "coordinator"],
}

# --- about an inspection, by stage ---

BY_STAGE: Mapping[Callable[[User, Inspection], bool], Stages] = {
    policies.see_inspection: table(("coordinator", *IN_TEAM), ALWAYS) | table(OF_AGENCY, ANNOUNCED),
    policies.see_team_part: table(("coordinator", *IN_TEAM), ALWAYS),
    policies.officer_of: table(OF_AGENCY, ANNOUNCED),
    policies.serve: table(IN_TEAM, ALWAYS),
    policies.record: table(IN_TEAM, FIELDWORK),
    policies.settle_second_score: table(("lead", "deputy"), FIELDWORK),
    policies.keep_minutes: table(("lead", "deputy", "secretary"), FIELDWORK),
    policies.witness_minutes: table(("lead", "deputy", "secretary"), SIGNING),
    policies.acknowledge_minutes: table(OF_AGENCY, SIGNING),
    policies.move_stage: table(("coordinator", "lead", "deputy"), ALWAYS),
    policies.extend_due: table(("coordinator", "lead", "deputy"), ALWAYS),
    policies.explain: table(OF_AGENCY, {Stage.EXPLANATION}),
    policies.judge_explanations: table(IN_TEAM, {Stage.EXPLANATION}),
    policies.self_assess: table(OF_AGENCY, SELF),
    policies.approve_self_assessment: table(["head"], SELF),
    policies.reopen_self_assessment: table(("coordinator", "lead", "deputy"), SELF),
    policies.see_self_scores: table(OF_AGENCY, ANNOUNCED) | table(("coordinator", *IN_TEAM), ANNOUNCED - SELF),
    policies.bring_evidence: table(IN_TEAM, FIELDWORK) | table(OF_AGENCY, {Stage.SELF_ASSESSMENT, Stage.EXPLANATION}),
    policies.request_evidence: table(IN_TEAM, UNDER_WAY),
    policies.see_desk_review: table(("coordinator", *IN_TEAM), ANNOUNCED),
    policies.review: table(IN_TEAM, UNDER_WAY),
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
    policies.edit_criteria_set: table(["coordinator"], {SetState.DRAFT}),
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
    assert policies.record(PEOPLE[name], case) is (state not in {RoundState.DRAFT, RoundState.CLOSED})
    read = policies.see_team_part(PEOPLE[name], case)
    assert read is (state is not RoundState.DRAFT), "what stands in a closed one can still be read"


@pytest.mark.parametrize("name", [*IN_TEAM, "officer"])
def test_in_a_closed_round_nothing_is_brought_or_asked(name: str) -> None:
    case = inspection_at(Stage.EXPLANATION, RoundState.CLOSED)
    questions = (policies.bring_evidence, policies.request_evidence, policies.review)
    assert not any(question(PEOPLE[name], case) for question in questions)


@pytest.mark.parametrize("name", IN_TEAM)
def test_a_plan_that_is_a_draft_is_its_coordinators(name: str) -> None:
    case = inspection_at(Stage.PLANNED, RoundState.DRAFT)
    assert not policies.see_inspection(PEOPLE[name], case)
    assert policies.see_inspection(PEOPLE["coordinator"], case)


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
    officer = name in OF_AGENCY and side is Side.AGENCY and stage in ANNOUNCED
    theirs = side is Side.TEAM or stage in ANNOUNCED - SELF  # the agency's draft is its own
    allowed = (theirs and name in {"coordinator", *IN_TEAM}) or officer
    assert bool(policies.see_evidence(PEOPLE[name], row)) is allowed


@pytest.mark.parametrize("state", list(SelfState))
@pytest.mark.parametrize("name", list(PEOPLE))
def test_the_agencys_scores_are_shown_once_they_are_handed_in(name: str, state: SelfState) -> None:
    case = inspection_at(Stage.SELF_ASSESSMENT)
    case.self_assessment = SelfAssessment(state=state)
    team = name in {"coordinator", *IN_TEAM} and state is SelfState.HANDED_IN
    assert bool(policies.see_self_scores(PEOPLE[name], case)) is (team or name in OF_AGENCY)


@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("state", list(RoundState))
def test_nobody_scores_the_own_agency_in_a_closed_round(name: str, state: RoundState) -> None:
    case = inspection_at(Stage.SELF_ASSESSMENT, state)
    open_ = state is not RoundState.CLOSED
    assert bool(policies.self_assess(PEOPLE[name], case)) is (name in OF_AGENCY and open_)
    assert bool(policies.approve_self_assessment(PEOPLE[name], case)) is (name == "head" and open_)


@pytest.mark.parametrize("own", [True, False], ids=["own", "somebody else's"])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_a_filled_sheet_is_seen_by_whoever_chose_it(name: str, stage: Stage, *, own: bool) -> None:
    case = inspection_at(stage)
    row = SelfUpload(uploaded_by_id=PEOPLE[name].id if own else uuid4(), inspection=case)
    allowed = own and policies.see_inspection(PEOPLE[name], case)
    assert bool(policies.see_self_upload(PEOPLE[name], row)) is bool(allowed)


@pytest.mark.parametrize("own", [True, False], ids=["own score", "somebody else's"])
@pytest.mark.parametrize("state", [ItemState.MET, ItemState.NOT_ASSESSED, ItemState.NOT_INSPECTED])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_scored_again_by_somebody_else_of_the_team(stage: Stage, name: str, state: ItemState, *, own: bool) -> None:
    scorer_id = PEOPLE[name].id if own else uuid4()
    row = Assessment(scorer_id=scorer_id, state=state, inspection=inspection_at(stage))
    allowed = name in IN_TEAM and stage in FIELDWORK and state is ItemState.MET and not own
    assert bool(policies.second_score(PEOPLE[name], row)) is allowed


# --- scenarios ---


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", RoundState)
def test_scenarios(who: str, state: RoundState) -> None:
    """Read with the round; adopted once by a coordinator; changed by the author alone."""
    user, round_ = PEOPLE[who], Round(state=state)
    own, other = (Scenario(round=round_, author_id=author) for author in (user.id, uuid4()))
    adopted = Scenario(round=round_, author_id=user.id, adopted_at=now())
    may = who == "coordinator" and state is not RoundState.CLOSED
    assert {policies.see_scenario(user, each) for each in (own, other, adopted)} == {policies.see_round(user, round_)}
    assert [policies.adopt_scenario(user, each) for each in (own, other, adopted)] == [may, may, False]
    assert [policies.change_scenario(user, each) for each in (own, other, adopted)] == [may, False, False]


# --- explanations: drafts are the agency's own, verdicts the team's until it publishes ---


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "a draft"])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_a_draft_is_seen_by_the_agency_alone(stage: Stage, name: str, *, sent: bool) -> None:
    row = Explanation(given_at=now() if sent else None, assessment=Assessment(inspection=inspection_at(stage)))
    team, officer = sent and name in {"coordinator", *IN_TEAM}, name in OF_AGENCY and stage in ANNOUNCED
    assert bool(policies.see_explanation(PEOPLE[name], row)) is (team or officer)
    file = Evidence(side=Side.AGENCY, explanation=row, assessment=row.assessment)
    shown = team and stage in ANNOUNCED - SELF
    assert bool(policies.see_evidence(PEOPLE[name], file)) is (shown or officer)


@pytest.mark.parametrize("shown", [True, False], ids=["published since", "not published since"])
@pytest.mark.parametrize("name", list(PEOPLE))
@pytest.mark.parametrize("stage", list(Stage))
def test_a_verdict_is_seen_by_the_agency_when_published(stage: Stage, name: str, *, shown: bool) -> None:
    case, judged_at = inspection_at(stage), now()
    case.published_at = judged_at + timedelta(days=1 if shown else -1)
    row = Explanation(given_at=judged_at, judged_at=judged_at, assessment=Assessment(inspection=case))
    officer = name in OF_AGENCY and stage in ANNOUNCED and shown
    assert bool(policies.see_verdict(PEOPLE[name], row)) is (name in {"coordinator", *IN_TEAM} or officer)


@pytest.mark.parametrize("question", [policies.extend_due, policies.explain, policies.judge_explanations])
@pytest.mark.parametrize("name", list(PEOPLE))
def test_a_closed_round_is_neither_explained_nor_extended(
    question: Callable[[User, Inspection], bool], name: str
) -> None:
    assert not question(PEOPLE[name], inspection_at(Stage.EXPLANATION, RoundState.CLOSED))


@pytest.mark.parametrize("name", list(PEOPLE))
def test_a_notification_is_seen_by_whom_it_tells_and_nobody_else(name: str) -> None:
    assert policies.see_notification(PEOPLE[name], Notification(user_id=PEOPLE[name].id))
    assert not policies.see_notification(PEOPLE[name], Notification(user_id=uuid4()))


def test_a_place_in_the_team_is_told() -> None:
    assert policies.team_role(PEOPLE["deputy"], inspection_at(Stage.PLANNED)) is TeamRole.DEPUTY
    assert policies.team_role(PEOPLE["coordinator"], inspection_at(Stage.PLANNED)) is None
