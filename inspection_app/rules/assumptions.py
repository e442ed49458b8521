"""Stated assumptions: what survey and statistics items are taken to bring until they are published."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.tally import ZERO, Figures, group


@dataclass(frozen=True)
class Range:
    """Points: at least, most likely, at best."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)


@dataclass(frozen=True)
class Whole:
    """The forecast of the inspected items and the assumptions together, in points of the whole table."""

    range: Range
    maximum: Decimal
    missing: Decimal  # maximum of items with neither a score nor an assumption

    @property
    def groups(self) -> tuple[Literal["A", "B", "C"], ...] | None:
        """The group of low, likely and high; None while anything is missing."""
        if self.missing or not self.maximum:
            return None
        ends = (self.range.low, self.range.likely, self.range.high)
        return tuple(group(points * 100 / self.maximum) for points in ends)


def check(stated: Range, maximum: Decimal) -> None:
    """DomainError beside the field where 0 ≤ low ≤ likely ≤ high ≤ maximum does not hold (points)."""
    if not stated.low <= stated.likely:
        raise DomainError(Message("The likely points lie below the low ones."), field="likely")
    if not stated.likely <= stated.high:
        raise DomainError(Message("The high points lie below the likely ones."), field="high")
    for name, points in (("low", stated.low), ("high", stated.high)):
        if not ZERO <= points <= maximum:
            allowed = Message("Points lie between 0 and %(maximum)s.", maximum=numerals.points(maximum))
            raise DomainError(allowed, field=name)


def whole(inspected: Figures, stated: Iterable[tuple[Range, Decimal]]) -> Whole:
    """Everything together; `stated` pairs each assumption with the maximum of its item (points)."""
    found, covered = Range(inspected.low, inspected.likely, inspected.high), ZERO
    for each, maximum in stated:
        found, covered = found + each, covered + maximum
    missing = inspected.unassessed + inspected.assumed - covered
    return Whole(found, inspected.maximum - inspected.excluded, missing)
