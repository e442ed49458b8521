from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.message import DomainError
from inspection_app.rules.schedule import Visit, inside, overlap


def november(first: int, last: int) -> Visit:
    return Visit(date(2020, 11, first), date(2020, 11, last))


VISITS = st.builds(lambda days: november(*sorted(days)), st.tuples(st.integers(1, 30), st.integers(1, 30)))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [((3, 5), (5, 6), True), ((3, 5), (6, 7), False), ((3, 9), (4, 5), True), ((3, 3), (3, 3), True)],
)
def test_overlap(one: tuple[int, int], other: tuple[int, int], answer: bool) -> None:
    assert overlap(november(*one), november(*other)) is answer
    assert overlap(november(*other), november(*one)) is answer


@given(VISITS, VISITS)
def test_visits_overlap_when_they_share_a_day(one: Visit, other: Visit) -> None:
    days = [set(range(visit.start.day, visit.end.day + 1)) for visit in (one, other)]
    assert overlap(one, other) is bool(days[0] & days[1])


def test_inside_counts_both_ends() -> None:
    start, end = date(2020, 11, 2), date(2020, 11, 27)
    assert inside(november(2, 27), start, end)
    assert not inside(november(1, 3), start, end)
    assert not inside(november(26, 28), start, end)


def test_a_visit_does_not_end_before_it_begins() -> None:
    with pytest.raises(DomainError, match="ends before"):
        november(5, 4)
