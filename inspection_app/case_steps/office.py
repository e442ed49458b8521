"""What the coordinator does next in a case: plan it, announce it, then what its team does."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.queries import papers
from inspection_app.rules.terms import PaperKind, PaperState, Stage
from inspection_app.web import Step

from . import team


def step(inspection: Inspection, user: User) -> Step:
    """The next thing for the coordinator."""
    if inspection.stage is Stage.PLANNED and policies.plan_round(user, inspection.round):
        return _planning(inspection) or team.step(inspection, user)
    return team.step(inspection, user)


def _planning(inspection: Inspection) -> Step | None:
    """A team and a visit first, then the notice."""
    name = inspection.agency.name
    if inspection.team is None or inspection.visit_from is None:
        href = url_for("rounds.edit_visit", inspection_id=inspection.id)
        return Step(_("Plan the visit"), _("Without a team yet: %(names)s.", names=name), href, _("Put a team on it"))
    if any(each.state is PaperState.ISSUED for each in papers.versions(PaperKind.NOTICE, inspection)):
        return None
    text = _("The agency learns of its visit by the notice.")
    href = url_for("papers.of_inspection", inspection_id=inspection.id)
    return Step(_("Issue the notice of the visit"), text, href, _("Papers"))
