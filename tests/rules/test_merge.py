from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.merge import Clash, merge, undo

RECORD = st.fixed_dictionaries(dict.fromkeys("abc", st.integers(0, 3)))
BASE = {"text": "cũ", "cause": "", "points": 1}


def test_different_fields_merge_silently() -> None:
    merged = merge(BASE, BASE | {"text": "mới"}, BASE | {"points": 2})
    assert merged.values == {"text": "mới", "cause": "", "points": 2}
    assert merged.clashes == {}


def test_the_same_field_with_two_values_loses_neither() -> None:
    merged = merge(BASE, BASE | {"points": 0, "cause": "mới"}, BASE | {"points": 2})
    assert merged.values == {"text": "cũ", "cause": "mới", "points": 2}
    assert merged.clashes == {"points": Clash(1, 0, 2)}


def test_a_field_left_out_is_a_field_not_touched() -> None:
    assert merge(BASE, {"text": "mới"}, BASE | {"points": 2}).values == {"text": "mới", "cause": "", "points": 2}


@given(RECORD, RECORD)
def test_one_side_alone_wins(base: dict[str, int], changed: dict[str, int]) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert merged.values == changed
        assert merged.clashes == {}


@given(RECORD, RECORD, RECORD)
def test_sides_may_be_swapped_up_to_clashes(base: dict[str, int], mine: dict[str, int], theirs: dict[str, int]) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.clashes.keys() == other.clashes.keys()
    for name, value in one.values.items():
        if name in one.clashes:
            assert one.clashes[name] == Clash(base[name], mine[name], theirs[name])
            assert (value, other.values[name]) == (theirs[name], mine[name])
        else:
            assert value == other.values[name]


@given(st.lists(RECORD, min_size=1, max_size=8))
def test_undo_walks_back_to_the_base(history: list[dict[str, int]]) -> None:
    steps = pairwise(history)
    changes = [{name: (old[name], new[name]) for name in old if old[name] != new[name]} for old, new in steps]
    assert undo(history[-1], reversed(changes)) == history[0]
