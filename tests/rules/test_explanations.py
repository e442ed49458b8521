"""Where an answer is expected, when a verdict is seen, and that an accepted explanation never costs points."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.explanations import check_restored, expected, verdict_shown
from inspection_app.rules.message import DomainError

POINTS = st.decimals(0, 3, places=2) | st.none()
NOW = datetime(2020, 11, 12, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("self_points", "shown", "shortcomings", "asked"),
    [
        ("1", "0.5", 0, True),
        ("1", "1", 0, False),
        ("0.5", "1", 0, False),
        ("1", None, 0, False),
        (None, "0", 0, False),
        (None, None, 1, True),
        ("1", "1", 2, True),
    ],
)
def test_an_answer_is_expected(self_points: str | None, shown: str | None, shortcomings: int, *, asked: bool) -> None:
    given_, got = (Decimal(each) if each is not None else None for each in (self_points, shown))
    assert expected(given_, got, shortcomings) is asked


@given(POINTS, POINTS)
def test_points_stay_or_grow(before: Decimal | None, after: Decimal | None) -> None:
    if before is None or (after is not None and after >= before):
        check_restored(before, after)
    else:
        with pytest.raises(DomainError):
            check_restored(before, after)


def test_a_verdict_is_seen_after_the_next_publishing() -> None:
    later = NOW + timedelta(seconds=1)
    assert verdict_shown(NOW, later)
    assert verdict_shown(NOW, NOW)
    assert not verdict_shown(later, NOW)
    assert not verdict_shown(None, NOW)
    assert not verdict_shown(NOW, None)
