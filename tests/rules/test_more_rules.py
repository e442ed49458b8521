"""Deadlines, mixed rules, deductions, statistics, and what an item is worth where nothing arose."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_params import Deadline, Deduction, Ladder, Manual, Mixed, Rung, Statistics, Survey, YesNo
from inspection_app.rules.rule_words import unit, words
from inspection_app.rules.scoring import Rule, lowest, observed, parse_rule, rule_text, score, where_nothing_arose
from inspection_app.rules.terms import RuleKind

LATE = "0=1; 5=0.5; 10=0"
KIND_OF = {
    Deadline: RuleKind.DEADLINE,
    Mixed: RuleKind.MIXED,
    Deduction: RuleKind.DEDUCTION,
    Ladder: RuleKind.LADDER,
    YesNo: RuleKind.YESNO,
    Manual: RuleKind.MANUAL,
    Survey: RuleKind.SURVEY,
    Statistics: RuleKind.STATISTICS,
}
MAXIMA = st.decimals(min_value=0, max_value=100, places=2)
PERCENTS = st.decimals(min_value=0, max_value=150, places=2)
NUMBERS = st.integers(0, 300)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    size = draw(st.integers(1, 6))
    days = st.lists(st.integers(0, 100), min_size=size, max_size=size, unique=True)
    hundredths = st.lists(st.integers(0, 99), min_size=size, max_size=size, unique=True)
    *between, last = sorted(draw(hundredths), reverse=True)
    shares = [Decimal(1), *(Decimal(each) / 100 for each in between)]
    rungs = tuple(map(Rung, map(Decimal, sorted(draw(days))), shares))
    return Deadline(rungs, Decimal(last) / 100)


@st.composite
def mixed_rules(draw: st.DrawFn) -> Mixed:
    floor, full = sorted(draw(st.lists(PERCENTS, min_size=2, max_size=2, unique=True)))
    return Mixed(floor, full)


DEDUCTIONS = st.builds(Deduction, st.decimals(min_value="0.0001", max_value=10, places=4))
BY_NUMBER = deadlines() | DEDUCTIONS
BARE = st.sampled_from([YesNo(), Manual(), Survey(), Statistics()])
LADDER = parse_rule(RuleKind.LADDER, "100=1; 80=0.5; 0=0")


@pytest.mark.parametrize(
    ("kind", "params", "value", "points", "explanation"),
    [
        ("deadline", LATE, "0", "1.5", "On time → 1,50 points"),
        ("deadline", LATE, "1", "0.75", "Working days late: 1 ≤ 5 → 0,5 × 1,50 = 0,75 points"),
        ("deadline", LATE, "5", "0.75", "Working days late: 5 ≤ 5 → 0,5 × 1,50 = 0,75 points"),
        ("deadline", LATE, "6", "0", "Working days late: 6 ≤ 10 → 0 × 1,50 = 0,00 points"),
        ("deadline", LATE, "11", "0", "Working days late: 11 > 10 → 0 × 1,50 = 0,00 points"),
        ("deadline", "3=1; later=0.2", "3", "1.5", "Working days late: 3 ≤ 3 → 1 × 1,50 = 1,50 points"),
        ("deadline", "3=1; later=0.2", "4", "0.3", "Working days late: 4 > 3 → 0,2 × 1,50 = 0,30 points"),
        ("mixed", "floor=70; full=100", "100", "1.5", "100% ≥ 100% → 1,50 points"),
        ("mixed", "floor=70; full=100", "130", "1.5", "130% ≥ 100% → 1,50 points"),
        ("mixed", "floor=70; full=90", "72", "1.2", "72% / 90% × 1,50 = 1,20 points"),
        ("mixed", "floor=70; full=100", "70", "1.05", "70% / 100% × 1,50 = 1,05 points"),
        ("mixed", "floor=70; full=100", "69.99", "0", "69,99% is below the floor of 70% → 0 points"),
        ("deduction", "each=0.25", "0", "1.5", "1,50 − 0 × 0,25 = 1,50 points"),
        ("deduction", "each=0.25", "2", "1", "1,50 − 2 × 0,25 = 1,00 points"),
        ("deduction", "each=0.25", "6", "0", "1,50 − 6 × 0,25 = 0,00 points"),
        ("deduction", "each=0.25", "7", "0", "1,50 − 7 × 0,25 is below 0 → 0 points"),
    ],
)
def test_points_and_how_they_came_about(kind: str, params: str, value: str, points: str, explanation: str) -> None:
    scored = score(parse_rule(RuleKind(kind), params), Decimal("1.5"), Decimal(value))
    assert scored.points == Decimal(points)
    assert str(scored.explanation) == explanation


@pytest.mark.parametrize(
    ("kind", "params", "sentence"),
    [
        ("deadline", LATE, "Working days late: ≤ 0 → 2,00; ≤ 5 → 1,00; more → 0,00"),
        ("deadline", "3=1; later=0.2", "Working days late: ≤ 3 → 2,00; more → 0,40"),
        ("mixed", "floor=70; full=90", "≥ 90% → 2,00; less → value % / 90% × 2,00; below 70% → 0,00"),
        ("deduction", "each=0.125", "2,00 less 0,125 per case, not below 0,00"),
        ("statistics", "", "Points come from published statistics"),
        ("yesno", "na=full", "Met → 2,00; not met → 0,00; nothing arose → 2,00"),
        ("yesno", "na=out", "Met → 2,00; not met → 0,00"),
    ],
)
def test_a_rule_in_words(kind: str, params: str, sentence: str) -> None:
    assert str(words(parse_rule(RuleKind(kind), params), Decimal(2))) == sentence


def test_the_kind_says_what_is_counted_where_the_table_does_not() -> None:
    assert str(unit(parse_rule(RuleKind.DEADLINE, LATE))) == "Working days late; 0 if on time"
    assert unit(LADDER) is None


@pytest.mark.parametrize(
    ("kind", "params", "value"),
    [
        ("deadline", LATE, "-1"),
        ("deadline", LATE, "1.5"),
        ("deadline", LATE, "1000001"),
        ("mixed", "floor=70; full=100", "-1"),
        ("mixed", "floor=70; full=100", "1001"),
        ("deduction", "each=1", "-1"),
        ("deduction", "each=1", "0.5"),
        ("statistics", "", "1"),
    ],
)
def test_a_value_out_of_range_is_refused(kind: str, params: str, value: str) -> None:
    with pytest.raises(DomainError) as refused:
        score(parse_rule(RuleKind(kind), params), Decimal(1), Decimal(value))
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("kind", "params", "reason"),
    [
        ("deadline", "", "not a rung"),
        ("deadline", "0=0.9; 5=0.5", "gives the whole maximum, for instance 0=1"),
        ("deadline", "0=1; 2.5=0.5", "Working days late are whole numbers"),
        ("deadline", "5=1; 0=0.5", "rise from step to step"),
        ("deadline", "0=1; 0=0.5", "rise from step to step"),
        ("deadline", "0=1; 5=0.5; 10=0.6", "Shares fall"),
        ("deadline", "0=1; 5=0.5; 10=0.5", "Shares fall"),
        ("deadline", "0=1; -5=0.5", "not a number"),
        ("deadline", "0=1; later=1", "worth less"),
        ("deadline", "0=1; 5=0.5; later=0.5", "worth less"),
        ("deadline", "0=1; later=", "not a number"),
        ("deadline", "0=1; later=0; later=0", "“later” is written twice"),
        ("mixed", "", "floor=70; full=100"),
        ("mixed", "floor=70", "floor=70; full=100"),
        ("mixed", "floor=70; full=100; top=1", "floor=70; full=100"),
        ("mixed", "floor=70; floor=80", "floor=70; full=100"),
        ("mixed", "floor=100; full=70", "floor lies below"),
        ("mixed", "floor=70; full=70", "floor lies below"),
        ("mixed", "floor=70; full=1001", "at most 1000 percent"),
        ("mixed", "floor=cao; full=100", "not a number"),
        ("deduction", "", "each=0.25"),
        ("deduction", "0.25", "each=0.25"),
        ("deduction", "each=0", "above 0"),
        ("deduction", "each=-1", "not a number"),
        ("statistics", "x", "no parameters"),
        ("yesno", "na=all", "na=full"),
        ("yesno", "na", "na=full"),
        ("yesno", "na=full; na=out", "“na” is written twice"),
        ("yesno", "1; na=full", "no parameters"),
        ("ladder", "na=full", "not a rung"),
        ("sum", "na=full", "no parameters"),
    ],
)
def test_bad_parameters_are_refused_with_the_reason(kind: str, params: str, reason: str) -> None:
    with pytest.raises(DomainError, match=reason) as refused:
        parse_rule(RuleKind(kind), params)
    assert refused.value.field == "rule_params"


@pytest.mark.parametrize(
    ("kind", "params", "canonical"),
    [
        ("mixed", "full=100;floor=70,5", "floor=70.5; full=100"),
        ("deadline", "later=0; 0=1;5=0,50", "0=1; 5=0.5"),
        ("ladder", "na=full; 100=1; 0=0", "100=1; 0=0; na=full"),
        ("checklist", "4; na = out", "4"),
    ],
)
def test_parameters_are_written_in_one_way(kind: str, params: str, canonical: str) -> None:
    assert rule_text(parse_rule(RuleKind(kind), params)) == canonical


@given(deadlines() | mixed_rules() | DEDUCTIONS | BARE | st.just(LADDER), st.booleans())
def test_rule_text_is_read_back(rule: Rule, full: bool) -> None:
    rule = replace(rule, full_if_nothing_arose=full)
    assert parse_rule(KIND_OF[type(rule)], rule_text(rule)) == rule


@given(BY_NUMBER, MAXIMA, NUMBERS, NUMBERS)
def test_later_and_more_cases_are_never_worth_more(rule: Rule, maximum: Decimal, one: int, other: int) -> None:
    low, high = sorted([one, other])
    assert score(rule, maximum, Decimal(high)).points <= score(rule, maximum, Decimal(low)).points
    assert score(rule, maximum, Decimal(0)).points == maximum


@given(mixed_rules(), MAXIMA, PERCENTS, PERCENTS)
def test_a_higher_percent_is_never_worth_less(rule: Mixed, maximum: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    assert score(rule, maximum, low).points <= score(rule, maximum, high).points
    assert score(rule, maximum, rule.full).points == maximum


@given(BY_NUMBER | mixed_rules(), MAXIMA, NUMBERS)
def test_points_lie_between_nothing_and_the_maximum(rule: Rule, maximum: Decimal, value: int) -> None:
    assert 0 <= score(rule, maximum, Decimal(value)).points <= maximum


@pytest.mark.parametrize("kind", [*KIND_OF.values(), RuleKind.SUM])
def test_where_nothing_arose_an_item_leaves_the_sum_unless_set_so(kind: RuleKind) -> None:
    params = {"deadline": LATE, "mixed": "floor=70; full=100", "deduction": "each=1", "ladder": "100=1; 0=0"}
    rule = parse_rule(kind, params.get(kind, ""))
    assert where_nothing_arose(rule, Decimal(2)) is None
    granted = where_nothing_arose(replace(rule, full_if_nothing_arose=True), Decimal(2))
    assert granted is not None
    assert (granted.points, str(granted.explanation)) == (Decimal(2), "Nothing arose → full points: 2,00")


@pytest.mark.parametrize(
    ("kind", "params", "inputs", "points", "told"),
    [
        (
            "ladder",
            "100=1; 80=0.5; 0=0",
            {"part": "46", "whole": "52"},
            "0.5",
            "46/52 = 88,46% ≥ 80% → 0,5 × 1,00 = 0,50",
        ),
        ("ladder", "100=1; 80=0.5; 0=0", {"part": "79999", "whole": "100000"}, "0", "79999/100000 = 79,999% < 80%"),
        ("ratio", "floor=80", {"part": "9", "whole": "10"}, "0.9", "9/10 = 90% × 1,00 = 0,90 points"),
        ("checklist", "Có kế hoạch; Đúng hạn", {"1": "1", "2": "0"}, "0.5", "1 of 2 requirements met"),
    ],
)
def test_several_numbers_come_to_points(kind: str, params: str, inputs: dict[str, str], points: str, told: str) -> None:
    rule = parse_rule(RuleKind(kind), params)
    found = observed(rule, Decimal(1), None, {name: Decimal(number) for name, number in inputs.items()})
    assert found.points == Decimal(points)
    assert told in str(found.explanation)
    assert parse_rule(RuleKind(kind), rule_text(rule)) == rule


@pytest.mark.parametrize("inputs", [{"part": "1", "whole": "0"}, {"part": "1"}, {"1": "1"}])
def test_a_fraction_of_nothing_or_of_half_is_refused(inputs: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        observed(parse_rule(RuleKind.RATIO, "floor=50"), Decimal(1), None, {k: Decimal(v) for k, v in inputs.items()})


@pytest.mark.parametrize(
    ("params", "maximum", "cases", "points", "least"),
    [
        ("each=0.25", "1", "9", "0", "0"),
        ("each=0.25; most=0.5", "1", "9", "0.5", "0"),
        ("each=0.5; most=2", "0", "3", "-1.5", "-2"),
        ("each=0.5; most=2", "0", "9", "-2", "-2"),
        ("each=0.5; most=2", "0", "0", "0", "-2"),
    ],
)
def test_points_off_may_be_capped_and_fall_below_zero(
    params: str, maximum: str, cases: str, points: str, least: str
) -> None:
    rule = parse_rule(RuleKind.DEDUCTION, params)
    assert score(rule, Decimal(maximum), Decimal(cases)).points == Decimal(points)
    assert lowest(rule, Decimal(maximum)) == Decimal(least)
    assert parse_rule(RuleKind.DEDUCTION, rule_text(rule)) == rule
