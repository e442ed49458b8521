"""Double scoring (chấm lần 2): how a second score stands beside the team's."""

from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules.terms import ItemState, SecondState

UNSCORED = frozenset({ItemState.NOT_ASSESSED, ItemState.NOT_INSPECTED})  # nothing there to score a second time


@dataclass(frozen=True)
class Judged:
    """What one scoring came to; points None where it gives none."""

    state: ItemState
    points: Decimal | None


def standing(now: Judged, held_against: Judged, second: Judged) -> SecondState:
    """Agreed or different; stale once the team's score is another than the one the second was held against."""
    if now != held_against:
        return SecondState.STALE
    return SecondState.AGREED if second == held_against else SecondState.DIFFERS


def settled_standing(now: Judged, points: Decimal | None) -> SecondState:
    """A settled difference stays so until the team's points are others than those it was settled with."""
    return SecondState.SETTLED if now.points == points else SecondState.STALE
