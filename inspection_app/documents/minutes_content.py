"""What the minutes (biên bản kiểm tra) say, frozen: the one input of screen, PDF and Word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from inspection_app.rules.attendance import Person
from inspection_app.rules.terms import ItemState

from .content import Letterhead, Statement


@dataclass(frozen=True)
class MinutesRow:
    """An item the team inspects. Points are None where there are none: not assessed is not zero."""

    code: str
    name: str
    maximum: Decimal
    self_points: Decimal | None
    points: Decimal | None
    state: ItemState
    reason: str  # how the points came about, and what the team wrote
    evidence: tuple[str, ...]  # names of the files
    bonus: bool = False  # its points come on top: the maximum does not count

    @property
    def gap(self) -> Decimal | None:
        """The team's points less the agency's own; None unless both gave some."""
        return None if self.points is None or self.self_points is None else self.points - self.self_points


@dataclass(frozen=True)
class Sums:
    """Points of several rows; a sum is None where nobody gave any, the gap unless both sides gave all."""

    maximum: Decimal
    self_points: Decimal | None
    points: Decimal | None
    gap: Decimal | None
    assessed: int
    items: int


@dataclass(frozen=True)
class MinutesField:
    """A field (lĩnh vực) with the agency's items in it; survey and statistics items stand apart."""

    code: str
    name: str
    rows: tuple[MinutesRow, ...]
    apart: int

    @property
    def sums(self) -> Sums:
        """Over its rows."""
        return summed(self.rows)


@dataclass(frozen=True)
class Remedy:
    """A recommendation at one item."""

    criterion_code: str
    text: str
    lead_agency: str
    deadline: date | None


@dataclass(frozen=True)
class VisitResults:
    """What the team found at the agency's items."""

    fields: tuple[MinutesField, ...]
    strengths: tuple[Statement, ...]
    shortcomings: tuple[Statement, ...]
    remedies: tuple[Remedy, ...]

    @property
    def rows(self) -> tuple[MinutesRow, ...]:
        """Every item."""
        return tuple(row for field in self.fields for row in field.rows)

    @property
    def sums(self) -> Sums:
        """Over every item."""
        return summed(self.rows)

    @property
    def apart(self) -> int:
        """How many items are measured by survey or statistics."""
        return sum(field.apart for field in self.fields)

    def in_state(self, state: ItemState) -> tuple[MinutesRow, ...]:
        """The items that stand so."""
        return tuple(row for row in self.rows if row.state is state)


@dataclass(frozen=True)
class MinutesContent:
    """The whole minutes of one visit; times are aware."""

    letterhead: Letterhead
    subject: str
    plan: str  # Kế hoạch số 14/KH-BCĐ ngày … của …
    decision: str  # Quyết định số 1150/QĐ-BNV ...
    confirmed: bool  # False: the set of criteria was not checked against it
    agency: str
    team: str
    started_at: datetime
    ended_at: datetime | None
    place: str
    chair: Person
    secretary: Person
    team_present: tuple[Person, ...]
    agency_present: tuple[Person, ...]
    course: str
    results: VisitResults
    objections: str
    conclusion: str
    demo: bool


def summed(rows: Iterable[MinutesRow]) -> Sums:
    """The rows added up."""
    rows = tuple(rows)
    gaps = [row.gap for row in rows if row.gap is not None]
    return Sums(
        maximum=sum((row.maximum for row in rows if not row.bonus), Decimal(0)),
        self_points=_sum([row.self_points for row in rows]),
        points=_sum([row.points for row in rows]),
        gap=_sum(gaps) if len(gaps) == len(rows) else None,
        assessed=sum(row.state is not ItemState.NOT_ASSESSED for row in rows),
        items=len(rows),
    )


def _sum(points: Iterable[Decimal | None]) -> Decimal | None:
    given = [each for each in points if each is not None]
    return sum(given, Decimal(0)) if given else None
