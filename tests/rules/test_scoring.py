import csv
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_params import Checklist, Count, Ladder, Ratio, Rung
from inspection_app.rules.scoring import Rule, by_hand, parse_rule, rule_text, score, takes_value
from inspection_app.rules.terms import RuleKind

LADDER = parse_rule(RuleKind.LADDER, "100=1; 80=0.5; 0=0")
MAXIMA = st.decimals(min_value=0, max_value=100, places=2)
PERCENTS = st.decimals(min_value=0, max_value=100, places=2)
KIND_OF = {Ladder: RuleKind.LADDER, Count: RuleKind.COUNT, Ratio: RuleKind.RATIO, Checklist: RuleKind.CHECKLIST}


@st.composite
def rungs(draw: st.DrawFn, places: int) -> tuple[Rung, ...]:
    size = draw(st.integers(2, 6))
    tops = st.lists(st.decimals(min_value="0.01" if places else 1, max_value=999, places=places), min_size=size - 1,
                    max_size=size - 1, unique=True)  # fmt: skip
    shares = st.lists(st.decimals(min_value=0, max_value="0.99", places=2), min_size=size - 1, max_size=size - 1,
                      unique=True)  # fmt: skip
    thresholds = [*sorted(draw(tops), reverse=True), Decimal(0)]
    return tuple(map(Rung, thresholds, [Decimal(1), *sorted(draw(shares), reverse=True)]))


LADDERS = st.builds(Ladder, rungs(places=2))
RULES = st.one_of(
    LADDERS,
    st.builds(Count, rungs(places=0)),
    st.builds(Ratio, PERCENTS),
    st.builds(Checklist, st.integers(1, 100)),
)


@pytest.mark.parametrize(
    ("kind", "params", "value", "points"),
    [
        ("ladder", "100=1; 80=0.5; 0=0", "100", "1"),
        ("ladder", "100=1; 80=0.5; 0=0", "99.99", "0.5"),
        ("ladder", "100=1; 80=0.5; 0=0", "80", "0.5"),
        ("ladder", "100=1; 80=0.5; 0=0", "79.9999", "0"),
        ("ladder", "105=1; 100=0.5; 0=0", "107.5", "1"),
        ("count", "2=1; 1=0.5; 0=0", "3", "1"),
        ("count", "2=1; 1=0.5; 0=0", "1", "0.5"),
        ("ratio", "floor=95", "95", "0.95"),
        ("ratio", "floor=95", "94.99", "0"),
        ("ratio", "floor=50", "88.461", "0.88461"),
        ("yesno", "", "1", "1"),
        ("yesno", "", "0", "0"),
        ("checklist", "4", "3", "0.75"),
        ("checklist", "3", "3", "1"),
    ],
)
def test_points_of_a_value(kind: str, params: str, value: str, points: str) -> None:
    rule = parse_rule(RuleKind(kind), params)
    assert score(rule, Decimal(1), Decimal(value)).points == Decimal(points)
    assert score(rule, Decimal("0.25"), Decimal(value)).points == Decimal(points) * Decimal("0.25")


@pytest.mark.parametrize(
    ("kind", "params", "value", "explanation"),
    [
        ("ladder", "100=1; 80=0.5; 0=0", "88.46", "88,46% ≥ 80% → 0,5 × 1,50 = 0,75 points"),
        ("ladder", "100=1; 80=0.5; 0=0", "40", "40% < 80% → 0 × 1,50 = 0,00 points"),
        ("ratio", "floor=80", "88.46", "88,46% × 1,50 = 1,33 points"),
        ("ratio", "floor=80", "8", "8% is below the floor of 80% → 0 points"),
        ("yesno", "", "1", "Met → 1,50 points"),
        ("yesno", "", "0", "Not met → 0 points"),
        ("checklist", "4", "3", "3 of 4 requirements met → 3/4 × 1,50 = 1,13 points"),
    ],
)
def test_the_explanation_shows_the_reckoning(kind: str, params: str, value: str, explanation: str) -> None:
    assert str(score(parse_rule(RuleKind(kind), params), Decimal("1.5"), Decimal(value)).explanation) == explanation


@pytest.mark.parametrize(
    ("kind", "params", "value"),
    [
        ("ladder", "100=1; 0=0", "-1"),
        ("ladder", "100=1; 0=0", "8846"),
        ("count", "2=1; 0=0", "1.5"),
        ("count", "2=1; 0=0", "-1"),
        ("count", "2=1; 0=0", "1000001"),
        ("ratio", "floor=80", "100.01"),
        ("ratio", "floor=80", "-1"),
        ("yesno", "", "2"),
        ("yesno", "", "0.5"),
        ("checklist", "4", "5"),
        ("checklist", "4", "2.5"),
        ("survey", "", "1"),
        ("manual", "", "1"),
        ("sum", "", "1"),
    ],
)
def test_a_value_out_of_range_is_refused(kind: str, params: str, value: str) -> None:
    with pytest.raises(DomainError) as refused:
        score(parse_rule(RuleKind(kind), params), Decimal(1), Decimal(value))
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("kind", "params", "reason"),
    [
        ("ladder", "", "not a rung"),
        ("ladder", "100", "not a rung"),
        ("ladder", "100=1; 80=0.5", "last rung starts at 0"),
        ("ladder", "100=0.9; 0=0", "whole maximum"),
        ("ladder", "80=1; 100=0.5; 0=0", "Thresholds fall"),
        ("ladder", "100=1; 100=0.5; 0=0", "Thresholds fall"),
        ("ladder", "100=1; 80=0.5; 60=0.7; 0=0", "Shares fall"),
        ("ladder", "100=1.5; 0=0", "between 0 and 1"),
        ("ladder", "100=-1; 0=0", "not a number"),
        ("ladder", "1e2=1; 0=0", "not a number"),
        ("ladder", "NaN=1; 0=0", "not a number"),
        ("ladder", "100=1; 0=0;", "not a rung"),
        ("count", "1.5=1; 0=0", "whole numbers"),
        ("ratio", "95", "lowest percent"),
        ("ratio", "", "lowest percent"),
        ("ratio", "floor=101", "between 0 and 100"),
        ("ratio", "floor=cao", "not a number"),
        ("checklist", "0", "from 1"),
        ("checklist", "2.5", "from 1"),
        ("checklist", "", "name at least two"),
        ("checklist", "Có kế hoạch; Có kế hoạch", "named twice"),
        ("yesno", "1", "no parameters"),
        ("sum", "x", "no parameters"),
    ],
)
def test_bad_parameters_are_refused_with_the_reason(kind: str, params: str, reason: str) -> None:
    with pytest.raises(DomainError, match=reason) as refused:
        parse_rule(RuleKind(kind), params)
    assert refused.value.field == "rule_params"


def test_every_row_of_the_criteria_table_parses_to_its_own_text() -> None:
    text = (files("inspection_app.data") / "par_index_2020_working.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 8 + 43 + 95
    for row in rows:
        assert rule_text(parse_rule(RuleKind(row["rule"]), row["rule_params"])) == row["rule_params"], row["code"]


def test_a_decimal_comma_in_parameters_is_understood() -> None:
    assert parse_rule(RuleKind.LADDER, "100=1;80=0,5;0=0") == LADDER


@pytest.mark.parametrize("kind", RuleKind)
def test_who_takes_a_value(kind: RuleKind) -> None:
    params = {"ladder": "1=1;0=0", "count": "1=1;0=0", "ratio": "floor=50", "checklist": "4"}
    params |= {"deadline": "0=1", "mixed": "floor=70;full=100", "deduction": "each=1", "formula": "a: Số; = a"}
    computed = {"ladder", "count", "ratio", "yesno", "checklist", "deadline", "mixed", "deduction", "formula"}
    assert takes_value(parse_rule(kind, params.get(kind, ""))) is (kind in computed)


@given(RULES)
def test_rule_text_is_read_back(rule: Ladder | Count | Ratio | Checklist) -> None:
    assert parse_rule(KIND_OF[type(rule)], rule_text(rule)) == rule


@given(LADDERS | st.builds(Ratio, PERCENTS), MAXIMA, PERCENTS, PERCENTS)
def test_more_is_never_worth_less(rule: Rule, maximum: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    assert score(rule, maximum, low).points <= score(rule, maximum, high).points


@given(RULES, MAXIMA, st.integers(0, 1))
def test_points_lie_between_nothing_and_the_maximum(rule: Rule, maximum: Decimal, value: int) -> None:
    assert 0 <= score(rule, maximum, Decimal(value)).points <= maximum


def test_points_by_hand() -> None:
    given_points = by_hand(Decimal(1), Decimal("0.25"), " Thiếu 100% hồ sơ ")
    assert given_points.points == Decimal("0.25")
    assert str(given_points.explanation) == "Given by hand: Thiếu 100% hồ sơ"


@pytest.mark.parametrize(
    ("points", "reason", "field"), [("1.01", "x", "points"), ("-0.01", "x", "points"), ("1", "  ", "reason")]
)
def test_points_by_hand_need_a_reason_and_fit_the_item(points: str, reason: str, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        by_hand(Decimal(1), Decimal(points), reason)
    assert refused.value.field == field
