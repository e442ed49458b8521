"""The agency's own score of an item."""

from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.services import assessments
from inspection_app.web import require

from . import page
from .entering import enter
from .score_forms import own_form
from .views import bp


@bp.post("/items/<uuid:item_id>/own-score")
@allow(policies.answer_for_agency)
def own_score(item_id: UUID) -> Response:
    """Save what the agency says of itself."""
    item = page.load_item(item_id)
    require(policies.officer_of(current_user, item.inspection))
    form = own_form(item, posted=True)
    draft = form.self_draft
    return enter(item, "own", form, lambda: assessments.self_score(item, draft(), by=current_user), own_form=form)
