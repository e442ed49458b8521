from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.workdays import WorkCalendar, holiday_name

PLAIN = WorkCalendar()
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2020, 11, 6), True),  # a Friday
        (date(2020, 11, 7), False),  # a Saturday
        (date(2020, 9, 2), False),  # Quốc khánh
        (date(2020, 1, 27), False),  # mùng Ba Tết
        (date(2020, 4, 2), False),  # Giỗ Tổ Hùng Vương
    ],
)
def test_the_office_is_open_on_working_days(day: date, *, open_: bool) -> None:
    assert PLAIN.is_workday(day) is open_


def test_the_office_corrects_the_calendar() -> None:
    own = WorkCalendar(off=frozenset({date(2020, 11, 6)}), worked=frozenset({date(2020, 11, 7)}))
    assert not own.is_workday(date(2020, 11, 6))
    assert own.is_workday(date(2020, 11, 7))
    assert own.after(date(2020, 11, 5), 1) == date(2020, 11, 7)


def test_days_are_counted_over_a_weekend_both_ways() -> None:
    assert PLAIN.after(date(2020, 11, 5), 3) == date(2020, 11, 10)
    assert PLAIN.after(date(2020, 11, 10), -3) == date(2020, 11, 5)
    assert PLAIN.between(date(2020, 11, 5), date(2020, 11, 10)) == 3


def test_a_holiday_has_its_name() -> None:
    assert "Quốc khánh" in holiday_name(date(2020, 9, 2))
    assert holiday_name(date(2020, 9, 8)) == ""


@given(DAYS, st.integers(1, 40))
def test_counting_on_and_back_again(day: date, count: int) -> None:
    later = PLAIN.after(day, count)
    assert PLAIN.is_workday(later)
    assert PLAIN.between(day, later) == count
    assert PLAIN.after(later, -count) <= day + timedelta(days=1)
