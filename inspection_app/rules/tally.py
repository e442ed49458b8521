"""The roll-up: what is won, at risk, lost and still open, from the leaves up to the total."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, ItemState

ZERO = Decimal(0)
GROUP_A, GROUP_B = Decimal(90), Decimal(80)  # percent; below GROUP_B is C (docs/domain.md)
UNPROVEN = frozenset({ItemState.AT_RISK, ItemState.LACKS_EVIDENCE})
HELD_APART = frozenset({Assessed.SURVEY, Assessed.STATISTICS})


@dataclass(frozen=True)
class Leaf:
    """One item that carries points. `recoverable`: points its open remedies can still win by the deadline."""

    code: str
    maximum: Decimal
    assessed_by: Assessed
    state: ItemState
    self_points: Decimal | None
    points: Decimal | None
    recoverable: Decimal = ZERO
    minimum: Decimal = ZERO  # below 0 where the rule takes off more than there is
    bonus: bool = False  # its points come on top: the maximum does not count

    def __post_init__(self) -> None:
        """An official figure is refused rather than computed from points that cannot be."""
        given = (self.points or ZERO, self.self_points or ZERO)
        if self.recoverable < ZERO or not all(self.minimum <= points <= self.maximum for points in given):
            sentence = Message(
                "Points of item %(code)s lie between %(least)s and %(maximum)s.",
                code=self.code,
                least=numerals.plain(self.minimum),
                maximum=numerals.points(self.maximum),
            )
            raise DomainError(sentence)


@dataclass(frozen=True)
class Figures:
    """Points of one row, in points of the index; `low + at_risk + lost + unassessed + assumed + excluded = maximum`."""

    maximum: Decimal = ZERO
    self_points: Decimal = ZERO  # of the leaves that scored themselves
    low: Decimal = ZERO  # proven now
    likely: Decimal = ZERO  # the team's score; bonus points add to low, likely and high, not to the maximum
    high: Decimal = ZERO  # with every open remedy carried out in time
    at_risk: Decimal = ZERO  # high - low
    lost: Decimal = ZERO  # maximum - high of the items judged; bonus points make up for it, so it may fall below 0
    unassessed: Decimal = ZERO  # maximum of items nobody has judged yet
    assumed: Decimal = ZERO  # maximum of survey and statistics items, held apart
    excluded: Decimal = ZERO  # maximum of items that do not apply and for which the table grants no points
    leaves: int = 0
    assessed: int = 0  # judged, or found not to apply
    apart: int = 0  # items behind `assumed`

    def judged(self, points: Decimal) -> Decimal | None:
        """These points of the row, or None while nothing in it is judged: no points is not zero points."""
        return points if self.assessed else None

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


def figures(leaves: Iterable[Leaf]) -> Figures:
    """The row of these leaves: of a criterion, a field, an agency or everything."""
    return total(map(_of_leaf, leaves))


def total(rows: Iterable[Figures]) -> Figures:
    """Rows that share no leaf, added up."""
    return sum(rows, start=Figures())


def _of_leaf(leaf: Leaf) -> Figures:
    maximum, own = ZERO if leaf.bonus else leaf.maximum, leaf.self_points or ZERO
    if leaf.state is ItemState.NOT_APPLICABLE and leaf.points is None:  # with points it was won as any other
        return Figures(maximum, own, excluded=maximum, leaves=1, assessed=1)
    if _held_apart(leaf):
        return Figures(maximum, own, assumed=maximum, leaves=1, apart=1)
    if _is_open(leaf):
        return Figures(maximum, own, unassessed=maximum, leaves=1)
    likely = leaf.points or ZERO
    low = leaf.minimum if leaf.state in UNPROVEN else likely
    high = min(leaf.maximum, likely + leaf.recoverable)
    return Figures(maximum, own, low, likely, high, high - low, maximum - high, leaves=1, assessed=1)


def _held_apart(leaf: Leaf) -> bool:
    if leaf.assessed_by in HELD_APART:
        return leaf.points is None
    return leaf.state is ItemState.NOT_INSPECTED


def _is_open(leaf: Leaf) -> bool:
    """Nobody has judged it: a state that promises points without any is no zero either."""
    if leaf.assessed_by in HELD_APART or leaf.state in UNPROVEN:
        return False
    return leaf.state is ItemState.NOT_ASSESSED or leaf.points is None


def first_state(assessed_by: Assessed) -> ItemState:
    """What is said of an item before anybody judged it; of survey and statistics items nobody ever does."""
    return ItemState.NOT_INSPECTED if assessed_by in HELD_APART else ItemState.NOT_ASSESSED


def state_after(maximum: Decimal, points: Decimal) -> ItemState:
    """What points say of an item: all met, none not met, else partly met."""
    if points == maximum:
        return ItemState.MET
    return ItemState.PARTLY_MET if points > ZERO else ItemState.NOT_MET


def group(percent: Decimal) -> Literal["A", "B", "C"]:
    """The group of a total, from its unrounded percent: A from 90, B from 80, C below."""
    if percent >= GROUP_A:
        return "A"
    return "B" if percent >= GROUP_B else "C"
