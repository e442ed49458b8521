"""What an address supposes, and what that moves; the address is all there is, nothing is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inspection_app.models import User
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules.forecast import chosen
from inspection_app.rules.tally import Leaf, figures
from inspection_app.rules.vietnamese import sort_key
from inspection_app.rules.what_if import Supposed, at_most, what_if

from . import moves
from .moves import MoveRow

EVERY = "all"  # asks for all remedies at once


@dataclass(frozen=True)
class Asked:
    """What the address asks for: one agency's items, an order, what is supposed; and who asks."""

    agency: str  # code; an unknown one is nobody's and shows all
    by_days: bool
    ticked: frozenset[str]
    user: User
    typed: MultiDict[str, str] = field(default_factory=MultiDict)  # all of the address

    @property
    def scenario(self) -> str:
        """The id of the scenario that was opened, if any; it may be of nothing."""
        return self.typed.get("scenario", "")


@dataclass(frozen=True)
class Moved:
    """Likely points of a line as they are, and as supposed."""

    name: str
    likely: Decimal
    then: Decimal
    high: Decimal

    @property
    def gain(self) -> Decimal:
        """Points that the suppositions add; below 0 where an item is moved down."""
        return self.then - self.likely


def asked(typed: MultiDict[str, str], user: User) -> Asked:
    """What this address asks for."""
    ticked = frozenset(typed.getlist("tick"))
    return Asked(typed.get("agency", ""), typed.get("order") == "days", ticked, user, typed)


def of(found: Forecast, asked: Asked) -> dict[str, Any]:
    """What is supposed, line by line, and what it moves."""
    rows = moves.of(found, asked.typed)
    supposed = Supposed(
        chosen(found.remedies, asked.ticked, every=EVERY), {row.item.code: row.points for row in rows if row.counts}
    )
    return {
        "ticked": supposed.ticked,
        "moves": rows,
        "added": asked.typed.get("add", "") != "",
        "movable": moves.movable(found),
        "scenario_id": asked.scenario,
        "state": state(supposed.ticked, rows, asked.scenario),
        **effect(found, supposed),
    }


def effect(found: Forecast, supposed: Supposed) -> dict[str, Any]:
    """The total, every field, and each agency that moves, beside the present figures."""

    def moved_to(name: str, leaves: list[Leaf]) -> Moved:
        then = what_if(leaves, found.remedies, supposed)
        return Moved(name, figures(leaves).likely, then, at_most(leaves, supposed))

    scores = found.scores
    fields = [moved_to(f"{each.code}. {each.name}", list(scores.below[each.id])) for each in scores.fields]
    agencies = [moved_to(name, leaves) for name, leaves in _by_agency(found)]
    return {
        "moved": moved_to(_("Total"), found.leaves),
        "moved_fields": fields,
        "moved_agencies": [each for each in agencies if each.gain],
    }


def state(ticked: Iterable[str], rows: Iterable[MoveRow], scenario: str) -> dict[str, list[str]]:
    """The suppositions as an address carries them on."""
    told: dict[str, list[str]] = {"tick": sorted(ticked)}
    for row in rows:
        told.setdefault("row", []).append(row.item.code)
        if row.ticked:
            told.setdefault("move", []).append(row.item.code)
        told |= {box.name: [box.text] for box in row.boxes if box.text}
    return told | ({"scenario": [scenario]} if scenario else {})


def _by_agency(found: Forecast) -> list[tuple[str, list[Leaf]]]:
    led: dict[str, list[Leaf]] = {}
    for item in found.items.values():
        led.setdefault(item.lead_agency.name, []).append(found.scores.leaves[item.id])
    return sorted(led.items(), key=lambda each: sort_key(each[0]))
