"""Scenarios beside one another."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.web import load, render

from . import scenario_page
from .scenario_page import MOST
from .views import bp

FEWEST = 2


@bp.get("/rounds/<uuid:round_id>/scenarios/compare", endpoint="compare")
@allow(policies.read_rounds)
def compare(round_id: UUID) -> Response:
    """Two to four of them; any other number goes back to the list with a sentence."""
    round_ = load(Round, round_id, see=policies.see_round)
    asked = _ids(request.args.getlist("with"))
    told = scenario_page.compared(round_, asked) if FEWEST <= len(asked) <= MOST else {"shown": []}
    if len(told["shown"]) < FEWEST:
        wrong = _("Choose two to four scenarios to compare.") if request.args else ""
        status = 422 if wrong else 200
        return render("forecasts/scenarios.html", status=status, wrong=wrong, **scenario_page.all_of(round_))
    return render("forecasts/compare.html", **told)


def _ids(texts: list[str]) -> set[UUID]:
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue  # nobody's
    return found
