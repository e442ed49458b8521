"""The page of a visit's minutes."""

from uuid import UUID

from flask import Blueprint, Response

from inspection_app import policies
from inspection_app.access import allow

from . import page

bp = Blueprint("minutes", __name__)


@bp.get("/inspections/<uuid:inspection_id>/minutes")
@allow(policies.signed_in)
def show(inspection_id: UUID) -> Response:
    """How the minutes stand; the agency reads what was fixed and nothing else."""
    return page.show(page.load_inspection(inspection_id))
