"""The forecast of one round; nothing is written here."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.web import load, render, wants_fragment

from . import page

bp = Blueprint("forecasts", __name__)


@bp.get("/rounds/<uuid:round_id>/forecast")
@allow(policies.read_rounds)
def show(round_id: UUID) -> Response:
    """The forecast as it stands; htmx asks for what the ticked remedies move, nothing is saved."""
    round_ = load(Round, round_id, see=policies.see_round)
    asked = page.Asked(request.args.get("agency", ""), frozenset(request.args.getlist("tick")), current_user)
    made = page.moved(round_, asked) if wants_fragment() else page.of(round_, asked)
    return render("forecasts/show.html", "moved", "moved_fields", **made)
