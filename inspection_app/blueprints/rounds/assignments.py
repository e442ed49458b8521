"""Giving items to members of the team: a whole field at once, or single items."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection
from inspection_app.rules.message import DomainError
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .assignment_form import AssignmentForm, assignment_form
from .planning import inspection_to_plan
from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/assignments")
@allow(policies.coordinate)
def edit_assignments(inspection_id: UUID) -> Response:
    """Every item with the member it is given to."""
    inspection = inspection_to_plan(inspection_id)
    return _form(assignment_form(inspection, posted=False), inspection)


@bp.post("/inspections/<uuid:inspection_id>/assignments")
@allow(policies.coordinate)
def assign(inspection_id: UUID) -> Response:
    """Give the items out."""
    inspection = inspection_to_plan(inspection_id)
    form = assignment_form(inspection, posted=True)
    if not form.validate():
        return _form(form, inspection, status=422)
    try:
        with transaction():
            rounds.assign(inspection, form.duties(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, inspection, status=422)
    flash(_("The items of %(agency)s were given out.", agency=inspection.agency.name), "success")
    return see_other("rounds.show", round_id=inspection.round_id)


def _form(form: AssignmentForm, inspection: Inspection, *, status: int = 200) -> Response:
    return render("rounds/assignments.html", form=form, inspection=inspection, status=status)
