"""All explanations of one case: what is to be answered, answered and judged; sending, and the next round."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection
from inspection_app.queries import explanations as find
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError
from inspection_app.services import explanations, inspections
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from . import due_panel
from .page import sees_published_only
from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/explanations")
@allow(policies.signed_in)
def explanations_of(inspection_id: UUID) -> Response:
    """Item by item: asked, answered, judged."""
    return _page(load(Inspection, inspection_id, see=policies.see_inspection))


@bp.post("/inspections/<uuid:inspection_id>/explanations/send")
@allow(policies.signed_in)
def send_explanations(inspection_id: UUID) -> Response:
    """Send everything the agency has drafted."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    require(policies.officer_of(current_user, inspection))
    try:
        with transaction():
            count = explanations.send_all(inspection, by=current_user)
    except DomainError as error:
        return _page(inspection, refused=error)
    flash(_("%(count)s explanations were sent to the team.", count=count), "success")
    return see_other("inspections.explanations_of", inspection_id=inspection.id)


@bp.post("/inspections/<uuid:inspection_id>/explanations/next-round")
@allow(policies.signed_in)
def explain_again(inspection_id: UUID) -> Response:
    """Publish the verdicts and let the agency explain once more."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    require(policies.move_stage(current_user, inspection))
    try:
        with transaction():
            inspections.explain_again(inspection, by=current_user)
    except DomainError as error:
        return _page(inspection, refused=error)
    flash(_("Round %(round)s of explanations is open.", round=inspection.explanation_round), "success")
    return see_other("inspections.explanations_of", inspection_id=inspection.id)


def _page(inspection: Inspection, *, refused: DomainError | None = None) -> Response:
    published = sees_published_only(inspection)
    rows = find.answers(inspection, drafts=published) if inspection.published_at else []
    given = [each for row in rows for each in row.explanations]
    running = workflow.explanations_open(inspection.stage) and workflow.round_open(inspection.round.state)
    return render(
        "inspections/explanations.html",
        status=refused.status if refused else 200,
        refused=refused,
        inspection=inspection,
        published=published,
        dues=due_panel.running(inspection),
        rows=rows,
        files=find.files_of(given),
        drafts=[each for each in given if each.given_at is None],
        unjudged=[each for each in given if each.given_at and not each.verdict],
        may_open=running
        and policies.move_stage(current_user, inspection)
        and inspection.explanation_round < inspection.round.explanation_rounds,
    )
