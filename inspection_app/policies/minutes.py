"""The meeting of a visit, its minutes and who signs them."""

from inspection_app.models import Inspection, Meeting, Minutes, User
from inspection_app.rules import signoffs, workflow
from inspection_app.rules.terms import TeamRole

from .case import HEADS, officer_of, record, see_inspection, serve, team_role

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
