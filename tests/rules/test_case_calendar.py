"""Months, where they open, and what looks odd on them."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from inspection_app.rules import case_calendar
from inspection_app.rules.case_calendar import Case
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Event
from inspection_app.rules.workdays import WorkCalendar

PLAIN = WorkCalendar()
TEAM, PERSON = uuid4(), uuid4()


def case(agency: str, first: int, last: int, *, team: UUID | None = TEAM, **told: Any) -> Case:
    visit = Visit(date(2020, 11, first), date(2020, 11, last))
    return Case(uuid4(), agency, "14/KH-BCĐ", team, "Đoàn 1", told.pop("people", {PERSON: "Lê Mẫu"}), visit, **told)


def said(*cases: Case, office: WorkCalendar = PLAIN) -> list[str]:
    return [str(sentence) for sentence in case_calendar.odd(cases, office)]


def test_a_month_has_whole_weeks_with_what_is_on() -> None:
    entries = case_calendar.entries_of([case("Sở A", 12, 13, due={Event.RESULT: date(2020, 11, 27)})])
    weeks = case_calendar.month(2020, 11, entries, PLAIN, {date(2020, 11, 6): "Nghỉ bù"})
    assert {len(week) for week in weeks} == {7}
    assert weeks[0][0].date == date(2020, 10, 26)
    assert not weeks[0][0].inside
    days = {day.date.day: day for week in weeks for day in week if day.inside}
    assert len(days) == 30
    assert [number for number, day in days.items() if day.entries] == [12, 13, 27]
    assert (days[6].name, days[7].is_open, days[9].is_open) == ("Nghỉ bù", False, True)


def test_a_holiday_is_named() -> None:
    weeks = case_calendar.month(2020, 9, [], PLAIN, {})
    day = next(day for week in weeks for day in week if day.date == date(2020, 9, 2))
    assert (day.is_open, "Quốc khánh" in day.name) == (False, True)


def test_the_calendar_opens_where_something_is_on() -> None:
    entries = case_calendar.entries_of([case("Sở A", 12, 12)])
    november = date(2020, 11, 1)
    assert case_calendar.nearest_month(entries, date(2020, 9, 15)) == november
    assert case_calendar.nearest_month(entries, date(2020, 11, 30)) == november
    assert case_calendar.nearest_month(entries, date(2026, 1, 5)) == november
    assert case_calendar.nearest_month([], date(2026, 1, 5)) == date(2026, 1, 1)


def test_usual_visits_are_not_odd() -> None:
    assert said(case("Sở A", 12, 13), case("Sở B", 16, 16)) == []


def test_a_team_or_a_person_at_two_places_is_odd() -> None:
    assert said(case("Sở A", 12, 13), case("Sở B", 13, 13)) == ["Đoàn 1 is at Sở A and at Sở B on 13/11/2020."]
    other = case("Sở B", 13, 13, team=uuid4())
    assert said(case("Sở A", 12, 13), other) == ["Lê Mẫu is at Sở A and at Sở B on 13/11/2020."]
    assert said(case("Sở A", 12, 13), case("Sở B", 13, 13, team=uuid4(), people={uuid4(): "Ai Khác"})) == []


def test_a_day_on_which_the_office_is_closed_is_odd() -> None:
    assert said(case("Sở A", 13, 14)) == ["Sở A: the office is closed on days of the visit: 14/11/2020."]
    assert said(case("Sở A", 13, 14), office=WorkCalendar(worked=frozenset({date(2020, 11, 14)}))) == []
    late = case("Sở A", 12, 12, due={Event.SELF_ASSESSMENT: date(2020, 11, 8)})
    assert said(late) == ["Sở A: «Self-assessment due» falls on 08/11/2020, when the office is closed."]
