"""Putting a team on an agency."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection
from inspection_app.queries import rounds as find
from inspection_app.rules.message import DomainError
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .forms import VisitForm, visit_form
from .page import days_of
from .planning import inspection_to_plan
from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/visit")
@allow(policies.coordinate)
def edit_visit(inspection_id: UUID) -> Response:
    """The form: which team, and when."""
    inspection = inspection_to_plan(inspection_id)
    return _form(visit_form(inspection), inspection)


@bp.post("/inspections/<uuid:inspection_id>/visit")
@allow(policies.coordinate)
def plan_visit(inspection_id: UUID) -> Response:
    """Put this team on the agency for these days."""
    inspection = inspection_to_plan(inspection_id)
    form = VisitForm()
    form.offer(find.teams_of(inspection.round))
    if not form.validate():
        return _form(form, inspection, status=422)
    try:
        with transaction():
            rounds.put_on(inspection, form.chosen_team(), form.visit(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, inspection, status=422)
    flash(_("%(team)s visits %(agency)s.", team=form.chosen_team().name, agency=inspection.agency.name), "success")
    return see_other("rounds.show", round_id=inspection.round_id)


def _form(form: VisitForm, inspection: Inspection, *, status: int = 200) -> Response:
    teams = find.teams_of(inspection.round)
    form.offer(teams)
    told = {
        "teams": teams,
        "others": [each for each in find.inspections_of(inspection.round) if each.visit_from and each != inspection],
        "days_of": days_of,
        "roll": find.roll_of,
    }
    return render("rounds/visit.html", form=form, inspection=inspection, status=status, **told)
