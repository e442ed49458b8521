"""The page of a self-assessment."""

from uuid import UUID

from flask import Blueprint, Response

from inspection_app import policies
from inspection_app.access import allow

from . import page

bp = Blueprint("self_assessments", __name__)


@bp.get("/inspections/<uuid:inspection_id>/self-assessment")
@allow(policies.signed_in)
def show(inspection_id: UUID) -> Response:
    """How far it is, what it lacks, and the next step; to the team what it may see."""
    return page.show_page(page.load_inspection(inspection_id))
