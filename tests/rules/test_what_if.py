"""What moving items does: fields add up to the total, nothing leaves what a rule can give, and rules speak."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.adoption import Standing, Step, refusal
from inspection_app.rules.forecast import Remedy, place_by_days, ranked
from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_params import Deduction, Formula, Manual, YesNo, parse_rule
from inspection_app.rules.tally import HELD_APART, Leaf, figures
from inspection_app.rules.terms import Assessed, ItemState, RoundState, RuleKind, Stage
from inspection_app.rules.what_if import Supposed, at_most, moved_leaf, names_of, still_to_win, what_if, worked_out
from tests.rules.test_forecast import POINTS, Sheet, a_sheet, leaf, some

D = Decimal
ANY_POINTS = st.decimals(min_value=-20, max_value=20, places=4)
LADDER = parse_rule(RuleKind.LADDER, "100=1; 80=0.5; 0=0")


@st.composite
def supposed(draw: st.DrawFn, sheet: Sheet) -> Supposed:
    """Any remedies, and any points at any items, even points that no rule gives."""
    codes = st.sampled_from([each.code for each in sheet.leaves])
    ticked = draw(st.frozensets(st.sampled_from(sorted(sheet.keys)))) if sheet.keys else frozenset()
    return Supposed(ticked, draw(st.dictionaries(codes, ANY_POINTS)))


@given(a_sheet(), st.data())
def test_the_fields_add_up_to_the_total(sheet: Sheet, data: st.DataObject) -> None:
    told = data.draw(supposed(sheet))
    fields = {each.code.split(".")[0] for each in sheet.leaves}
    parts = [[each for each in sheet.leaves if each.code.split(".")[0] == field] for field in fields]
    assert sum((what_if(part, sheet.remedies, told) for part in parts), D(0)) == what_if(
        sheet.leaves, sheet.remedies, told
    )


@given(a_sheet(), st.data())
def test_it_never_leaves_nothing_and_the_maximum(sheet: Sheet, data: st.DataObject) -> None:
    told = data.draw(supposed(sheet))
    for part in [sheet.leaves, *([each] for each in sheet.leaves)]:
        then = what_if(part, sheet.remedies, told)
        assert 0 <= then <= at_most(part, told) <= sum(each.maximum for each in part)


@given(POINTS, ANY_POINTS)
def test_bonus_points_come_on_top_and_no_higher(maximum: Decimal, points: Decimal) -> None:
    bonus = Leaf("1.1", maximum, Assessed.DOCUMENTS, ItemState.NOT_ASSESSED, None, None, bonus=True)
    row = figures([moved_leaf(bonus, points)])
    assert row.maximum == 0
    assert 0 <= row.likely <= maximum


@given(ANY_POINTS)
def test_points_off_go_no_lower_than_their_rule(points: Decimal) -> None:
    deducted = Leaf("1.1", D(0), Assessed.DOCUMENTS, ItemState.MET, None, D(0), minimum=D(-2))
    assert -2 <= what_if([deducted], [], Supposed(moved={"1.1": points})) <= 0


@given(a_sheet(), st.data())
def test_an_item_moved_to_where_it_stands_moves_nothing(sheet: Sheet, data: st.DataObject) -> None:
    ticked = some(data, frozenset())
    judged = [each for each in sheet.leaves if figures([each]).assessed and each.points is not None]
    for each in judged:
        assert what_if([each], [], Supposed(ticked, {each.code: each.points or D(0)})) == figures([each]).likely


def test_surveys_are_not_moved() -> None:
    for how in HELD_APART:
        survey = Leaf("1.1", D(4), how, ItemState.NOT_INSPECTED, None, None)
        assert what_if([survey], [], Supposed(moved={"1.1": D(3)})) == 0


def test_a_moved_item_reaches_its_points_whatever_its_remedies_add() -> None:
    leaves, remedies = [leaf("1.1", recoverable="2")], [Remedy("a", "1.1", D(2), None)]
    assert what_if(leaves, remedies, Supposed({"a"}, {"1.1": D(2)})) == 2
    assert what_if(leaves, remedies, Supposed({"a"})) == 3


@given(a_sheet(), ANY_POINTS)
def test_a_new_remedy_wins_what_the_others_do_not(sheet: Sheet, points: Decimal) -> None:
    for each in sheet.leaves:
        missing = still_to_win(each, points)
        assert 0 <= missing <= each.maximum
        if missing:
            assert (each.points or 0) + each.recoverable + missing == moved_leaf(each, points).points


# --- from what is typed to points ---


@pytest.mark.parametrize(("typed", "points"), [({"value": "85"}, "1"), ({"points": "1.5"}, "1.5")])
def test_a_value_by_the_rule_or_points_outright(typed: dict[str, str], points: str) -> None:
    scored = worked_out(LADDER, D(2), {name: D(text) for name, text in typed.items()})
    assert scored.points == D(points)
    assert str(scored.explanation)


@pytest.mark.parametrize(
    ("rule", "typed", "field"),
    [
        (LADDER, {"value": "85", "points": "1"}, "points"),
        (LADDER, {"points": "2.01"}, "points"),
        (LADDER, {"points": "-1"}, "points"),
        (YesNo(), {"value": "2"}, "value"),
        (Manual(), {"value": "1"}, "value"),
    ],
)
def test_what_does_not_fit_is_refused(rule: Manual, typed: dict[str, str], field: str) -> None:
    with pytest.raises(DomainError) as told:
        worked_out(rule, D(2), {name: D(text) for name, text in typed.items()})
    assert told.value.field == field


def test_a_formula_asks_for_its_numbers() -> None:
    rule = parse_rule(RuleKind.FORMULA, "value: Đã làm; points: Được giao; = maximum * value / points")
    assert isinstance(rule, Formula)
    assert names_of(rule) == ("input_value", "input_points", "points")
    assert worked_out(rule, D(8), {"input_value": D(1), "input_points": D(3)}).points == D("2.6666666667")
    with pytest.raises(DomainError):
        worked_out(rule, D(8), {"input_value": D(1)})


def test_points_off_are_supposed_below_nothing() -> None:
    rule = Deduction(D("0.5"), D(2))
    assert worked_out(rule, D(0), {"points": D(-2)}).points == -2
    assert worked_out(rule, D(0), {"value": D(3)}).points == D("-1.5")


# --- adopting ---


@pytest.mark.parametrize(
    ("step", "round_", "stage", "allowed"),
    [
        (Step(D(1), D(2), D(1)), RoundState.IN_PROGRESS, Stage.FIELDWORK, True),
        (Step(None, D(2), D(2)), RoundState.REPORTING, Stage.EXPLANATION, True),
        (Step(D(1), D(2), D(1)), RoundState.IN_PROGRESS, Stage.CONCLUDED, False),
        (Step(D(1), D(2), D(1)), RoundState.CLOSED, Stage.FIELDWORK, False),
        (Step(D(2), D(1), D(0)), RoundState.IN_PROGRESS, Stage.FIELDWORK, False),
        (Step(D(1), D(2), D(0)), RoundState.IN_PROGRESS, Stage.FIELDWORK, False),
    ],
)
def test_what_becomes_a_recommendation(step: Step, round_: RoundState, stage: Stage, *, allowed: bool) -> None:
    assert (refusal(step, Standing(round_, stage)) is None) == allowed


# --- the other order ---


@given(a_sheet())
def test_least_time_first(sheet: Sheet) -> None:
    risks = ranked(sheet.leaves, sheet.remedies, by_days=True)
    assert sorted(risks, key=place_by_days) == risks
    days = [each.deadline for each in risks]
    assert days == sorted([day for day in days if day]) + [None] * days.count(None)
    by_points = ranked(sheet.leaves, sheet.remedies)
    assert {each.leaf.code for each in risks} == {each.leaf.code for each in by_points}
