"""The steps of a self-assessment: put before the head, approved or returned, handed in, reopened."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form
from inspection_app.models import Inspection
from inspection_app.rules.message import DomainError
from inspection_app.services import self_assessments
from inspection_app.transaction import transaction
from inspection_app.web import require, see_other

from . import page
from .forms import ApproveForm, PlainForm, ReopenForm, ReturnForm
from .views import bp


@bp.post("/inspections/<uuid:inspection_id>/self-assessment/ask")
@allow(policies.answer_for_agency)
def ask(inspection_id: UUID) -> Response:
    """Put it before the agency's head."""
    inspection = page.load_inspection(inspection_id)
    require(policies.officer_of(current_user, inspection))
    said = _("The self-assessment was put before the head of the agency.")
    return _take(inspection, "ask_form", PlainForm(), lambda: self_assessments.ask(inspection, by=current_user), said)


@bp.post("/inspections/<uuid:inspection_id>/self-assessment/approve")
@allow(policies.answer_for_agency)
def approve(inspection_id: UUID) -> Response:
    """The head stands for it."""
    inspection = page.load_inspection(inspection_id)
    require(policies.approve_self_assessment(current_user, inspection))
    form = ApproveForm()

    def approved() -> None:
        self_assessments.approve(inspection, form.seen.data or "", by=current_user)

    return _take(inspection, "approve_form", form, approved, _("The self-assessment is approved. It can be handed in."))


@bp.post("/inspections/<uuid:inspection_id>/self-assessment/return")
@allow(policies.answer_for_agency)
def send_back(inspection_id: UUID) -> Response:
    """The head wants it changed."""
    inspection = page.load_inspection(inspection_id)
    require(policies.approve_self_assessment(current_user, inspection))
    form = ReturnForm()

    def returned() -> None:
        self_assessments.send_back(inspection, form.reason.data, by=current_user)

    return _take(inspection, "return_form", form, returned, _("The self-assessment was returned with your reason."))


@bp.post("/inspections/<uuid:inspection_id>/self-assessment/hand-in")
@allow(policies.answer_for_agency)
def hand_in(inspection_id: UUID) -> Response:
    """Send it to the team."""
    inspection = page.load_inspection(inspection_id)
    require(policies.officer_of(current_user, inspection))

    def handed_in() -> None:
        self_assessments.hand_in(inspection, by=current_user)

    said = _("The self-assessment was sent to the team. It no longer changes unless the team reopens it.")
    return _take(inspection, "hand_in_form", PlainForm(), handed_in, said)


@bp.post("/inspections/<uuid:inspection_id>/self-assessment/reopen")
@allow(policies.signed_in)
def reopen(inspection_id: UUID) -> Response:
    """Let the agency change it again."""
    inspection = page.load_inspection(inspection_id)
    require(policies.move_stage(current_user, inspection))
    form = ReopenForm()

    def reopened() -> None:
        self_assessments.reopen(inspection, form.reason.data, by=current_user)

    return _take(inspection, "reopen_form", form, reopened, _("The agency may change its self-assessment again."))


def _take(inspection: Inspection, name: str, form: Form, step: Callable[[], None], said: str) -> Response:
    """Take the step, or show the page with the refusal at its form."""
    if not form.validate():
        return page.show_page(inspection, status=422, **{name: form})
    try:
        with transaction():
            step()
    except DomainError as error:
        form.refuse(error)
        return page.show_page(inspection, status=error.status, **{name: form})
    flash(said, "success")
    return see_other("self_assessments.show", inspection_id=inspection.id)
