"""Who may do what: one question per function, asked by views and templates alike. No database here."""

from .models import (
    Assessment,
    CriteriaSet,
    CriteriaUpload,
    Evidence,
    Finding,
    Inspection,
    Meeting,
    Minutes,
    Paper,
    Recommendation,
    Report,
    Round,
    User,
)
from .rules import signoffs, workflow
from .rules.second_scores import UNSCORED
from .rules.terms import PaperKind, PaperState, ReportState, Role, RoundState, SetState, Side, Stage, TeamRole

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
    """The team's side sees all; an agency's officer what the agency itself brought."""
    inspection = evidence.assessment.inspection
    return see_team_part(user, inspection) or (officer_of(user, inspection) and evidence.side is Side.AGENCY)


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


# --- the meeting of a visit, its minutes and who signs them ---

KEEPERS = HEADS | {TeamRole.SECRETARY}


def keep_minutes(user: User, inspection: Inspection) -> bool:
    """Write the meeting down and fix its minutes: secretary or head of the team, while it may record."""
    return record(user, inspection) and team_role(user, inspection) in KEEPERS


def witness_minutes(user: User, inspection: Inspection) -> bool:
    """Write down what the agency's representative says: secretary or head of the team."""
    return serve(user, inspection) and team_role(user, inspection) in KEEPERS and _signing(inspection)


def sign_minutes(user: User, meeting: Meeting) -> bool:
    """Sign for the team: whoever chaired the meeting, and whoever was its secretary."""
    inspection = meeting.inspection
    return serve(user, inspection) and user.id in {meeting.chair_id, meeting.secretary_id} and _signing(inspection)


def acknowledge_minutes(user: User, inspection: Inspection) -> bool:
    """Sign for the agency from one's own account."""
    return officer_of(user, inspection) and _signing(inspection)


def see_minutes(user: User, minutes: Minutes) -> bool:
    """Both sides read what was fixed, although the agency sees no other draft."""
    return see_inspection(user, minutes.meeting.inspection)


def _signing(inspection: Inspection) -> bool:
    return signoffs.signing_open(inspection.stage) and workflow.round_open(inspection.round.state)


# --- papers ---

TEAM_WRITERS = frozenset({TeamRole.LEAD, TeamRole.SECRETARY})
OF_TEAM = frozenset({PaperKind.NOTICE, PaperKind.RESULT_NOTICE, PaperKind.RECEIPT, PaperKind.MINUTES})
ISSUED_BY_TEAM = frozenset({PaperKind.RECEIPT, PaperKind.MINUTES})


def see_paper(user: User, paper: Paper) -> bool:
    """The coordinator and the team always; once issued, leaders, and of those to the agency its own officers."""
    if coordinate(user) or _in_team_of(user, paper):
        return True
    if paper.state is PaperState.DRAFT:
        return False
    return lead_province(user) or _addressed(user, paper)


def prepare_paper(user: User, kind: PaperKind, inspection: Inspection) -> bool:
    """Begin a paper of an inspection: the coordinator, or the lead or secretary of its team."""
    return kind in OF_TEAM and (coordinate(user) or _writes_for_team(user, inspection))


def write_paper(user: User, paper: Paper) -> bool:
    """Change a draft: the coordinator; papers of an inspection also the lead or secretary of its team."""
    if paper.state is not PaperState.DRAFT or not workflow.round_open(paper.round.state):
        return False
    if paper.inspection is None:
        return coordinate(user)
    return prepare_paper(user, paper.kind, paper.inspection)


def issue_paper(user: User, paper: Paper) -> bool:
    """Number and date a draft: the coordinator; the team's own papers also its lead or secretary."""
    return write_paper(user, paper) and (coordinate(user) or paper.kind in ISSUED_BY_TEAM)


def attach_scan(user: User, paper: Paper) -> bool:
    """Add what was signed to an issued paper: whoever may issue such papers."""
    own = paper.kind in ISSUED_BY_TEAM and paper.inspection is not None and _writes_for_team(user, paper.inspection)
    return paper.state is not PaperState.DRAFT and (coordinate(user) or own)


def _in_team_of(user: User, paper: Paper) -> bool:
    if paper.inspection is not None:
        return serve(user, paper.inspection)
    return inspect(user) and paper.team is not None and paper.team.role_of(user.id) is not None


def _addressed(user: User, paper: Paper) -> bool:
    """An officer of the agency the paper is of: the notice reaches it while the inspection is only planned."""
    case = paper.inspection
    return case is not None and answer_for_agency(user) and user.agency_id == case.agency_id


def _writes_for_team(user: User, inspection: Inspection) -> bool:
    return serve(user, inspection) and team_role(user, inspection) in TEAM_WRITERS
