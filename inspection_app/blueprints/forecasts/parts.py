"""The parts that pictures of points are drawn with: their names, and where they lead to."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app.models import Round

PARTS = ("low", "at_risk", "lost", "unassessed", "assumed", "excluded")
OPEN = "open"  # unassessed and assumed together, as the range draws them


def bar_labels() -> dict[str, str]:
    """The parts of a bar, in the reader's language."""
    return {
        "low": _("Proven"),
        "at_risk": _("At risk"),
        "lost": _("Lost"),
        "unassessed": _("Not yet assessed"),
        "assumed": _("Survey and statistics"),
        "excluded": _("Not applicable"),
        OPEN: _("Held apart"),
        "maximum": _("Maximum"),
    }


def part_links(round_: Round, **narrower: str) -> dict[str, str]:
    """Where each part of a bar leads to."""
    return {
        part: url_for("forecasts.items", round_id=round_.id, part=part, **narrower)  # type: ignore[arg-type] # text only
        for part in (*PARTS, OPEN)
    }
