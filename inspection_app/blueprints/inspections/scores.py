"""Scoring an item."""

from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.rules import scoring
from inspection_app.rules.message import DomainError
from inspection_app.services import assessments
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import require

from . import page
from .forms import score_form
from .views import bp


@bp.post("/items/<uuid:item_id>/score")
@allow(policies.inspect)
def score(item_id: UUID) -> Response:
    """Save the team's score."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = score_form(item, scoring.parse_rule(item.criterion.rule, item.criterion.rule_params), posted=True)
    if not form.validate():
        return page.show_item(item, "score", status=422, score_form=form)
    try:
        with transaction():
            assessments.record(item, form.draft(), by=current_user)
    except Clashed as error:
        return page.clashed(item, "score", form, error, score_form=form)
    except DomainError as error:
        form.refuse(error)
        return page.show_item(item, "score", status=422, score_form=form)
    return page.saved(item, "score")
