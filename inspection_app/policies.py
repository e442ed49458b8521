"""Who may do what: one question per function, asked by views and templates alike. No database here."""

from .models import (
    Assessment,
    CriteriaSet,
    CriteriaUpload,
    DeskThread,
    Evidence,
    EvidenceRequest,
    Explanation,
    Feedback,
    Finding,
    Inspection,
    Meeting,
    Minutes,
    Notification,
    Paper,
    Recommendation,
    Report,
    Round,
    Scenario,
    SelfUpload,
    Team,
    User,
    UserSession,
)
from .rules import signoffs, workflow
from .rules.evidence_requests import WAITING
from .rules.explanations import verdict_shown
from .rules.second_scores import UNSCORED
from .rules.self_assessment import shown_to_team
from .rules.terms import (
    PaperKind,
    PaperState,
    ReportState,
    Role,
    RoundState,
    SelfState,
    SetState,
    Side,
    Stage,
    TeamRole,
)

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
    """Officer of an agency, or its head."""
    return bool(user.roles & {Role.AGENCY_OFFICER, Role.AGENCY_HEAD})


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


def edit_criteria_set(user: User, criteria_set: CriteriaSet) -> bool:
    """A coordinator, while it is a draft: rounds rest on what is published."""
    return coordinate(user) and criteria_set.state is SetState.DRAFT


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


# --- scenarios of the forecast ---


def see_scenario(user: User, scenario: Scenario) -> bool:
    """Whoever sees the round's forecast."""
    return see_round(user, scenario.round)


def change_scenario(user: User, scenario: Scenario) -> bool:
    """Its author, until it is adopted: change it or delete it."""
    return adopt_scenario(user, scenario) and scenario.author_id == user.id


def adopt_scenario(user: User, scenario: Scenario) -> bool:
    """Make recommendations of it: the coordinator, once."""
    return plan_round(user, scenario.round) and scenario.adopted_at is None


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
    """The agency's officers see what it brought, the team what was handed in or sent; a trash is its own side's."""
    inspection = evidence.assessment.inspection
    if evidence.side is Side.TEAM:
        return see_team_part(user, inspection)
    shown = evidence.trashed_at is None and not _drafted(evidence) and see_self_scores(user, inspection)
    return officer_of(user, inspection) or shown


# --- evidence, requests for more of it, desk review ---


def side_of(user: User, inspection: Inspection) -> Side | None:
    """Which side this person brings files for; nobody is on both."""
    if serve(user, inspection):
        return Side.TEAM
    return Side.AGENCY if officer_of(user, inspection) else None


def bring_evidence(user: User, inspection: Inspection) -> bool:
    """Add files at an item, while the own side may and the round is open; answers to requests are another door."""
    side = side_of(user, inspection)
    return side is not None and _brings(side, inspection)


def trash_evidence(user: User, evidence: Evidence) -> bool:
    """Put a file into the trash: whoever brought it, or the head of the team for the team's side."""
    inspection = evidence.assessment.inspection
    takes = workflow.removal_open(inspection.stage, evidence.side, evidence.added_in)
    takes = takes and evidence.trashed_at is None and not _sent(evidence)
    return takes and _brings(evidence.side, inspection) and _answers_for(user, evidence, evidence.added_by_id)


def restore_evidence(user: User, evidence: Evidence) -> bool:
    """Take a file out of the trash: whoever put it there, or the head of the team for the team's side."""
    inspection = evidence.assessment.inspection
    trashed = evidence.trashed_at is not None and not _sent(evidence)
    opened = trashed and _brings(evidence.side, inspection)
    return opened and _answers_for(user, evidence, evidence.trashed_by_id)


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


def _brings(side: Side, inspection: Inspection) -> bool:
    """The agency has let go of its files once it handed its self-assessment in, until it explains itself."""
    opened = workflow.evidence_open(inspection.stage, side) and _round_open(inspection)
    frozen = workflow.self_assessment_open(inspection.stage) and inspection.self_state is SelfState.HANDED_IN
    return opened and not (side is Side.AGENCY and frozen)


def _drafted(evidence: Evidence) -> bool:
    return evidence.explanation is not None and evidence.explanation.given_at is None


def _sent(evidence: Evidence) -> bool:
    return evidence.explanation is not None and evidence.explanation.given_at is not None


def _answers_for(user: User, evidence: Evidence, person_id: object) -> bool:
    inspection = evidence.assessment.inspection
    own_side = side_of(user, inspection) is evidence.side
    return own_side and (user.id == person_id or team_role(user, inspection) in HEADS)


def _round_open(inspection: Inspection) -> bool:
    return workflow.round_open(inspection.round.state)


def _change(user: User, is_author: bool, inspection: Inspection) -> bool:
    return record(user, inspection) and (is_author or team_role(user, inspection) in HEADS)


# --- explanations, deadlines, the calendar ---


def explain(user: User, inspection: Inspection) -> bool:
    """Answer for the agency while explanations are open."""
    is_open = workflow.explanations_open(inspection.stage) and workflow.round_open(inspection.round.state)
    return is_open and officer_of(user, inspection)


def judge_explanations(user: User, inspection: Inspection) -> bool:
    """Say what becomes of the agency's answers: the team, while explanations are open."""
    return record(user, inspection) and workflow.explanations_open(inspection.stage)


def see_explanation(user: User, explanation: Explanation) -> bool:
    """The team sees what was sent, the agency's officers their drafts as well."""
    inspection = explanation.assessment.inspection
    sent = explanation.given_at is not None
    return officer_of(user, inspection) or (sent and see_team_part(user, inspection))


def see_verdict(user: User, explanation: Explanation) -> bool:
    """The team at once, the agency when results are published next."""
    inspection = explanation.assessment.inspection
    shown = verdict_shown(explanation.judged_at, inspection.published_at)
    return see_team_part(user, inspection) or (shown and officer_of(user, inspection))


def extend_due(user: User, inspection: Inspection) -> bool:
    """Give longer time: the head of the team or the coordinator, until the round is closed."""
    return move_stage(user, inspection) and workflow.round_open(inspection.round.state)


def keep_office_calendar(user: User) -> bool:
    """Say which days the office is open or closed."""
    return administer(user) or coordinate(user)


# --- self-assessment ---


def self_assess(user: User, inspection: Inspection) -> bool:
    """Fill in and hand in the agency's own scores: its officers, while the stage and the round are open."""
    is_open = workflow.self_assessment_open(inspection.stage) and workflow.round_open(inspection.round.state)
    return is_open and officer_of(user, inspection)


def approve_self_assessment(user: User, inspection: Inspection) -> bool:
    """Approve or return what an officer put before him or her: the agency's head."""
    return Role.AGENCY_HEAD in user.roles and self_assess(user, inspection)


def reopen_self_assessment(user: User, inspection: Inspection) -> bool:
    """Let the agency change what it handed in: the head of the team or the coordinator."""
    return workflow.self_assessment_open(inspection.stage) and move_stage(user, inspection)


def see_self_scores(user: User, inspection: Inspection) -> bool:
    """The agency always; the team and the coordinator once it was handed in, or fieldwork was opened."""
    shown = shown_to_team(inspection.stage, inspection.self_state)
    return officer_of(user, inspection) or (shown and see_team_part(user, inspection))


def see_self_upload(user: User, upload: SelfUpload) -> bool:
    """A filled sheet being looked at belongs to the person who chose it."""
    return upload.uploaded_by_id == user.id and see_inspection(user, upload.inspection)


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


# --- contacts and citizens' feedback ---


def keep_contacts(user: User) -> bool:
    """Change the directory of contacts."""
    return coordinate(user) or administer(user)


def read_feedback(user: User) -> bool:
    """Look at the register: all of it, or an officer what is about the own agency."""
    return read_rounds(user) or (answer_for_agency(user) and user.agency_id is not None)


def see_feedback(user: User, feedback: Feedback) -> bool:
    """Coordinators and leaders see all, an officer what is about the own agency."""
    return read_rounds(user) or (answer_for_agency(user) and user.agency_id == feedback.agency_id)


def answer_feedback(user: User, feedback: Feedback) -> bool:
    """Say how far it is: the agency it is about, or the coordinator."""
    return coordinate(user) or (answer_for_agency(user) and user.agency_id == feedback.agency_id)


def link_feedback(user: User, inspection: Inspection) -> bool:
    """Have feedback looked at in an inspection, until its results stand."""
    open_ = workflow.round_open(inspection.round.state) and not workflow.settled(inspection.stage)
    return open_ and see_team_part(user, inspection)


# --- people and what they have in hand ---


def look_after_people(user: User) -> bool:
    """See what somebody has in hand, so that it can be handed over."""
    return administer(user) or coordinate(user)


def hand_over(user: User, inspection: Inspection) -> bool:
    """Give one member's items to another: the head of the team or the coordinator, until the results stand."""
    open_ = workflow.round_open(inspection.round.state) and not workflow.settled(inspection.stage)
    return open_ and move_stage(user, inspection)


def replace_member(user: User, team: Team) -> bool:
    """Put somebody in another's place in a team."""
    return plan_round(user, team.round)


def end_session(user: User, session: UserSession) -> bool:
    """One's own."""
    return session.user_id == user.id


# --- notifications ---


def see_notification(user: User, notification: Notification) -> bool:
    """Nobody but whom it tells."""
    return notification.user_id == user.id


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
