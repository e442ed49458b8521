"""The forecast: what can still be won, and in which order to go about it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspection_app.rules.numerals import percent
from inspection_app.rules.tally import UNPROVEN, Figures, Leaf, figures
from inspection_app.rules.terms import ItemState

PROBLEMS = UNPROVEN | {ItemState.NOT_MET, ItemState.PARTLY_MET}
SHADES = (Decimal(50), Decimal(70), Decimal(80), Decimal(90))  # percent; the last two part the groups C, B and A


@dataclass(frozen=True)
class Remedy:
    """An open recommendation: the points of the index it can win, 0 where nobody said any, and by when."""

    key: str  # what an address calls it
    code: str  # of its item
    recoverable: Decimal
    deadline: date | None


@dataclass(frozen=True)
class Risk:
    """An item that is not all won, with the open remedies at it."""

    leaf: Leaf
    remedies: tuple[Remedy, ...]

    @property
    def winnable(self) -> Decimal:
        """Points that are not proven and can still be won: those the tally calls at risk."""
        return figures([self.leaf]).at_risk

    @property
    def deadline(self) -> date | None:
        """The nearest of its open deadlines."""
        return min((each.deadline for each in self.remedies if each.deadline), default=None)


def ranked(leaves: Iterable[Leaf], remedies: Iterable[Remedy], *, by_days: bool = False) -> list[Risk]:
    """Items with a problem or an open remedy: most points to win first, then least time, then in the table's order.

    With `by_days` those with least time come first, then those with most to win.
    """
    by_code: dict[str, list[Remedy]] = {}
    for remedy in remedies:
        by_code.setdefault(remedy.code, []).append(remedy)
    found = [Risk(leaf, tuple(by_code.get(leaf.code, ()))) for leaf in leaves]
    return sorted(
        (risk for risk in found if risk.leaf.state in PROBLEMS or risk.remedies),
        key=place_by_days if by_days else place,
    )


def place(risk: Risk) -> tuple[Decimal, date, tuple[int, ...]]:
    """Where an item stands among the others; no two share a place, as no two share a code."""
    return -risk.winnable, risk.deadline or date.max, tuple(int(part) for part in risk.leaf.code.split("."))


def place_by_days(risk: Risk) -> tuple[date, Decimal, tuple[int, ...]]:
    """The same with the time that is left first; what has no deadline comes last."""
    points, day, code = place(risk)
    return day, points, code


def days_left(deadline: date | None, today: date) -> int | None:
    """Calendar days; negative once the deadline has passed."""
    return (deadline - today).days if deadline else None


def judged(row: Figures) -> Decimal:
    """Points the range speaks of: neither unassessed, nor assumed, nor left out."""
    return row.low + row.at_risk + row.lost


def share_won(row: Figures) -> Decimal | None:
    """Proven points in percent of the points judged, unrounded; None where nothing is judged."""
    return percent(row.low, judged(row))


def shade(share: Decimal) -> int:
    """The class of a share for a heat map, from 0 (below 50 percent) to 4 (90 and above)."""
    return sum(share >= step for step in SHADES)


def by_agency_and_field(leaves: Iterable[tuple[str, Leaf]]) -> Mapping[tuple[str, str], Figures]:
    """Leaves, each with its lead agency, as the cells (agency, field code) of a table."""
    cells: dict[tuple[str, str], list[Leaf]] = {}
    for agency, leaf in leaves:
        cells.setdefault((agency, leaf.code.split(".", 1)[0]), []).append(leaf)
    return {cell: figures(inside) for cell, inside in cells.items()}


def chosen(known: Sequence[Remedy], asked: Collection[str], *, every: str) -> frozenset[str]:
    """The keys that were asked for and exist; `every` asks for all."""
    keys = frozenset(each.key for each in known)
    return keys if every in asked else keys.intersection(asked)
