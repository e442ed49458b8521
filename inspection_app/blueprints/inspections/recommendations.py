"""Recommendations at an item: new, changed, withdrawn."""

from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Recommendation, User
from inspection_app.queries import agencies
from inspection_app.services import recommendations
from inspection_app.transaction import transaction
from inspection_app.web import load, require

from . import page
from .entering import enter, saved
from .forms import RecommendationForm
from .views import bp

PART = "recommendations"


@bp.post("/items/<uuid:item_id>/recommendations")
@allow(policies.inspect)
def record_recommendation(item_id: UUID) -> Response:
    """Save a new recommendation or a change; the form carries the ids."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = RecommendationForm()
    form.offer(agencies.in_order())
    return enter(
        item, PART, form, lambda: recommendations.record(item, form.draft(), by=current_user), recommendation_form=form
    )


@bp.get("/recommendations/<uuid:recommendation_id>/edit")
@allow(policies.inspect)
def edit_recommendation(recommendation_id: UUID) -> Response:
    """The form filled with this recommendation."""
    recommendation = _load(recommendation_id)
    require(policies.change_recommendation(current_user, recommendation))
    form = page.recommendation_form(recommendation.assessment, recommendation)
    return page.show_item(recommendation.assessment, PART, recommendation_form=form)


@bp.post("/recommendations/<uuid:recommendation_id>/withdraw")
@allow(policies.inspect)
def withdraw_recommendation(recommendation_id: UUID) -> Response:
    """Take a recommendation back."""
    recommendation = _load(recommendation_id)
    require(policies.change_recommendation(current_user, recommendation))
    with transaction():
        recommendations.withdraw(recommendation, by=current_user)
    return saved(recommendation.assessment, PART)


def _load(recommendation_id: UUID) -> Recommendation:
    def see(user: User, recommendation: Recommendation) -> bool:
        return policies.see_team_part(user, recommendation.assessment.inspection)

    return load(Recommendation, recommendation_id, see=see)
