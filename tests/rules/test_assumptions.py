from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.assumptions import Range, check, whole
from inspection_app.rules.message import DomainError
from inspection_app.rules.tally import Figures

D = Decimal
POINTS = st.decimals(min_value=0, max_value=5, places=2)


@st.composite
def stated(draw: st.DrawFn) -> tuple[Range, Decimal]:
    low, likely, high, maximum = sorted(draw(st.lists(POINTS, min_size=4, max_size=4)))
    return Range(low, likely, high), maximum


@given(st.lists(stated(), max_size=8))
def test_the_whole_keeps_its_order(known: list[tuple[Range, Decimal]]) -> None:
    for each, maximum in known:
        check(each, maximum)
    apart = sum((maximum for _, maximum in known), D(0))
    found = whole(Figures(maximum=10 + apart, low=D(4), likely=D(6), high=D(9), assumed=apart), known)
    assert found.range.low <= found.range.likely <= found.range.high <= found.maximum
    assert found.missing == 0
    assert found.range.likely - 6 == sum((each.likely for each, _ in known), D(0))


@pytest.mark.parametrize(
    ("low", "likely", "high", "field"),
    [("2", "1", "3", "likely"), ("1", "3", "2", "high"), ("1", "2", "6", "high"), ("-1", "2", "3", "low")],
)
def test_a_range_out_of_order_is_refused_beside_its_field(low: str, likely: str, high: str, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        check(Range(D(low), D(likely), D(high)), D(5))
    assert refused.value.field == field


def test_no_group_is_told_while_points_are_missing() -> None:
    row = Figures(maximum=D(100), low=D(70), likely=D(78), high=D(85), assumed=D(10), unassessed=D(2))
    half = whole(row, [(Range(D(5), D(8), D(9)), D(10))])
    assert (half.missing, half.groups) == (D(2), None)
    full = whole(
        Figures(maximum=D(100), low=D(70), likely=D(78), high=D(85), assumed=D(10)), [(Range(D(5), D(8), D(9)), D(10))]
    )
    assert full.groups == ("C", "B", "A")
