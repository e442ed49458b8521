"""Taking a round over to a later table: what matches, what becomes of a score, and that nothing is ever lost."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_app.rules.remap import Held, plan
from inspection_app.rules.remap_match import How, Place, matched
from inspection_app.rules.remap_scores import Fate, Score, carry
from inspection_app.rules.rule_params import parse_rule
from inspection_app.rules.terms import Assessed, ItemState, RuleKind

MET, PARTLY, AT_RISK = ItemState.MET, ItemState.PARTLY_MET, ItemState.AT_RISK
LADDER = "100=1; 80=0.5; 0=0"


def place(code: str = "1.1", name: str = "Kế hoạch", rule: str = "ladder", params: str = LADDER, **told: Any) -> Place:
    maximum, assessed_by = Decimal(told.get("maximum", 2)), told.get("assessed_by", Assessed.DOCUMENTS)
    key = told.get("key", f"{code} {name}")
    return Place(key, code, name, maximum, assessed_by, parse_rule(RuleKind(rule), params))


def score(value: str | None, points: str | None, state: ItemState = PARTLY, **inputs: str) -> Score:
    return Score(state, Decimal(value) if value else None, Decimal(points) if points else None, inputs)


# --- matching ---


def test_code_and_name_go_before_the_name_and_the_name_before_the_code() -> None:
    olds = [place("1.1", "Kế hoạch"), place("1.2", "Báo cáo"), place("1.3", "Sáng kiến"), place("1.4", "Bỏ hẳn")]
    news = [place("1.1", "KE HOACH"), place("1.3", "Báo cáo"), place("1.2", "Tên khác"), place("1.9", "Mới")]
    found = matched(olds, news)
    told = [(found[old.key].how, found[old.key].new) for old in olds]
    assert told == [(How.SAME, news[0]), (How.NAME, news[1]), (How.NONE, None), (How.NONE, None)]


def test_a_name_that_stands_twice_is_no_match() -> None:
    olds = [place("1.1", "Báo cáo"), place("1.2", "Báo cáo")]
    assert {each.how for each in matched(olds, [place("2.1", "Báo cáo")]).values()} == {How.NONE}


def test_a_code_alone_is_only_proposed() -> None:
    assert matched([place("1.1", "Cũ")], [place("1.1", "Mới")])["1.1 Cũ"].how is How.CODE


# --- scores ---


@pytest.mark.parametrize(
    ("new", "before", "fate", "points"),
    [
        ({}, score("85", "1"), Fate.KEPT, "1"),
        ({"maximum": 4}, score("85", "1"), Fate.RECOMPUTED, "2"),
        ({"params": "90=1; 0=0"}, score("85", "1"), Fate.RECOMPUTED, "0"),
        ({"params": "90=1; 80=0.5; 0=0"}, score("85", "1"), Fate.KEPT, "1"),
        ({"rule": "ratio", "params": "floor=50"}, score("85", "1"), Fate.RECOMPUTED, "1.7"),
        ({"rule": "count", "params": "2=1; 0=0"}, score("85", "1"), Fate.LOST, None),
        ({"rule": "yesno", "params": ""}, score("85", "1"), Fate.LOST, None),
        ({"rule": "manual", "params": ""}, score("85", "1"), Fate.LOST, None),
        ({"rule": "manual", "params": ""}, score(None, "1.25"), Fate.KEPT, "1.25"),
        ({"maximum": 4}, score(None, "1.25"), Fate.LOST, None),
        ({"maximum": 4}, score("85", "1.9"), Fate.LOST, None),
        ({"maximum": 4}, score(None, None, AT_RISK), Fate.KEPT, None),
        ({"maximum": 4}, score("85", "1", a="1"), Fate.LOST, None),
        ({"maximum": 4}, score(None, None, ItemState.NOT_APPLICABLE), Fate.KEPT, None),
        ({"params": LADDER + "; na=full"}, score(None, None, ItemState.NOT_APPLICABLE), Fate.RECOMPUTED, "2"),
        ({"maximum": 4}, score(None, None, ItemState.NOT_ASSESSED), Fate.NOTHING, None),
        ({"assessed_by": Assessed.SURVEY, "rule": "survey", "params": ""}, score("85", "1"), Fate.LOST, None),
    ],
)
def test_what_becomes_of_a_score(new: dict[str, Any], before: Score, fate: Fate, points: str | None) -> None:
    carried = carry(place(), place(**new), before)
    assert (carried.fate, carried.score.points) == (fate, Decimal(points) if points else None)
    assert (carried.why is not None) == (fate is Fate.LOST)
    if fate is Fate.LOST:
        expected = ItemState.NOT_INSPECTED if "assessed_by" in new else ItemState.NOT_ASSESSED
        assert carried.score == Score(expected)


def test_a_risk_stays_a_risk_and_other_states_follow_the_points() -> None:
    wider = place(maximum=4, params="80=1; 0=0")
    assert carry(place(), wider, score("85", "1", AT_RISK)).score.state is AT_RISK
    assert carry(place(), wider, score("85", "1")).score.state is MET


def test_a_value_the_new_rule_refuses_is_not_kept() -> None:
    assert carry(place(), place(rule="ratio", params="floor=0"), score("120", "2", MET)).fate is Fate.LOST


def test_points_by_hand_stay_without_a_value_that_does_not_fit() -> None:
    carried = carry(place(), place(rule="yesno", params=""), score("85", "1.9"))
    assert (carried.fate, carried.score.value, carried.score.points) == (Fate.KEPT, None, Decimal("1.9"))


# --- the plan ---


def held(where: Place, points: str | None = "1", inspection: str = "STP") -> Held:
    team = score("85", points) if points else Score(ItemState.NOT_ASSESSED)
    return Held(where, carries=True, where=inspection, team=team)


def test_what_carries_something_must_have_a_place_and_a_proposal_a_yes() -> None:
    olds = [held(place("1.1", "Cũ")), held(place("1.2", "Bỏ"))]
    news = [place("1.1", "Mới"), place("1.5", "Khác")]
    first = plan(olds, news, {}, set())
    assert [bool(way.error) for way in first.ways] == [True, True]
    decided = plan(olds, news, {olds[1].place.key: news[1].key}, {olds[0].place.key})
    assert decided.ready
    assert [way.how for way in decided.ways] == [How.CODE, How.HAND]


def test_a_choice_of_nothing_or_of_what_is_not_there_is_no_place() -> None:
    olds, news = [held(place("1.2", "Bỏ"))], [place("1.5", "Khác")]
    for wrong in ("", "x"):
        assert not plan(olds, news, {olds[0].place.key: wrong}, set()).ready


def test_of_several_the_nearest_that_has_a_score_stands() -> None:
    olds = [held(place("1.1"), None), held(place("1.2", "Hai")), held(place("1.3", "Ba"), "0.5")]
    news = [place("1.1")]
    choices = {each.place.key: news[0].key for each in olds}
    ways = plan(olds, news, choices, set()).into(news[0].key)
    assert [way.held.place.code for way in ways if way.stands] == ["1.2"]
    assert {way.held.place.code: way.team.fate for way in ways if way.team}["1.3"] is Fate.MERGED


def test_agencies_are_not_mixed() -> None:
    olds, news = [held(place("1.1")), held(place("1.2", "Hai"), inspection="STC")], [place("1.1")]
    assert not plan(olds, news, {olds[1].place.key: news[0].key}, set()).ready


NAMES = ("Kế hoạch", "Báo cáo", "Sáng kiến", "Tuyên truyền")
PARAMS = (("ladder", LADDER), ("ratio", "floor=50"), ("count", "2=1; 0=0"), ("manual", ""), ("checklist", "4"))
CODES = tuple(f"1.{number}" for number in range(1, 7))


@st.composite
def tables(draw: st.DrawFn) -> list[Place]:
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
    made = []
    for code in codes:
        rule, params = draw(st.sampled_from(PARAMS))
        name, maximum = draw(st.sampled_from(NAMES)), draw(st.sampled_from((1, 2, 4)))
        made.append(place(code, name, rule, params, maximum=maximum, key=f"{code}-{draw(st.integers(0, 10**9))}"))
    return made


@st.composite
def entered(draw: st.DrawFn, where: Place) -> Held:
    if not draw(st.booleans()):
        return Held(where)
    points = draw(st.none() | st.integers(0, int(where.maximum)).map(Decimal))
    value = draw(st.none() | st.integers(0, 120).map(Decimal)) if points is not None else None
    state = PARTLY if points is not None else ItemState.NOT_ASSESSED
    return Held(where, carries=True, where=draw(st.sampled_from(("STP", "STC"))), team=Score(state, value, points))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_is_chosen_nothing_is_lost(data: st.DataObject) -> None:
    olds, news = [data.draw(entered(each)) for each in data.draw(tables())], data.draw(tables())
    targets = st.sampled_from(["", *(each.key for each in news)])
    choices = data.draw(st.dictionaries(st.sampled_from([each.place.key for each in olds]), targets))
    ticked = data.draw(st.sets(st.sampled_from([each.place.key for each in olds])))
    made = plan(olds, news, choices, ticked)
    assert [way.held for way in made.ways] == olds
    for way in made.ways:
        assert way.error or way.new or not way.held.carries
        if way.held.carries and way.new and way.held.team:
            assert way.team
            assert way.team.fate is not Fate.NOTHING or way.held.team.points is None
            assert (
                way.team.score.points is None
                or way.team.fate is Fate.MERGED
                or (0 <= way.team.score.points <= way.new.maximum)
            )
            assert way.team.fate is not Fate.LOST or way.team.why
    for new in news:
        into = made.into(new.key)
        assert sum(way.stands for way in into) == bool(into)
        if made.ready:
            assert len({way.held.where for way in into}) <= 1
