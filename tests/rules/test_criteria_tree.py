"""Whatever is done to a draft, its tree stays sound, and its sums are those of its lines."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules import criteria_tree as tree
from inspection_app.rules.criteria_lines import CODE
from inspection_app.rules.criteria_sums import Weight, balances
from inspection_app.rules.criteria_tree import Place
from inspection_app.rules.message import DomainError

TABLE = [Place(code.replace(".", "-"), code) for code in ("1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1")]
numbers = st.integers(0, 30)
edits = st.lists(st.tuples(st.sampled_from(["add", "type", "move", "remove"]), numbers, numbers), max_size=30)


def codes(places: Sequence[Place]) -> list[str]:
    return [each.code for each in places]


def sound(places: Sequence[Place]) -> None:
    """Each code once, each key once, each line right among those of its parent."""
    assert len(set(codes(places))) == len(places) == len({each.key for each in places})
    seen: list[str] = []
    for each in places:
        assert CODE.fullmatch(each.code)
        parent = tree.above(each.code)
        assert parent is None or parent in seen
        if parent and tree.above(seen[-1]) != parent:
            assert tree.is_under(seen[-1], parent)  # nothing of another branch stands in between
        seen.append(each.code)


def edited(places: list[Place], edit: tuple[str, int, int], key: str) -> list[Place]:
    """One edit more, as a person would make it; what is refused changes nothing."""
    what, first, second = edit
    one = places[first % len(places)] if places else None
    other = places[second % len(places)].code if places else ""
    try:
        if what == "add" or one is None:
            parent = other if second % 3 else None
            return tree.added(places, Place(key, tree.next_code(codes(places), parent or None)))
        if what == "type":
            return tree.recoded(places, one.key, f"{other}.{first + 1}" if second % 2 else str(first + 1))
        return tree.moved(places, one.key, (-1, 1)[second % 2]) if what == "move" else tree.removed(places, one.key)
    except DomainError:
        return places


@given(edits)
def test_any_sequence_of_edits_keeps_the_tree_sound(done: list[tuple[str, int, int]]) -> None:
    places = list(TABLE)
    for number, edit in enumerate(done):
        if edit[0] == "add" and places and places[edit[2] % len(places)].code.count(".") == 3:
            continue  # a form offers no line below the deepest level
        before = {each.key for each in places}
        places = edited(places, edit, f"new{number}")
        sound(places)
        if edit[0] in {"type", "move"} and before:
            assert {each.key for each in places} == before


@given(st.integers(0, 6), st.sampled_from([-1, 1]))
def test_moving_there_and_back_changes_nothing(at: int, step: int) -> None:
    there = tree.moved(TABLE, TABLE[at].key, step)
    if there != TABLE:
        assert tree.moved(there, TABLE[at].key, -step) == TABLE


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4000), st.booleans()), min_size=1, max_size=30))
def test_the_sums_told_are_the_real_ones(grown: list[tuple[int, int, bool]]) -> None:
    places: list[Place] = []
    for number, (at, _points, _bonus) in enumerate(grown):
        near = places[at % len(places)].code if places and at else None
        parent = near if near and near.count(".") < 3 else None
        places = tree.added(places, Place(str(number), tree.next_code(codes(places), parent)))
    told = {each.key: grown[int(each.key)] for each in places}
    weights = [Weight(each.code, Decimal(told[each.key][1]) / 100, told[each.key][2]) for each in places]
    found = balances(weights, Decimal(100))
    assert set(found) == {None} | {tree.above(each.code) for each in places}
    for code, balance in found.items():
        below = [each for each in weights if tree.above(each.code) == code]
        assert balance.found == sum((each.maximum for each in below if not each.bonus), Decimal(0))
        assert balance.bonus == sum((each.maximum for each in below if each.bonus), Decimal(0))
        assert balance.found + balance.missing == balance.wanted
    stated = {each.code: each.maximum for each in weights} | {None: Decimal(100)}
    assert all(balance.wanted == stated[code] for code, balance in found.items())


def test_another_code_takes_its_place_among_its_siblings() -> None:
    assert codes(tree.recoded(TABLE, "1-1", "2.5")) == ["1", "1.2", "2", "2.1", "2.5", "2.5.1", "2.5.2"]
    assert codes(tree.recoded(TABLE, "2", "1.3")) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.3", "1.3.1"]
    assert codes(tree.added(TABLE, Place("x", "1.1.3"))) == ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2", "2", "2.1"]


def test_siblings_stay_in_the_order_in_which_they_were_imported() -> None:
    odd = [Place(code, code) for code in ("2", "1", "1.2", "1.1")]
    assert codes(tree.removed(odd, "1.2")) == ["2", "1", "1.1"]
    assert codes(tree.moved(odd, "1.1", -1)) == ["2", "1", "1.2", "1.1"]  # now the other two lines
    assert [each.key for each in tree.moved(odd, "1.1", -1)] == ["2", "1", "1.1", "1.2"]


@pytest.mark.parametrize("code", ["1.1", "1.1.1", "3.1", "1.2.1.1", "1.1.1.1"])
def test_a_code_that_is_taken_or_hangs_in_the_air_is_refused(code: str) -> None:
    with pytest.raises(DomainError) as caught:
        tree.recoded(TABLE, "1-2" if code != "1.1.1.1" else "1-1", code)
    assert caught.value.field == "code"
