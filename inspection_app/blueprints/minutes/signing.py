"""Signing the fixed minutes: the team, the agency's officer, and its representative on the team's tablet."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.confirmed import check_password
from inspection_app.forms import Form
from inspection_app.models import Inspection, Meeting
from inspection_app.queries import meetings as find
from inspection_app.rules.attendance import Person
from inspection_app.rules.message import DomainError
from inspection_app.services import signoffs
from inspection_app.services.accounts import TooManyTries
from inspection_app.transaction import transaction
from inspection_app.web import require

from . import page
from .forms import AcknowledgeForm, SignForm, WitnessForm
from .views import bp


@bp.post("/inspections/<uuid:inspection_id>/minutes/signature")
@allow(policies.inspect)
def sign(inspection_id: UUID) -> Response:
    """Sign for the team, as chair or secretary, with one's password."""
    inspection = page.load_inspection(inspection_id)
    meeting = _meeting(inspection)
    capacity = page.capacity_of(meeting)
    if capacity is None:
        abort(403)
    form = SignForm()

    def signed() -> None:
        check_password(current_user, form.password.data)
        word = signoffs.Word(form.operation_id.data, form.read.data, capacity)
        with transaction():
            signoffs.sign_minutes(meeting, word, current_user, by=current_user)

    return _take(inspection, form, "sign_form", signed)


@bp.post("/inspections/<uuid:inspection_id>/minutes/acknowledgement")
@allow(policies.answer_for_agency)
def acknowledge(inspection_id: UUID) -> Response:
    """Sign or object for the agency from one's own account, with one's password."""
    inspection = page.load_inspection(inspection_id)
    require(policies.acknowledge_minutes(current_user, inspection))
    meeting, form = _meeting(inspection), AcknowledgeForm()

    def acknowledged() -> None:
        check_password(current_user, form.password.data)
        with transaction():
            signoffs.sign_minutes(meeting, form.word(), current_user, by=current_user)

    return _take(inspection, form, "acknowledge_form", acknowledged)


@bp.post("/inspections/<uuid:inspection_id>/minutes/representative")
@allow(policies.inspect)
def witness(inspection_id: UUID) -> Response:
    """Write down what the agency's representative says, who is there and has no account."""
    inspection = page.load_inspection(inspection_id)
    require(policies.witness_minutes(current_user, inspection))
    meeting, form = _meeting(inspection), WitnessForm()

    def witnessed() -> None:
        with transaction():
            person = Person(form.name.data, form.post.data)
            signoffs.sign_minutes(meeting, form.word(), person, by=current_user)

    return _take(inspection, form, "witness_form", witnessed)


def _meeting(inspection: Inspection) -> Meeting:
    """What is to be signed; 404 while there is none."""
    meeting = find.of_inspection(inspection)
    if meeting is None or meeting.frozen is None:
        abort(404)
    return meeting


def _take(inspection: Inspection, form: Form, name: str, save: Callable[[], None]) -> Response:
    """Save, or show the form again as it was typed, without the password."""
    if not form.validate():
        return page.show(inspection, status=422, **{name: form})
    try:
        save()
    except DomainError as error:
        form.refuse(error)
        status = error.status if isinstance(error, TooManyTries) else 422
        return page.show(inspection, status=status, **{name: form})
    flash(_("Noted, with name, time and the content it was said of."), "success")
    return page.back(inspection)
