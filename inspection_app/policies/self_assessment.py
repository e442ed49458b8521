"""What the agency says of itself."""

from inspection_app.models import Inspection, SelfUpload, User
from inspection_app.rules import workflow
from inspection_app.rules.self_assessment import shown_to_team
from inspection_app.rules.terms import Role

from .case import move_stage, officer_of, see_inspection, see_team_part


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
