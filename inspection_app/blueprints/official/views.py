"""The forecast's error: what was forecast beside what was published."""

from uuid import UUID

from flask import Blueprint, Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.web import load, render

from . import page

bp = Blueprint("official", __name__)


@bp.get("/rounds/<uuid:round_id>/official")
@allow(policies.read_rounds)
def show(round_id: UUID) -> Response:
    """The official result beside the forecast; without one, what to do to get there."""
    round_ = load(Round, round_id, see=policies.see_round)
    return render("official/show.html", **page.of(round_, current_user))
