"""Explanations at an item: the agency answers, the team judges."""

from uuid import UUID

from flask import Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Explanation
from inspection_app.services import explanations
from inspection_app.uploads import many_files
from inspection_app.web import load, require

from . import page
from .entering import enter
from .forms import ExplanationForm
from .verdict_forms import ruling, verdict_form
from .views import bp

PART = "explanations"


@bp.post("/items/<uuid:item_id>/explanations")
@allow(policies.signed_in)
@many_files
def explain(item_id: UUID) -> Response:
    """Keep the agency's answer as a draft, or send it at once."""
    item = page.load_item(item_id)
    require(policies.officer_of(current_user, item.inspection))
    form = ExplanationForm()

    def explained() -> None:
        explanation = explanations.draft(item, form.draft(), by=current_user)
        if "send" in request.form:
            explanations.send(explanation, by=current_user)

    return enter(item, PART, form, explained, explanation_form=form)


@bp.post("/explanations/<uuid:explanation_id>/verdict")
@allow(policies.inspect)
def judge(explanation_id: UUID) -> Response:
    """Save the team's verdict, and the points it restores."""
    explanation = load(Explanation, explanation_id, see=policies.see_explanation)
    item = explanation.assessment
    require(policies.serve(current_user, item.inspection))
    form = verdict_form(explanation, posted=True)

    def judged() -> None:
        explanations.judge(explanation, ruling(form), by=current_user)

    return enter(item, PART, form, judged, verdict_forms={explanation.id: form})
