"""Who holds a case now: whose turn it is."""

from flask_babel import gettext as _

from inspection_app.models import Inspection
from inspection_app.models.base import now
from inspection_app.queries import explanations, self_assessments
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import SelfState, Stage, TeamRole


def holder(inspection: Inspection) -> str:
    """The agency, its head, the team or the coordinator, by name; empty once the case is closed."""
    if inspection.stage is Stage.CLOSED:
        return ""
    if inspection.stage is Stage.SELF_ASSESSMENT and not self_assessments.open_to_team(inspection):
        state = inspection.self_state
        name = inspection.agency.name
        return _("the head of %(agency)s", agency=name) if state is SelfState.ASKED else name
    if inspection.stage is Stage.EXPLANATION and _agency_explains(inspection):
        return inspection.agency.name
    return _team(inspection)


def _agency_explains(inspection: Inspection) -> bool:
    """Something is asked of the agency, and there is time for it."""
    last = inspection.explanation_due_on
    in_time = last is None or last >= local_day(now())
    return in_time and any(each.unanswered for each in explanations.answers(inspection, drafts=False))


def _team(inspection: Inspection) -> str:
    team = inspection.team
    if team is None:
        coordinator: str = _("the coordinator")
        return coordinator
    leads = ", ".join(each.user.full_name for each in team.members if each.role is TeamRole.LEAD)
    return f"{team.name} ({leads})"
