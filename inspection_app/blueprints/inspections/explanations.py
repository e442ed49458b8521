"""Explanations at an item: the agency answers, the team judges."""

from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Explanation, User
from inspection_app.rules.terms import Verdict
from inspection_app.services import explanations, operations
from inspection_app.web import load, require

from . import page
from .entering import enter
from .forms import ExplanationForm
from .views import bp

PART = "explanations"


@bp.post("/items/<uuid:item_id>/explanations")
@allow(policies.signed_in)
def explain(item_id: UUID) -> Response:
    """Save the agency's answer."""
    item = page.load_item(item_id)
    require(policies.officer_of(current_user, item.inspection))
    form = ExplanationForm()

    def explained() -> None:
        if not operations.is_repeat(form.operation_id.data, item.id, by=current_user):
            explanations.give(item, form.text.data, by=current_user)

    return enter(item, PART, form, explained, explanation_form=form)


@bp.post("/explanations/<uuid:explanation_id>/verdict")
@allow(policies.inspect)
def judge(explanation_id: UUID) -> Response:
    """Save the team's verdict."""
    explanation = load(Explanation, explanation_id, see=_see)
    item = explanation.assessment
    require(policies.serve(current_user, item.inspection))
    form = page.verdict_form(explanation, posted=True)

    def judged() -> None:
        explanations.judge(explanation, Verdict(form.verdict.data), form.reason.data, by=current_user)

    return enter(item, PART, form, judged, verdict_forms={explanation.id: form})


def _see(user: User, explanation: Explanation) -> bool:
    return policies.see_inspection(user, explanation.assessment.inspection)
