"""Reminders: three days before, the day before, every week after; none is lost when a day is missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules import reminders
from inspection_app.rules.mail_address import is_address

ON = date(2020, 11, 20)


@pytest.mark.parametrize(
    ("left", "step"),
    [
        (4, ""),
        (3, "3 days"),
        (2, "3 days"),
        (1, "1 day"),
        (0, "1 day"),
        (-1, "overdue 1"),
        (-7, "overdue 1"),
        (-8, "overdue 2"),
        (-15, "overdue 3"),
    ],
)
def test_each_day_has_its_step(left: int, step: str) -> None:
    assert reminders.step(ON, ON - timedelta(days=left)) == step


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_step_never_comes_back(first: int, later: int) -> None:
    """Whoever looks on any days, in order, sees each step in one run of days."""
    start = ON - timedelta(days=30)
    steps = [reminders.step(ON, start + timedelta(days=day)) for day in range(first, first + later)]
    runs = [step for place, step in enumerate(steps) if place == 0 or steps[place - 1] != step]
    assert len(set(runs)) == len(runs)


@given(st.integers(-400, 400))
def test_what_is_overdue_is_told_so_and_nothing_else(left: int) -> None:
    today = ON - timedelta(days=left)
    assert reminders.step(ON, today).startswith("overdue") == reminders.overdue(ON, today) == (left < 0)
    assert bool(reminders.step(ON, today)) == (reminders.horizon(today) >= ON)


@pytest.mark.parametrize("text", ["an@stp.gov.vn", "nguyen.van-an+kt@so-tu-phap.angiang.gov.vn", "a@b.c"])
def test_addresses_of_offices(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "an",
        "an@stp",
        "@stp.gov.vn",
        "an@.vn",
        "an..b@stp.vn",
        ".an@stp.vn",
        "an@stp.vn\nBcc: x@y.vn",
        "an b@stp.vn",
        "ân@stp.vn",
        "an@stp.vn,b@stp.vn",
        "<an@stp.vn>",
        "an@-stp.vn",
        "a@b.vn" + "n" * 250,
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


@given(st.text(alphabet='ab.@-_<>\n\r ,"ệ'))
def test_no_address_ends_a_header_early(text: str) -> None:
    if is_address(text):
        assert text.isprintable()
        assert not set(text) & set('<> ,"')
        assert text.count("@") == 1
