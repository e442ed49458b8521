"""Visits and deadlines of cases on a calendar: what falls on which day, and what looks odd."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from inspection_app.rules.labels import label
from inspection_app.rules.message import Message
from inspection_app.rules.numerals import date_text
from inspection_app.rules.schedule import Visit, overlap
from inspection_app.rules.terms import Event
from inspection_app.rules.workdays import WorkCalendar, holiday_name


@dataclass(frozen=True)
class Case:
    """One inspection as a calendar takes it; `due` are the last days this reader may know."""

    id: UUID
    agency: str
    round: str
    team_id: UUID | None
    team: str
    people: Mapping[UUID, str]
    visit: Visit | None
    due: Mapping[Event, date] = field(default_factory=dict)
    opens: bool = True  # the reader may open the case itself


@dataclass(frozen=True)
class Entry:
    """Something on the calendar, from its first to its last day."""

    event: Event
    case: Case
    start: date
    end: date


@dataclass(frozen=True)
class Day:
    """A square of the month: whether the office is open, what the day is called, and what is on."""

    date: date
    inside: bool  # of the month
    is_open: bool
    name: str
    entries: tuple[Entry, ...]


def entries_of(cases: Iterable[Case]) -> list[Entry]:
    """Everything that stands in the calendar, by day."""
    found = []
    for case in cases:
        if case.visit:
            found.append(Entry(Event.VISIT, case, case.visit.start, case.visit.end))
        found += [Entry(event, case, day, day) for event, day in case.due.items()]
    order = list(Event)
    return sorted(found, key=lambda each: (each.start, order.index(each.event), each.case.agency))


def month(
    year: int, number: int, entries: Sequence[Entry], office: WorkCalendar, names: Mapping[date, str]
) -> list[list[Day]]:
    """The weeks of a month, Monday first; `names` are the office's own words for its days."""

    def square(day: date) -> Day:
        here = tuple(each for each in entries if each.start <= day <= each.end)
        called = names.get(day) or holiday_name(day)
        return Day(day, day.month == number, office.is_workday(day), called, here)

    return [[square(day) for day in week] for week in Calendar().monthdatescalendar(year, number)]


def nearest_month(entries: Sequence[Entry], today: date) -> date:
    """The month to open at: this one, or the next that has something, or the last that had."""
    this = today.replace(day=1)
    later = [each.start for each in entries if each.end >= this]
    earlier = [each.start for each in entries]
    return max(min(later), this).replace(day=1) if later else max(earlier, default=this).replace(day=1)


def odd(cases: Sequence[Case], office: WorkCalendar) -> list[Message]:
    """What is allowed and yet looks like a slip: two visits at once, or a day on which the office is closed."""
    found = [sentence for one, other in combinations(cases, 2) for sentence in _both(one, other)]
    for case in cases:
        closed = [day for day in _days(case.visit) if not office.is_workday(day)]
        if closed:
            days = ", ".join(map(date_text, closed))
            found.append(
                Message(
                    "%(agency)s: the office is closed on days of the visit: %(days)s.", agency=case.agency, days=days
                )
            )
        found += [_closed_on(case, event, day) for event, day in case.due.items() if not office.is_workday(day)]
    return found


def _closed_on(case: Case, event: Event, day: date) -> Message:
    return Message(
        "%(agency)s: «%(what)s» falls on %(day)s, when the office is closed.",
        agency=case.agency,
        what=label(event),
        day=date_text(day),
    )


def _both(one: Case, other: Case) -> list[Message]:
    if one.visit is None or other.visit is None or not overlap(one.visit, other.visit):
        return []
    told = {"one": one.agency, "other": other.agency, "day": date_text(max(one.visit.start, other.visit.start))}
    if one.team_id is not None and one.team_id == other.team_id:
        return [Message("%(team)s is at %(one)s and at %(other)s on %(day)s.", team=one.team, **told)]
    twice = [name for user_id, name in one.people.items() if user_id in other.people]
    return [Message("%(name)s is at %(one)s and at %(other)s on %(day)s.", name=name, **told) for name in twice]


def _days(visit: Visit | None) -> list[date]:
    if visit is None:
        return []
    return [visit.start + timedelta(days=each) for each in range((visit.end - visit.start).days + 1)]
