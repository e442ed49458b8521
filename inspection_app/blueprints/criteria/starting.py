"""A set begun without a file: its head now, its lines in the editor."""

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.rules.message import DomainError
from inspection_app.services import criteria_sets
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .forms import HeadForm
from .views import bp


@bp.get("/empty")
@allow(policies.coordinate)
def ask_start() -> Response:
    """The form of its name, year, decision and points."""
    return _form(HeadForm(formdata=None))


@bp.post("/empty")
@allow(policies.coordinate)
def start() -> Response:
    """Make the empty draft and go and write its lines."""
    form = HeadForm()
    if not form.validate():
        return _form(form, status=422)
    try:
        with transaction():
            made = criteria_sets.start(form.draft(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, status=422)
    flash(_("The empty criteria set is a draft. Add its fields, then the lines below them."), "success")
    return see_other("criteria.edit", set_id=made.id)


def _form(form: HeadForm, *, status: int = 200) -> Response:
    return render("criteria/start.html", form=form, status=status)
