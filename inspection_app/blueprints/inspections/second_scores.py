"""Scoring an item a second time, settling what differs, and the page that lists it."""

from uuid import UUID

from flask import Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection, SecondScore, User
from inspection_app.queries import second_scores as find
from inspection_app.rules.terms import SecondState
from inspection_app.services import second_scores
from inspection_app.web import load, render, require

from . import page
from .entering import enter
from .second_panel import AgreeForm, SettleForm, second_form
from .views import bp

PART = "second"
OPEN = "open"  # what the list may be narrowed to


@bp.get("/inspections/<uuid:inspection_id>/second-scores")
@allow(policies.signed_in)
def second_scores_of(inspection_id: UUID) -> Response:
    """How far the second scoring is, and where the two scores differ."""
    inspection = load(Inspection, inspection_id, see=policies.see_team_part)
    lines = find.of_inspection(inspection)
    only = OPEN if request.args.get("only") == OPEN else ""
    return render(
        "inspections/second_scores.html",
        inspection=inspection,
        only=only,
        lines=[line for line in lines if not only or line.state in find.OPEN],
        counts={state: sum(line.state is state for line in lines) for state in SecondState},
        total=len(lines),
    )


@bp.post("/items/<uuid:item_id>/second-score")
@allow(policies.inspect)
def score_again(item_id: UUID) -> Response:
    """Save an own second score."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = second_form(item, posted=True)
    return enter(item, PART, form, lambda: second_scores.record(item, form.draft(), by=current_user), second_form=form)


@bp.post("/items/<uuid:item_id>/second-score/agreement")
@allow(policies.inspect)
def agree(item_id: UUID) -> Response:
    """Confirm the team's score."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = AgreeForm()

    def agreed() -> None:
        second_scores.agree(item, form.operation_id.data, form.revision.data, by=current_user)

    return enter(item, PART, form, agreed, refused_form=form)


@bp.post("/second-scores/<uuid:second_score_id>/settlement")
@allow(policies.inspect)
def settle(second_score_id: UUID) -> Response:
    """Decide a difference; the whole item comes back, since its score may be another now."""
    second = load(SecondScore, second_score_id, see=_see)
    item = second.assessment
    require(policies.settle_second_score(current_user, item.inspection))
    form = SettleForm()

    def settled() -> None:
        second_scores.settle(second, form.settlement(), by=current_user)

    return enter(item, "item", form, settled, settle_form=form)


def _see(user: User, second: SecondScore) -> bool:
    return policies.see_team_part(user, second.assessment.inspection)
