"""Taking an inspection to its next stage."""

from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import Inspection
from inspection_app.queries import explanations
from inspection_app.rules import workflow
from inspection_app.rules.labels import label
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Stage
from inspection_app.services import inspections
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/stage/<stage>")
@allow(policies.signed_in)
def confirm_stage(inspection_id: UUID, stage: str) -> Response:
    """Say what the step means before it is taken."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    require(policies.move_stage(current_user, inspection))
    wanted = _stage(stage)
    if not workflow.may_move(inspection.stage, wanted):
        abort(404)
    workflow.check_round_running(inspection.round.state)
    return _confirm(inspection, wanted)


@bp.post("/inspections/<uuid:inspection_id>/stage")
@allow(policies.signed_in)
def move_stage(inspection_id: UUID) -> Response:
    """Take the step."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    require(policies.move_stage(current_user, inspection))
    stage = _stage(request.form.get("stage", ""))
    try:
        with transaction():
            inspections.move(inspection, stage, by=current_user)
    except DomainError as error:
        return _confirm(inspection, stage, refused=error)
    flash(_("The inspection is now: %(stage)s.", stage=say(label(stage))), "success")
    return see_other("inspections.show", inspection_id=inspection.id)


def _confirm(inspection: Inspection, stage: Stage, *, refused: DomainError | None = None) -> Response:
    """What the step means; before conclusion also the answers that wait for a verdict."""
    unjudged = explanations.unjudged_of(inspection) if stage is Stage.CONCLUDED else ()
    status = refused.status if refused else 200
    told = {"inspection": inspection, "stage": stage, "unjudged": unjudged, "refused": refused}
    return render("inspections/stage.html", status=status, **told)


def _stage(text: str) -> Stage:
    try:
        return Stage(text)
    except ValueError:
        abort(404)
