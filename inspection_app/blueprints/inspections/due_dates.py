"""The last days of one case, and longer time for whoever needs it."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import Inspection
from inspection_app.queries import workdays
from inspection_app.rules import deadlines
from inspection_app.rules.labels import label
from inspection_app.rules.message import DomainError
from inspection_app.services import deadlines as service
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .due_panel import running
from .forms import ExtensionForm
from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/deadlines")
@allow(policies.signed_in)
def due_dates_of(inspection_id: UUID) -> Response:
    """The last days of the case, and the form of extending one."""
    return _page(load(Inspection, inspection_id, see=policies.see_inspection), ExtensionForm(formdata=None))


@bp.post("/inspections/<uuid:inspection_id>/deadlines")
@allow(policies.signed_in)
def extend(inspection_id: UUID) -> Response:
    """Give longer time."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    require(policies.extend_due(current_user, inspection))
    form = ExtensionForm()
    form.offer([each.due for each in running(inspection)])
    if not form.validate():
        return _page(inspection, form, status=422)
    try:
        with transaction():
            service.extend(inspection, form.due.data, form.day.data, form.reason.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _page(inspection, form, status=422)
    flash(
        _(
            "%(due)s: the last day is now %(day)s.",
            due=say(label(form.due.data)),
            day=form.day.data.strftime("%d/%m/%Y"),
        ),
        "success",
    )
    return see_other("inspections.due_dates_of", inspection_id=inspection.id)


def _page(inspection: Inspection, form: ExtensionForm, *, status: int = 200) -> Response:
    dues = running(inspection)
    calendar, first = workdays.calendar(), inspection.visit_from
    return render(
        "inspections/deadlines.html",
        status=status,
        inspection=inspection,
        dues=dues,
        notice_by=deadlines.notice_by(first, inspection.round.notice_days, calendar) if first else None,
        form=form.offer([each.due for each in dues]) if policies.extend_due(current_user, inspection) else None,
    )
