"""Scoring an item."""

from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.services import assessments
from inspection_app.web import require

from . import page
from .entering import enter
from .score_forms import score_form
from .views import bp


@bp.post("/items/<uuid:item_id>/score")
@allow(policies.inspect)
def score(item_id: UUID) -> Response:
    """Save the team's score."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = score_form(item, posted=True)
    return enter(item, "score", form, lambda: assessments.record(item, form.draft(), by=current_user), score_form=form)
