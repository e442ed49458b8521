"""Files, requests for more of them, and the desk review."""

from inspection_app.models import DeskThread, Evidence, EvidenceRequest, Inspection, User
from inspection_app.rules import workflow
from inspection_app.rules.evidence_requests import WAITING
from inspection_app.rules.terms import SelfState, Side

from .case import HEADS, officer_of, see_inspection, see_team_part, serve, team_role
from .self_assessment import see_self_scores


def see_evidence(user: User, evidence: Evidence) -> bool:
    """The agency's officers see what it brought, the team what was handed in or sent; a trash is its own side's."""
    inspection = evidence.assessment.inspection
    if evidence.side is Side.TEAM:
        return see_team_part(user, inspection)
    shown = evidence.trashed_at is None and not _drafted(evidence) and see_self_scores(user, inspection)
    return officer_of(user, inspection) or shown


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
