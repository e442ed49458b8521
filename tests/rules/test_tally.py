from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.message import DomainError
from inspection_app.rules.tally import Figures, Leaf, figures, group, state_after, total
from inspection_app.rules.terms import Assessed, ItemState

D = Decimal
POINTS = st.decimals(min_value=0, max_value=10, places=4)


@st.composite
def a_leaf(draw: st.DrawFn) -> Leaf:
    maximum = draw(POINTS)
    within = st.none() | st.decimals(min_value=0, max_value=maximum, places=4)
    how, state = draw(st.sampled_from(Assessed)), draw(st.sampled_from(ItemState))
    bonus = draw(st.booleans())
    return Leaf("1.1", maximum, how, state, draw(within), draw(within), draw(POINTS), bonus=bonus)


def leaf(
    state: ItemState, points: str | None = None, recoverable: str = "0", *, how: Assessed = Assessed.DOCUMENTS
) -> Leaf:
    return Leaf("1.1", D(2), how, state, None, None if points is None else D(points), D(recoverable))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (leaf(ItemState.MET, "2"), Figures(low=D(2), likely=D(2), high=D(2), assessed=1)),
        (leaf(ItemState.NOT_MET, "0"), Figures(lost=D(2), assessed=1)),
        (
            leaf(ItemState.PARTLY_MET, "1", "0.5"),
            Figures(low=D(1), likely=D(1), high=D("1.5"), at_risk=D("0.5"), lost=D("0.5"), assessed=1),
        ),
        (
            leaf(ItemState.PARTLY_MET, "1", "7"),
            Figures(low=D(1), likely=D(1), high=D(2), at_risk=D(1), assessed=1),
        ),
        (
            leaf(ItemState.AT_RISK, "1", "0.25"),
            Figures(likely=D(1), high=D("1.25"), at_risk=D("1.25"), lost=D("0.75"), assessed=1),
        ),
        (leaf(ItemState.LACKS_EVIDENCE, None, "1"), Figures(high=D(1), at_risk=D(1), lost=D(1), assessed=1)),
        (leaf(ItemState.NOT_ASSESSED), Figures(unassessed=D(2))),
        (leaf(ItemState.MET), Figures(unassessed=D(2))),
        (leaf(ItemState.NOT_APPLICABLE), Figures(excluded=D(2), assessed=1)),
        (leaf(ItemState.NOT_APPLICABLE, "2"), Figures(low=D(2), likely=D(2), high=D(2), assessed=1)),
        (leaf(ItemState.NOT_APPLICABLE, "2", "1"), Figures(low=D(2), likely=D(2), high=D(2), assessed=1)),
        (leaf(ItemState.NOT_INSPECTED), Figures(assumed=D(2), apart=1)),
        (leaf(ItemState.NOT_ASSESSED, how=Assessed.SURVEY), Figures(assumed=D(2), apart=1)),
        (leaf(ItemState.NOT_ASSESSED, how=Assessed.STATISTICS), Figures(assumed=D(2), apart=1)),
        (
            leaf(ItemState.NOT_INSPECTED, "1", how=Assessed.SURVEY),
            Figures(low=D(1), likely=D(1), high=D(1), lost=D(1), assessed=1),
        ),
    ],
)
def test_one_leaf(item: Leaf, expected: Figures) -> None:
    assert figures([item]) == replace(expected, maximum=D(2), leaves=1)


@given(st.lists(a_leaf(), max_size=20))
def test_figures_always_add_up(leaves: list[Leaf]) -> None:
    row = figures(leaves)
    assert 0 <= row.low <= row.likely <= row.high <= row.maximum + sum(each.maximum for each in leaves if each.bonus)
    assert row.at_risk == row.high - row.low
    assert row.low + row.at_risk + row.lost + row.unassessed + row.assumed + row.excluded == row.maximum
    assert row.assessed + row.apart <= row.leaves == len(leaves)


@given(st.lists(st.lists(a_leaf(), max_size=6), max_size=6))
def test_the_total_is_the_sum_of_the_leaves(parts: list[list[Leaf]]) -> None:
    assert total(map(figures, parts)) == figures(item for part in parts for item in part)


def test_bonus_points_come_on_top_and_penalties_go_below_zero() -> None:
    met = leaf(ItemState.MET, "2")
    bonus = replace(leaf(ItemState.PARTLY_MET, "1", "0.5"), bonus=True)
    penalty = Leaf("1.3", D(0), Assessed.DOCUMENTS, ItemState.NOT_MET, None, D("-1.5"), minimum=D(-2))
    row = figures([met, bonus, penalty])
    assert (row.maximum, row.low, row.likely, row.high) == (D(2), D("1.5"), D("1.5"), D("0.5") + D("1.5"))
    assert row.low + row.at_risk + row.lost == row.maximum
    unproven = figures([replace(penalty, state=ItemState.AT_RISK)])
    assert (unproven.low, unproven.likely) == (D(-2), D("-1.5"))
    assert figures([replace(bonus, points=None, state=ItemState.NOT_ASSESSED)]) == Figures(leaves=1)


def test_self_points_count_only_where_given() -> None:
    scored = replace(leaf(ItemState.NOT_ASSESSED), self_points=D("1.5"))
    assert figures([scored, leaf(ItemState.MET, "2")]).self_points == D("1.5")
    assert figures([]) == Figures()


@pytest.mark.parametrize(
    "change", [{"points": D("2.01")}, {"self_points": D(3)}, {"points": D(-1)}, {"recoverable": D(-1)}]
)
def test_impossible_points_are_refused(change: dict[str, Decimal]) -> None:
    with pytest.raises(DomainError, match=r"item 1\.1 lie between 0 and 2,00"):
        replace(leaf(ItemState.MET, "2"), **change)  # type: ignore[arg-type]


@given(a_leaf())
def test_figures_survive_json(item: Leaf) -> None:
    row = figures([item])
    assert msgspec.json.decode(msgspec.json.encode(row), type=Figures) == row


@pytest.mark.parametrize(
    ("percent", "letter"),
    [("100", "A"), ("90", "A"), ("89.995", "B"), ("83.32", "B"), ("80", "B"), ("79.99", "C"), ("0", "C")],
)
def test_group(percent: str, letter: str) -> None:
    assert group(D(percent)) == letter


@pytest.mark.parametrize(
    ("points", "state"),
    [
        ("1.00", ItemState.MET),
        ("0.99", ItemState.PARTLY_MET),
        ("0.0001", ItemState.PARTLY_MET),
        ("0", ItemState.NOT_MET),
    ],
)
def test_state_after(points: str, state: ItemState) -> None:
    assert state_after(D(1), D(points)) is state


def test_a_row_with_nothing_judged_has_no_points_rather_than_zero() -> None:
    assert Figures(maximum=Decimal(2), leaves=1).judged(Decimal(0)) is None
    assert Figures(maximum=Decimal(2), leaves=1, assessed=1).judged(Decimal(0)) == 0
