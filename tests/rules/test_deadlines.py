"""Last days of a case: working days always, later only by hand, and a sentence for whoever is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_app.rules import deadlines
from inspection_app.rules.deadlines import RUNNING, Terms
from inspection_app.rules.message import DomainError
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Due, Stage
from inspection_app.rules.workdays import WorkCalendar

PLAIN = WorkCalendar()
USUAL = Terms(5, 3, 5, 1, 10, 15)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CORRECTIONS = st.frozensets(st.dates(date(2020, 1, 1), date(2020, 12, 31)), max_size=20)


@settings(deadline=None)  # the first call reads the holidays of a year
@given(DAYS, st.integers(0, 10), st.integers(1, 40), st.integers(1, 40), CORRECTIONS)
def test_what_follows_from_a_visit_falls_on_working_days(
    start: date, length: int, before: int, after: int, off: frozenset[date]
) -> None:
    office, visit = WorkCalendar(off=off), Visit(start, start + timedelta(days=length))
    terms = Terms(before + 1, before, 5, 1, after, 15)
    found = deadlines.of_visit(visit, terms, office)
    assert all(office.is_workday(day) for day in found.values())
    assert found[Due.SELF_ASSESSMENT] < visit.start
    assert found[Due.RESULT] > visit.end
    assert office.is_workday(deadlines.notice_by(start, before + 1, office))
    assert deadlines.notice_by(start, before + 1, office) < found[Due.SELF_ASSESSMENT]


def test_the_usual_days_by_hand() -> None:
    """A visit on Thursday 12/11/2020."""
    found = deadlines.of_visit(Visit(date(2020, 11, 12), date(2020, 11, 12)), USUAL, PLAIN)
    assert found == {Due.SELF_ASSESSMENT: date(2020, 11, 9), Due.RESULT: date(2020, 11, 26)}
    assert deadlines.notice_by(date(2020, 11, 12), 5, PLAIN) == date(2020, 11, 5)


def test_nobody_answers_before_being_told() -> None:
    with pytest.raises(DomainError) as refused:
        Terms(3, 3, 5, 1, 10, 15)
    assert refused.value.field == "self_assessment_days"


FRIDAY, MONDAY = date(2020, 11, 13), date(2020, 11, 16)


@pytest.mark.parametrize("due", list(Due))
@pytest.mark.parametrize("stage", list(Stage))
def test_only_what_runs_is_extended(due: Due, stage: Stage) -> None:
    if stage in RUNNING[due]:
        deadlines.check_extension(due, stage, (FRIDAY, MONDAY), PLAIN)
    else:
        with pytest.raises(DomainError, match="not running"):
            deadlines.check_extension(due, stage, (FRIDAY, MONDAY), PLAIN)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, MONDAY, "not running"),
        (MONDAY, MONDAY, "after 16/11/2020"),
        (MONDAY, FRIDAY, "after 16/11/2020"),
        (FRIDAY, date(2020, 11, 14), "not a working day"),
    ],
)
def test_a_new_last_day_is_a_later_working_day(old: date | None, new: date, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        deadlines.check_extension(Due.EXPLANATION, Stage.EXPLANATION, (old, new), PLAIN)


def test_the_last_day_itself_is_in_time() -> None:
    deadlines.check_in_time(None, FRIDAY, "Lê Mẫu")
    deadlines.check_in_time(FRIDAY, FRIDAY, "Lê Mẫu")
    with pytest.raises(DomainError, match=r"13/11/2020.*Lê Mẫu.*coordinator"):
        deadlines.check_in_time(FRIDAY, MONDAY, "Lê Mẫu")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2020, 11, 11), "2 working days left"),
        (FRIDAY, "due today"),
        (date(2020, 11, 14), "overdue by 0 working days"),
        (MONDAY, "overdue by 1 working days"),
    ],
)
def test_time_left_is_told_in_working_days(today: date, said: str) -> None:
    assert str(deadlines.left(FRIDAY, today, PLAIN)) == said
