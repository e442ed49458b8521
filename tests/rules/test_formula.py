"""Formulas: read by a closed grammar, computed exactly, refused with a sentence."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules import formula
from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_params import Formula, parse_rule, rule_text
from inspection_app.rules.scoring import observed
from inspection_app.rules.terms import RuleKind

D = Decimal
DONE = "done: Nhiệm vụ hoàn thành; given: Nhiệm vụ được giao; = maximum * done / given"


def computed(params: str, maximum: str = "2", **values: str) -> str:
    rule = parse_rule(RuleKind.FORMULA, params)
    return format(observed(rule, D(maximum), None, {name: D(value) for name, value in values.items()}).points, "f")


@pytest.mark.parametrize(
    ("text", "values", "result"),
    [
        ("1 + 2 * 3", {}, "7"),
        ("(1 + 2) * 3", {}, "9"),
        ("8 - 2 - 3", {}, "3"),
        ("8 / 4 / 2", {}, "1"),
        ("-a + 3", {"a": "1"}, "2"),
        ("0.1 + 0.2", {}, "0.3"),
        ("min(a, 3, 2)", {"a": "5"}, "2"),
        ("max(a, 3)", {"a": "5"}, "5"),
        ("if(a >= 80, 1, 0.5)", {"a": "80"}, "1"),
        ("if(a > 80, 1, 0.5)", {"a": "80"}, "0.5"),
        ("if(a == 1, 2, if(a < 1, 0, 3))", {"a": "2"}, "3"),
    ],
)
def test_a_formula_comes_to_its_number(text: str, values: dict[str, str], result: str) -> None:
    found = formula.evaluate(formula.parse(text), {name: D(value) for name, value in values.items()})
    assert found == D(result)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ("", "begins with ="),
        ("a: Số; maximum * a", "begins with ="),
        ("a: Số; = ", "ends too early"),
        ("a: Số; = a +", "ends too early"),
        ("a: Số; = a b", "does not fit"),
        ("a: Số; = (a", "missing"),
        ("a: Số; = a ** 2", "does not fit"),
        ("a: Số; = a.__class__", "cannot be read"),
        ("a: Số; = a[0]", "cannot be read"),
        ("a: Số; = a if a else 1", "does not fit"),
        ("a: Số; = exec(a)", "does not fit"),
        ("a: Số; = a > 1", "does not fit"),
        ("a: Số; = if(a, 1, 2)", "condition, then, otherwise"),
        ("a: Số; = if(a > 1, 2)", "condition, then, otherwise"),
        ("a: Số; = b", "not declared"),
        ("a: Số; b: Khác; = a", "does not use"),
        ("a: Số; a: Khác; = a", "declared twice"),
        ("min: Số; = min", "no value of a formula"),
        ("a; = a", "no value of a formula"),
        ("= maximum", "uses no value"),
        ("a: Số; = " + "(" * 30 + "a" + ")" * 30, "nested too deeply"),
        ("a: Số; = a" + " + 1" * 200, "characters"),
    ],
)
def test_a_bad_formula_is_refused_with_the_reason(params: str, reason: str) -> None:
    with pytest.raises(DomainError, match=reason) as refused:
        parse_rule(RuleKind.FORMULA, params)
    assert refused.value.field == "rule_params"


def test_points_follow_from_the_named_values_and_are_explained() -> None:
    rule = parse_rule(RuleKind.FORMULA, DONE)
    found = observed(rule, D(2), None, {"done": D(46), "given": D(52)})
    assert round(found.points, 20) == round(D(92) / D(52), 20)
    told = "Nhiệm vụ hoàn thành = 46; Nhiệm vụ được giao = 52 → maximum * done / given = 1,77 points"
    assert str(found.explanation) == told


def test_points_are_held_between_0_and_the_maximum() -> None:
    assert computed(DONE, done="60", given="52") == "2"
    assert computed("a: Số; = 1 - a", a="5") == "0"


def test_agency_and_team_enter_values_of_their_own() -> None:
    assert (computed(DONE, done="52", given="52"), computed(DONE, done="26", given="52")) == ("2", "1")


@pytest.mark.parametrize("values", [{}, {"done": "1"}, {"done": "1", "given": "0"}, {"done": "1", "other": "2"}])
def test_missing_foreign_and_impossible_values_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        computed(DONE, **values)


def test_the_text_is_read_back() -> None:
    rule = parse_rule(RuleKind.FORMULA, DONE.replace("* done", "*   done") + "; na=full")
    assert rule_text(rule) == DONE + "; na=full"
    assert parse_rule(RuleKind.FORMULA, rule_text(rule)) == rule


@given(st.text(alphabet="ab01.+-*/()<>=, ifmnx;:", max_size=60))
def test_any_text_is_a_rule_or_a_sentence(text: str) -> None:
    try:
        rule = parse_rule(RuleKind.FORMULA, text)
    except DomainError:
        return
    assert isinstance(rule, Formula)
    assert parse_rule(RuleKind.FORMULA, rule_text(rule)) == rule


@st.composite
def an_expression(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["a", "b", "2", "0.25", "7"]))
    left, right = draw(an_expression(depth - 1)), draw(an_expression(depth - 1))
    kind = draw(st.sampled_from(["+", "-", "*", "/", "neg", "min", "max", "if"]))
    if kind in ("min", "max"):
        return f"{kind}({left}, {right})"
    if kind == "neg":
        return f"(-{left})"
    return f"if({left} >= {right}, {left}, {right})" if kind == "if" else f"({left} {kind} {right})"


@given(an_expression(), st.integers(0, 9), st.integers(1, 9))
def test_it_agrees_with_an_independent_reckoning(text: str, a: int, b: int) -> None:
    """Python itself reckons with exact fractions; only generated text is ever given to it."""
    exact = text.replace("if(", "choose(").replace("2", "F(2)").replace("7", "F(7)").replace("0.F(2)5", "F(1, 4)")
    names = {"F": Fraction, "a": Fraction(a), "b": Fraction(b), "min": min, "max": max}
    names["choose"] = lambda condition, then, otherwise: then if condition else otherwise
    try:
        wanted = eval(exact, {"__builtins__": {}}, names)  # noqa: S307 - the test's own text, never the app's
    except ZeroDivisionError:
        with pytest.raises(DomainError):
            formula.evaluate(formula.parse(text), {"a": D(a), "b": D(b)})
        return
    found = formula.evaluate(formula.parse(text), {"a": D(a), "b": D(b)})
    assert abs(Fraction(found) - wanted) < Fraction(1, 10**20) * max(1, abs(wanted))
