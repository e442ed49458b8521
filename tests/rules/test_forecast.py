"""The forecast's own rules: what-if stays inside the range, and the ranking is one order."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.forecast import (
    Remedy,
    Risk,
    by_agency_and_field,
    chosen,
    days_left,
    judged,
    place,
    ranked,
    shade,
    share_won,
)
from inspection_app.rules.tally import Figures, Leaf, figures, total
from inspection_app.rules.terms import Assessed, ItemState
from inspection_app.rules.what_if import Supposed, what_if

D = Decimal
POINTS = st.decimals(min_value=0, max_value=10, places=4)
DAY = date(2020, 12, 15)
DEADLINES = st.none() | st.dates(min_value=date(2020, 11, 1), max_value=date(2020, 12, 31))
PARTS = st.lists(st.integers(min_value=1, max_value=12), min_size=2, max_size=3)
CODES = PARTS.map(lambda parts: ".".join(map(str, parts)))


@dataclass(frozen=True)
class Sheet:
    """Leaves with different codes, and open remedies at some of them; each leaf knows the sum of its own."""

    leaves: list[Leaf]
    remedies: list[Remedy]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(each.key for each in self.remedies)


@st.composite
def a_leaf(draw: st.DrawFn, code: str, remedies: list[Remedy]) -> Leaf:
    maximum = draw(POINTS)
    points = draw(st.none() | st.decimals(min_value=0, max_value=maximum, places=4))
    recoverable = sum((each.recoverable for each in remedies if each.code == code), D(0))
    how, state = draw(st.sampled_from(Assessed)), draw(st.sampled_from(ItemState))
    return Leaf(code, maximum, how, state, None, points, recoverable)


@st.composite
def a_sheet(draw: st.DrawFn) -> Sheet:
    codes = draw(st.lists(CODES, unique=True, min_size=1, max_size=8))
    hung = draw(st.lists(st.tuples(st.sampled_from(codes), POINTS, DEADLINES), max_size=8))
    remedies = [Remedy(f"{number:08x}", *each) for number, each in enumerate(hung)]
    return Sheet([draw(a_leaf(code, remedies)) for code in codes], remedies)


def some(data: st.DataObject, keys: frozenset[str]) -> frozenset[str]:
    return data.draw(st.frozensets(st.sampled_from(sorted(keys)))) if keys else frozenset()


def leaf(code: str, state: ItemState = ItemState.PARTLY_MET, points: str | None = "1", recoverable: str = "0") -> Leaf:
    given = None if points is None else D(points)
    return Leaf(code, D(4), Assessed.DOCUMENTS, state, None, given, D(recoverable))


# --- what-if ---


@given(a_sheet(), st.data())
def test_what_if_stays_inside_the_range(sheet: Sheet, data: st.DataObject) -> None:
    row = figures(sheet.leaves)
    assert row.low <= row.likely <= what_if(sheet.leaves, sheet.remedies, Supposed(some(data, sheet.keys))) <= row.high


@given(a_sheet(), st.data())
def test_ticking_more_never_lowers(sheet: Sheet, data: st.DataObject) -> None:
    fewer = some(data, sheet.keys)
    more = fewer | some(data, sheet.keys)
    assert what_if(sheet.leaves, sheet.remedies, Supposed(fewer)) <= what_if(
        sheet.leaves, sheet.remedies, Supposed(more)
    )


@given(a_sheet())
def test_nothing_ticked_is_likely_and_everything_is_high(sheet: Sheet) -> None:
    row = figures(sheet.leaves)
    assert what_if(sheet.leaves, sheet.remedies, Supposed(frozenset())) == row.likely
    assert what_if(sheet.leaves, sheet.remedies, Supposed({"unknown"})) == row.likely
    assert what_if(sheet.leaves, sheet.remedies, Supposed(sheet.keys)) == row.high


@given(a_sheet(), st.data())
def test_the_fields_add_up_to_the_total(sheet: Sheet, data: st.DataObject) -> None:
    ticked = some(data, sheet.keys)
    fields = {each.code.split(".")[0] for each in sheet.leaves}
    parts = [[each for each in sheet.leaves if each.code.split(".")[0] == field] for field in fields]
    moved = [what_if(part, sheet.remedies, Supposed(ticked)) for part in parts]
    assert sum(moved, D(0)) == what_if(sheet.leaves, sheet.remedies, Supposed(ticked))


def test_two_remedies_win_no_more_than_the_maximum() -> None:
    leaves = [leaf("1.1", points="1", recoverable="5")]
    remedies = [Remedy("a", "1.1", D(2), None), Remedy("b", "1.1", D(3), None)]
    moved = [what_if(leaves, remedies, Supposed(ticked)) for ticked in ({"a"}, {"b"}, {"a", "b"})]
    assert moved == [D(3), D(4), D(4)]


# --- the ranking ---


@given(a_sheet())
def test_the_ranking_is_one_order(sheet: Sheet) -> None:
    risks = ranked(sheet.leaves, sheet.remedies)
    assert all(place(one) < place(other) for one, other in pairwise(risks))
    assert risks == ranked(reversed(sheet.leaves), sheet.remedies)


@given(a_sheet())
def test_every_point_at_risk_is_in_the_ranking(sheet: Sheet) -> None:
    risks = ranked(sheet.leaves, sheet.remedies)
    assert sum((each.winnable for each in risks), D(0)) == figures(sheet.leaves).at_risk


def test_points_come_before_days_and_days_before_the_table() -> None:
    leaves = [leaf("1.10", recoverable="1"), leaf("1.9", recoverable="1"), leaf("1.2", recoverable="1")]
    leaves += [leaf("2.1", ItemState.AT_RISK, "2"), leaf("3.1"), leaf("4.1", ItemState.MET, "4")]
    remedies = [Remedy("a", "1.10", D("0.5"), DAY), Remedy("b", "1.10", D("0.5"), DAY - timedelta(9))]
    remedies += [Remedy("c", "1.9", D(1), DAY), Remedy("d", "1.2", D(1), None)]
    risks = ranked(leaves, remedies)
    assert [each.leaf.code for each in risks] == ["2.1", "1.10", "1.9", "1.2", "3.1"]
    assert [each.winnable for each in risks] == [D(2), D(1), D(1), D(1), D(0)]
    assert risks[1].deadline == DAY - timedelta(9)
    assert Risk(leaves[0], ()).deadline is None


@pytest.mark.parametrize(
    ("deadline", "left"), [(None, None), (DAY, 0), (DAY - timedelta(3), -3), (DAY.replace(day=31), 16)]
)
def test_days_left(deadline: date | None, left: int | None) -> None:
    assert days_left(deadline, DAY) == left


# --- the map ---


@pytest.mark.parametrize(
    ("share", "expected"),
    [("0", 0), ("49.99", 0), ("50", 1), ("70", 2), ("79.99", 2), ("80", 3), ("90", 4), ("100", 4)],
)
def test_shade(share: str, expected: int) -> None:
    assert shade(D(share)) == expected


def test_a_share_is_of_what_was_judged() -> None:
    row = figures(
        [leaf("1.1"), leaf("1.2", ItemState.NOT_ASSESSED), leaf("1.3", ItemState.NOT_APPLICABLE, points=None)]
    )
    assert (judged(row), share_won(row)) == (D(4), D(25))
    assert share_won(Figures()) is None


@given(a_sheet())
def test_the_cells_add_up_to_the_total(sheet: Sheet) -> None:
    cells = by_agency_and_field((f"S{len(each.code)}", each) for each in sheet.leaves)
    assert total(cells.values()) == figures(sheet.leaves)
    assert {field for _agency, field in cells} == {each.code.split(".")[0] for each in sheet.leaves}


def test_only_known_keys_are_chosen() -> None:
    known = [Remedy("a", "1.1", D(1), None), Remedy("b", "1.1", D(1), None)]
    assert chosen(known, {"b", "c", "'; --"}, every="all") == {"b"}
    assert chosen(known, {"all"}, every="all") == {"a", "b"}
