"""Who may do what: one question per function, asked by views and templates alike. No database here."""

from .models import (
    Assessment,
    CriteriaSet,
    CriteriaUpload,
    DeskThread,
    Evidence,
    EvidenceRequest,
    Finding,
    Inspection,
    Recommendation,
    Report,
    Round,
    User,
)
from .rules import workflow
from .rules.evidence_requests import WAITING
from .rules.second_scores import UNSCORED
from .rules.terms import ReportState, Role, RoundState, SetState, Side, Stage, TeamRole

HEADS = frozenset({TeamRole.LEAD, TeamRole.DEPUTY})


# --- by role alone ---


def signed_in(user: User) -> bool:
    """Anybody with an account."""
    return user.is_active


def coordinate(user: User) -> bool:
    """Plan rounds and see everything of them."""
    return Role.COORDINATOR in user.roles


def administer(user: User) -> bool:
    """Look after people, agencies and settings."""
    return Role.ADMINISTRATOR in user.roles


def inspect(user: User) -> bool:
    """May be put in a team."""
    return Role.INSPECTOR in user.roles


def answer_for_agency(user: User) -> bool:
    """Officer of an agency."""
    return Role.AGENCY_OFFICER in user.roles


def lead_province(user: User) -> bool:
    """Leader of UBND: reads and decides."""
    return Role.LEADER in user.roles


def read_rounds(user: User) -> bool:
    """Look at rounds as a whole."""
    return coordinate(user) or lead_province(user)


def read_criteria(user: User) -> bool:
    """Everybody in the work may read the criteria."""
    return bool(user.roles - {Role.ADMINISTRATOR})


def see_criteria_set(user: User, criteria_set: CriteriaSet) -> bool:
    """What is published; a draft is its coordinator's."""
    return coordinate(user) or (read_criteria(user) and criteria_set.state is SetState.PUBLISHED)


def see_upload(user: User, upload: CriteriaUpload) -> bool:
    """A table being looked at belongs to the coordinator who chose it."""
    return coordinate(user) and upload.uploaded_by_id == user.id


# --- rounds ---


def see_round(user: User, round_: Round) -> bool:
    """A coordinator always; a leader once it is approved."""
    return coordinate(user) or (lead_province(user) and round_.state is not RoundState.DRAFT)


def plan_round(user: User, round_: Round) -> bool:
    """Change a round, its teams and visits, until it is closed."""
    return coordinate(user) and workflow.round_open(round_.state)


# --- inspections ---


def team_role(user: User, inspection: Inspection) -> TeamRole | None:
    """This person's place in the inspection's team."""
    return inspection.team.role_of(user.id) if inspection.team else None


def see_inspection(user: User, inspection: Inspection) -> bool:
    """The team, the coordinator, and the agency's own officers (who see the published part only)."""
    return see_team_part(user, inspection) or officer_of(user, inspection)


def see_team_part(user: User, inspection: Inspection) -> bool:
    """Scores and findings before they are published, and the log."""
    return coordinate(user) or serve(user, inspection)


def officer_of(user: User, inspection: Inspection) -> bool:
    """Officer of the inspected agency, once the inspection has been announced."""
    return answer_for_agency(user) and user.agency_id == inspection.agency_id and inspection.stage is not Stage.PLANNED


def serve(user: User, inspection: Inspection) -> bool:
    """In the team, still an inspector, and not of the inspected agency."""
    return inspect(user) and team_role(user, inspection) is not None and user.agency_id != inspection.agency_id


def record(user: User, inspection: Inspection) -> bool:
    """Enter scores, findings, evidence and recommendations: the team, while fieldwork and the round are open."""
    return (
        serve(user, inspection)
        and workflow.findings_open(inspection.stage)
        and workflow.round_open(inspection.round.state)
    )


def second_score(user: User, assessment: Assessment) -> bool:
    """Score an item a second time: somebody of the team whose score it is not, while it may be scored."""
    scored = assessment.state not in UNSCORED and assessment.scorer_id != user.id
    return scored and record(user, assessment.inspection)


def settle_second_score(user: User, inspection: Inspection) -> bool:
    """Decide between two scores: the head of the team, while it may score."""
    return record(user, inspection) and team_role(user, inspection) in HEADS


def change_finding(user: User, finding: Finding) -> bool:
    """A finding is changed by its author, or by the head of the team."""
    return _change(user, finding.author_id == user.id, finding.assessment.inspection)


def change_recommendation(user: User, recommendation: Recommendation) -> bool:
    """A recommendation is changed by its author, or by the head of the team."""
    return _change(user, recommendation.author_id == user.id, recommendation.assessment.inspection)


def move_stage(user: User, inspection: Inspection) -> bool:
    """Open, publish, conclude: the head of the team or the coordinator."""
    return coordinate(user) or (serve(user, inspection) and team_role(user, inspection) in HEADS)


def see_evidence(user: User, evidence: Evidence) -> bool:
    """The team's side sees all, an agency's officer what the agency brought; a trash is seen by its own side only."""
    inspection = evidence.assessment.inspection
    officer = officer_of(user, inspection) and evidence.side is Side.AGENCY
    if evidence.trashed_at is not None and evidence.side is Side.AGENCY:
        return officer
    return see_team_part(user, inspection) or officer


# --- evidence, requests for more of it, desk review ---


def side_of(user: User, inspection: Inspection) -> Side | None:
    """Which side this person brings files for; nobody is on both."""
    if serve(user, inspection):
        return Side.TEAM
    return Side.AGENCY if officer_of(user, inspection) else None


def bring_evidence(user: User, inspection: Inspection) -> bool:
    """Add files at an item, while the own side may and the round is open."""
    side = side_of(user, inspection)
    return side is not None and workflow.evidence_open(inspection.stage, side) and _round_open(inspection)


def trash_evidence(user: User, evidence: Evidence) -> bool:
    """Put a file into the trash: whoever brought it, or the head of the team for the team's side."""
    inspection = evidence.assessment.inspection
    takes = workflow.removal_open(inspection.stage, evidence.side, evidence.added_in) and _round_open(inspection)
    return takes and evidence.trashed_at is None and _answers_for(user, evidence, evidence.added_by_id)


def restore_evidence(user: User, evidence: Evidence) -> bool:
    """Take a file out of the trash: whoever put it there, or the head of the team for the team's side."""
    inspection = evidence.assessment.inspection
    opened = workflow.evidence_open(inspection.stage, evidence.side) and _round_open(inspection)
    return opened and evidence.trashed_at is not None and _answers_for(user, evidence, evidence.trashed_by_id)


def request_evidence(user: User, inspection: Inspection) -> bool:
    """Ask the agency for more, and say whether the answer is enough: the team."""
    return serve(user, inspection) and workflow.requests_open(inspection.stage) and _round_open(inspection)


def answer_request(user: User, request: EvidenceRequest) -> bool:
    """Answer a request that waits: the agency's officers, even where the self-assessment is frozen."""
    inspection = request.assessment.inspection
    is_open = workflow.requests_open(inspection.stage) and _round_open(inspection)
    return officer_of(user, inspection) and is_open and request.state in WAITING


def see_request(user: User, request: EvidenceRequest) -> bool:
    """Both sides see what was asked and answered."""
    return see_inspection(user, request.assessment.inspection)


def see_desk_review(user: User, inspection: Inspection) -> bool:
    """The team and the coordinator, once the agency has been told."""
    return see_team_part(user, inspection) and workflow.desk_review_begun(inspection.stage)


def see_thread(user: User, thread: DeskThread) -> bool:
    """Inside the team; never the agency."""
    return see_desk_review(user, thread.assessment.inspection)


def review(user: User, inspection: Inspection) -> bool:
    """Open, answer, resolve and reopen threads: the team, until the results stand."""
    return serve(user, inspection) and workflow.desk_review_open(inspection.stage) and _round_open(inspection)


def _answers_for(user: User, evidence: Evidence, person_id: object) -> bool:
    inspection = evidence.assessment.inspection
    own_side = side_of(user, inspection) is evidence.side
    return own_side and (user.id == person_id or team_role(user, inspection) in HEADS)


def _round_open(inspection: Inspection) -> bool:
    return workflow.round_open(inspection.round.state)


def _change(user: User, is_author: bool, inspection: Inspection) -> bool:
    return record(user, inspection) and (is_author or team_role(user, inspection) in HEADS)


# --- the consolidated report ---


def see_report(user: User, report: Report) -> bool:
    """The coordinator always; a leader what has been put before him or her."""
    shown = {ReportState.SUBMITTED, ReportState.APPROVED, ReportState.ISSUED, ReportState.SUPERSEDED}
    return coordinate(user) or (lead_province(user) and report.state in shown)


def write_report(user: User, report: Report) -> bool:
    """Edit texts and draft again, until it is submitted."""
    return coordinate(user) and report.state in {ReportState.DRAFT, ReportState.RETURNED}


def decide_report(user: User, report: Report) -> bool:
    """Approve or return what was submitted."""
    return lead_province(user) and report.state is ReportState.SUBMITTED


def issue_report(user: User, report: Report) -> bool:
    """Number and date what was approved."""
    return coordinate(user) and report.state is ReportState.APPROVED
