"""The forecast of one round; nothing is written here."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.web import load, render, wants_fragment

from . import page
from .what_if import asked

bp = Blueprint("forecasts", __name__)


@bp.get("/rounds/<uuid:round_id>/forecast")
@allow(policies.read_rounds)
def show(round_id: UUID) -> Response:
    """The forecast as it stands; htmx asks for what the suppositions move, nothing is saved."""
    round_ = load(Round, round_id, see=policies.see_round)
    told = asked(request.args, current_user)
    made = page.moved(round_, told) if wants_fragment() else page.of(round_, told)
    status = 422 if any(row.wrong for row in made["moves"]) else 200
    return render("forecasts/show.html", "moved", "moved_fields", "told", status=status, **made)
