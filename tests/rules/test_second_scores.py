"""How a second score stands beside the team's."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_app.rules.second_scores import Judged, settled_standing, standing
from inspection_app.rules.terms import ItemState, SecondState

points = st.none() | st.integers(0, 200).map(lambda each: Decimal(each) / 100)
judged = st.builds(Judged, st.sampled_from(ItemState), points)


@settings(max_examples=100)
@given(judged, judged, judged)
def test_stale_before_anything_else(now: Judged, held_against: Judged, second: Judged) -> None:
    assert (standing(now, held_against, second) is SecondState.STALE) is (now != held_against)
    assert standing(now, now, second) is (SecondState.AGREED if second == now else SecondState.DIFFERS)


def test_the_same_points_with_another_result_differ() -> None:
    first, second = Judged(ItemState.MET, Decimal(2)), Judged(ItemState.AT_RISK, Decimal("2.00"))
    assert standing(first, first, second) is SecondState.DIFFERS
    assert standing(first, first, Judged(ItemState.MET, Decimal("2.00"))) is SecondState.AGREED


def test_a_settled_difference_is_stale_once_the_points_are_others() -> None:
    now = Judged(ItemState.MET, Decimal(2))
    assert settled_standing(now, Decimal("2.0")) is SecondState.SETTLED
    assert settled_standing(now, Decimal(1)) is SecondState.STALE
    assert settled_standing(Judged(ItemState.NOT_APPLICABLE, None), None) is SecondState.SETTLED
