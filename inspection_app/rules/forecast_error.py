"""How far a forecast was off once the official result is known: error = likely - official, in points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules.numerals import percent
from inspection_app.rules.tally import HELD_APART, ZERO, Leaf, figures
from inspection_app.rules.terms import Assessed


@dataclass(frozen=True)
class Span:
    """A forecast in points: the least, the likely, the most."""

    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True)
class Item:
    """One item: what was forecast, if anything, and what was published, if it is known."""

    code: str
    maximum: Decimal
    span: Span | None  # None: not assessed, or survey and statistics without an assumption
    official: Decimal | None
    apart: bool = False  # survey or statistics: nobody inspects it

    @property
    def error(self) -> Decimal | None:
        """Points the likely forecast was too high (+) or too low (-); None where one of the two is missing."""
        return None if self.span is None or self.official is None else self.span.likely - self.official

    @property
    def inside(self) -> bool | None:
        """Whether the official points lie within low and high."""
        if self.span is None or self.official is None:
            return None
        return self.span.low <= self.official <= self.span.high


@dataclass(frozen=True)
class Sum:
    """A field or the total: only items that were forecast are compared."""

    span: Span | None  # of the items that were forecast; None where none was
    official: Decimal | None  # of the whole line
    compared: Decimal | None  # of it the points that stand against the span
    open: Decimal  # maximum of items without forecast and without official points: they blur the comparison

    @property
    def errors(self) -> tuple[Decimal, Decimal] | None:
        """The least and the greatest the error can be; both are one where nothing blurs it."""
        if self.span is None or self.compared is None:
            return None
        return self.span.likely - self.compared, self.span.likely - self.compared + self.open

    @property
    def error(self) -> Decimal | None:
        """The one error; None where it is unknown or only known within bounds."""
        return self.errors[0] if self.errors and not self.open else None

    @property
    def inside(self) -> bool | None:
        """Whether the official points lie in the range; None where that cannot be told."""
        if self.span is None or self.compared is None or self.open:
            return None
        return self.span.low <= self.compared <= self.span.high


@dataclass(frozen=True)
class Measures:
    """What the errors of many lines say together; `mean` and the shares are None where nothing can be compared."""

    compared: int
    inside: int
    mean: Decimal | None  # of the absolute errors, points
    apart_error: Decimal  # absolute errors of survey and statistics items, points
    apart_share: Decimal | None  # of all absolute errors, percent


def item(leaf: Leaf, official: Decimal | None, assumed: Span | None) -> Item:
    """The item of a leaf; an assumption speaks where nobody inspects."""
    row = figures([leaf])
    judged = row.assessed and not row.excluded
    span = Span(row.low, row.likely, row.high) if judged else assumed
    return Item(leaf.code, leaf.maximum, span, official, is_apart(leaf.assessed_by))


def is_apart(assessed_by: Assessed) -> bool:
    """Judged by survey or statistics."""
    return assessed_by in HELD_APART


def summed(items: Iterable[Item], official: Decimal | None) -> Sum:
    """A field or the total from its items; `official` is what was published of all of them, None if unknown."""
    told = list(items)
    spans = [each.span for each in told if each.span]
    blank = [each for each in told if each.span is None]
    known = sum((each.official for each in blank if each.official is not None), ZERO)
    return Sum(
        span=_total(spans) if spans else None,
        official=official,
        compared=None if official is None else official - known,
        open=sum((each.maximum for each in blank if each.official is None), ZERO),
    )


def misses(items: Iterable[Item]) -> list[Item]:
    """The items that were off, those by most first; equal ones in the given order."""
    return sorted((each for each in items if each.error), key=lambda each: -abs(each.error or ZERO))


def measures(items: Iterable[Item]) -> Measures:
    """Mean absolute error, how many lay inside, and what part stems from survey and statistics."""
    told = [each for each in items if each.error is not None]
    sizes = [abs(each.error or ZERO) for each in told]
    total = sum(sizes, ZERO)
    apart = sum((size for size, each in zip(sizes, told, strict=True) if each.apart), ZERO)
    return Measures(
        compared=len(told),
        inside=sum(each.inside is True for each in told),
        mean=total / len(told) if told else None,
        apart_error=apart,
        apart_share=percent(apart, total),
    )


def _total(spans: Sequence[Span]) -> Span:
    return Span(
        sum((each.low for each in spans), ZERO),
        sum((each.likely for each in spans), ZERO),
        sum((each.high for each in spans), ZERO),
    )
