"""Requests for further evidence at an item: asked, answered, decided."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import EvidenceRequest
from inspection_app.rules.message import DomainError
from inspection_app.services import evidence_requests
from inspection_app.services.evidence import Brought
from inspection_app.transaction import transaction
from inspection_app.uploads import many_files
from inspection_app.web import load, require

from . import page, taking
from .entering import enter, saved
from .request_panel import AnswerForm, RequestForm, answer_form, decision_form
from .views import bp

PART = "requests"


@bp.post("/items/<uuid:item_id>/requests")
@allow(policies.inspect)
def request_evidence(item_id: UUID) -> Response:
    """Ask the agency for what is missing."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = RequestForm()

    def asked() -> None:
        evidence_requests.ask(item, form.draft(), by=current_user)

    return enter(item, PART, form, asked, request_form=form)


@bp.post("/requests/<uuid:request_id>/answer")
@allow(policies.answer_for_agency)
@many_files
def answer_request(request_id: UUID) -> Response:
    """Answer with files, a note, or both; nothing is kept unless every file is good."""
    request = load(EvidenceRequest, request_id, see=policies.see_request)
    item = request.assessment
    require(policies.officer_of(current_user, item.inspection))
    form = answer_form(request, posted=True)
    own: dict[str, Any] = {"answer_forms": {request.id: form}}
    brought = taking.take(form) if form.validate() else []
    if form.errors:
        return page.show_item(item, PART, status=422, **own)
    return _answered(request, form, brought, own)


def _answered(request: EvidenceRequest, form: AnswerForm, brought: list[Brought], own: dict[str, Any]) -> Response:
    try:
        with transaction():
            evidence_requests.answer(request, form.draft(brought), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return page.show_item(request.assessment, PART, status=422, **own)
    return saved(request.assessment, PART)


@bp.post("/requests/<uuid:request_id>/decision")
@allow(policies.inspect)
def decide_request(request_id: UUID) -> Response:
    """Close a request or ask again."""
    request = load(EvidenceRequest, request_id, see=policies.see_request)
    item = request.assessment
    require(policies.serve(current_user, item.inspection))
    form = decision_form(request, posted=True)

    def decided() -> None:
        evidence_requests.decide(request, form.draft(), by=current_user)

    return enter(item, PART, form, decided, decision_forms={request.id: form})
