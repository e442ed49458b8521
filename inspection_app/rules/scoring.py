"""From an observed value to points, exactly, by the rule of the item (docs/domain.md)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspection_app.rules import formula, numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_params import (
    HUNDRED,
    MOST_PERCENT,
    ONE,
    ZERO,
    Checklist,
    Count,
    Deadline,
    Deduction,
    Formula,
    Ladder,
    Mixed,
    Ratio,
    Rule,
    Rung,
    YesNo,
    parse_rule,
    rule_text,
    takes_percent,
    takes_value,
)

__all__ = [
    "Rule",
    "Scored",
    "by_hand",
    "explained",
    "lowest",
    "observed",
    "parse_rule",
    "rule_text",
    "score",
    "takes_percent",
    "takes_value",
    "value_of",
    "where_nothing_arose",
]

ALIKE = Decimal("1e-9")  # points are kept to ten places
MOST_THINGS = Decimal(1_000_000)  # days, cases or reports; more is a slip of the finger too


@dataclass(frozen=True)
class Scored:
    """Points, exact and unrounded, and the sentence that shows how they came about."""

    points: Decimal
    explanation: Message


def score(rule: Rule, maximum: Decimal, value: Decimal) -> Scored:
    """Points of a value: percent, count, requirements met, working days late, cases, or 1 and 0 for yes and no."""
    if type(rule) not in SCORES:
        raise DomainError(Message("Points of this item do not come from an observed value."), field="value")
    return SCORES[type(rule)](rule, maximum, value)


def observed(rule: Rule, maximum: Decimal, value: Decimal | None, inputs: Mapping[str, Decimal]) -> Scored:
    """Points of what was observed: one value, a fraction in percent, ticked requirements, or values of a formula."""
    _check_inputs(rule, inputs)
    if isinstance(rule, Formula):
        return _computed(rule, maximum, inputs)
    if inputs and takes_percent(rule):
        scored = score(rule, maximum, value_of(rule, inputs))
        fraction = f"{numerals.plain(inputs['part'])}/{numerals.plain(inputs['whole'])}"
        return Scored(scored.points, Message("%(fraction)s = %(told)s", fraction=fraction, told=scored.explanation))
    if inputs:
        value = value_of(rule, inputs)
    if value is None:
        raise DomainError(Message("Enter the observed value."), field="value")
    return score(rule, maximum, value)


def explained(
    rule: Rule, maximum: Decimal, value: Decimal | None, inputs: Mapping[str, Decimal], points: Decimal | None
) -> Message | None:
    """How these points follow from what was observed; None where they were given otherwise, or not at all."""
    if points is None or not takes_value(rule) or (value is None and not inputs):
        return None
    try:
        scored = observed(rule, maximum, value, inputs)
    except DomainError:
        return None  # judged before its rule was what it is
    return scored.explanation if abs(scored.points - points) < ALIKE else None


def value_of(rule: Rule, inputs: Mapping[str, Decimal]) -> Decimal:
    """The one value that several numbers come to: percent of a fraction, or requirements met."""
    if isinstance(rule, Checklist):
        return sum(inputs.values(), ZERO)
    if not inputs["whole"]:
        nothing = Message("The whole is 0. If nothing arose, choose «Not applicable».")
        raise DomainError(nothing, field="value")
    return inputs["part"] * HUNDRED / inputs["whole"]


def _check_inputs(rule: Rule, inputs: Mapping[str, Decimal]) -> None:
    """All the numbers this rule asks for, and no others; no numbers at all are none entered."""
    wanted = input_names(rule)
    if inputs and set(inputs) != set(wanted):
        missing = next((name for name in wanted if name not in inputs), None)
        sentence = Message("Enter every number this item asks for, and no others.")
        raise DomainError(sentence, field=f"input_{missing}" if missing else None)


def input_names(rule: Rule) -> tuple[str, ...]:
    """The named numbers a rule asks for: of a formula, a checklist with names (1 for met), a fraction in percent."""
    match rule:
        case Formula(variables):
            return tuple(each.name for each in variables)
        case Checklist(_, names):
            return tuple(str(number) for number, _ in enumerate(names, 1))
    return ("part", "whole") if takes_percent(rule) else ()


def lowest(rule: Rule, maximum: Decimal) -> Decimal:
    """The fewest points this rule can give: 0, or below it where it takes off more than there is."""
    return min(ZERO, maximum - rule.most) if isinstance(rule, Deduction) and rule.most is not None else ZERO


def where_nothing_arose(rule: Rule, maximum: Decimal) -> Scored | None:
    """The full points where the rule grants them; None where the item leaves the denominator."""
    if not rule.full_if_nothing_arose:
        return None
    return Scored(maximum, Message("Nothing arose → full points: %(points)s", points=numerals.points(maximum)))


def by_hand(maximum: Decimal, points: Decimal, reason: str, *, least: Decimal = ZERO) -> Scored:
    """Points the team gives itself, least..maximum, with the reason written down; DomainError otherwise."""
    if not least <= points <= maximum:
        allowed = Message(
            "Give between %(least)s and %(maximum)s points.",
            least=numerals.plain(least),
            maximum=numerals.points(maximum),
        )
        raise DomainError(allowed, field="points")
    if not reason.strip():
        raise DomainError(Message("Write down the reason for these points."), field="reason")
    return Scored(points, Message("Given by hand: %(reason)s", reason=reason.strip()))


def _ladder(rule: Ladder, maximum: Decimal, value: Decimal) -> Scored:
    return _climb(rule.rungs, maximum, _within(value, MOST_PERCENT), "%")


def _count(rule: Count, maximum: Decimal, value: Decimal) -> Scored:
    return _climb(rule.rungs, maximum, _whole(value))


def _climb(rungs: tuple[Rung, ...], maximum: Decimal, value: Decimal, unit: str = "") -> Scored:
    at = next(index for index, rung in enumerate(rungs) if value >= rung.threshold)
    points = rungs[at].share * maximum
    shown = {
        "value": _shown(value, rungs) + unit,
        "share": numerals.plain(rungs[at].share),
        "maximum": numerals.points(maximum),
        "points": numerals.points(points),
    }
    if at and rungs[at].threshold == ZERO:  # «40 < 80» tells more than «40 ≥ 0»
        missed = numerals.plain(rungs[at - 1].threshold) + unit
        sentence = Message(
            "%(value)s < %(missed)s → %(share)s × %(maximum)s = %(points)s points", missed=missed, **shown
        )
        return Scored(points, sentence)
    reached = numerals.plain(rungs[at].threshold) + unit
    sentence = Message(
        "%(value)s ≥ %(reached)s → %(share)s × %(maximum)s = %(points)s points", reached=reached, **shown
    )
    return Scored(points, sentence)


def _deadline(rule: Deadline, maximum: Decimal, value: Decimal) -> Scored:
    days = _whole(value)
    if days == ZERO:
        return Scored(maximum, Message("On time → %(points)s points", points=numerals.points(maximum)))
    step = next((rung for rung in rule.rungs if days <= rung.threshold), None)
    share, last = (step.share, step.threshold) if step else (rule.later, rule.rungs[-1].threshold)
    points = share * maximum
    sentence = Message(
        "Working days late: %(days)s %(sign)s %(last)s → %(share)s × %(maximum)s = %(points)s points",
        days=numerals.plain(days),
        sign="≤" if step else ">",
        last=numerals.plain(last),
        share=numerals.plain(share),
        maximum=numerals.points(maximum),
        points=numerals.points(points),
    )
    return Scored(points, sentence)


def _ratio(rule: Ratio, maximum: Decimal, value: Decimal) -> Scored:
    if _within(value, HUNDRED) < rule.floor:
        return _below(rule.floor, value)
    points = value * maximum / HUNDRED
    sentence = Message(
        "%(value)s × %(maximum)s = %(points)s points",
        value=_percent(value, rule.floor),
        maximum=numerals.points(maximum),
        points=numerals.points(points),
    )
    return Scored(points, sentence)


def _mixed(rule: Mixed, maximum: Decimal, value: Decimal) -> Scored:
    shown = {"value": _percent(value, rule.floor, rule.full), "full": _percent(rule.full)}
    if _within(value, MOST_PERCENT) >= rule.full:
        sentence = Message("%(value)s ≥ %(full)s → %(points)s points", points=numerals.points(maximum), **shown)
        return Scored(maximum, sentence)
    if value < rule.floor:
        return _below(rule.floor, value)
    points = value * maximum / rule.full
    sentence = Message(
        "%(value)s / %(full)s × %(maximum)s = %(points)s points",
        maximum=numerals.points(maximum),
        points=numerals.points(points),
        **shown,
    )
    return Scored(points, sentence)


def _below(floor: Decimal, value: Decimal) -> Scored:
    low = Message(
        "%(value)s is below the floor of %(floor)s → 0 points", value=_percent(value, floor), floor=_percent(floor)
    )
    return Scored(ZERO, low)


def _percent(value: Decimal, *steps: Decimal) -> str:
    return f"{_near(value, steps)}%"


def _shown(value: Decimal, rungs: tuple[Rung, ...]) -> str:
    return _near(value, [rung.threshold for rung in rungs])


def _near(value: Decimal, steps: Iterable[Decimal]) -> str:
    """Two places, as everywhere; more where rounding would put the value on the other side of a step."""
    for places in range(2, 10):
        rounded = round(value, places)
        if all((rounded >= step) == (value >= step) for step in steps):
            return numerals.plain(rounded)
    return numerals.plain(value)


def _yes_or_no(_rule: YesNo, maximum: Decimal, value: Decimal) -> Scored:
    if value not in (ZERO, ONE):
        raise DomainError(Message("Answer with 1 for met or 0 for not met."), field="value")
    if value == ZERO:
        return Scored(ZERO, Message("Not met → 0 points"))
    return Scored(maximum, Message("Met → %(points)s points", points=numerals.points(maximum)))


def _tick_off(rule: Checklist, maximum: Decimal, value: Decimal) -> Scored:
    met = _whole(_within(value, Decimal(rule.requirements)))
    points = met * maximum / rule.requirements
    sentence = Message(
        "%(met)s of %(requirements)s requirements met → %(met)s/%(requirements)s × %(maximum)s = %(points)s points",
        met=numerals.plain(met),
        requirements=rule.requirements,
        maximum=numerals.points(maximum),
        points=numerals.points(points),
    )
    return Scored(points, sentence)


def _deduct(rule: Deduction, maximum: Decimal, value: Decimal) -> Scored:
    least = lowest(rule, maximum)
    off = _whole(value) * rule.each
    points = maximum - (off if rule.most is None else min(off, rule.most))
    shown = {
        "maximum": numerals.points(maximum),
        "cases": numerals.plain(value),
        "each": numerals.plain(rule.each),
    }
    if points < least:
        return Scored(least, Message("%(maximum)s − %(cases)s × %(each)s is below 0 → 0 points", **shown))
    if rule.most is not None and off > rule.most:
        capped = Message(
            "%(maximum)s − %(cases)s × %(each)s, at most %(most)s off → %(points)s points",
            most=numerals.plain(rule.most),
            points=numerals.points(points),
            **shown,
        )
        return Scored(points, capped)
    sentence = Message(
        "%(maximum)s − %(cases)s × %(each)s = %(points)s points", points=numerals.points(points), **shown
    )
    return Scored(points, sentence)


def _computed(rule: Formula, maximum: Decimal, inputs: Mapping[str, Decimal]) -> Scored:
    if not inputs:
        raise DomainError(Message("Enter the observed value."), field="value")
    reached = formula.evaluate(rule.node, {**inputs, formula.MAXIMUM: maximum})
    points = min(max(reached, ZERO), maximum)
    told = "; ".join(f"{each.label} = {numerals.plain(inputs[each.name])}" for each in rule.variables)
    shown = {"values": told, "expression": rule.expression, "points": numerals.points(points)}
    if points == reached:
        return Scored(points, Message("%(values)s → %(expression)s = %(points)s points", **shown))
    computed = numerals.points(reached)
    sentence = Message(
        "%(values)s → %(expression)s = %(computed)s, held between 0 and the maximum → %(points)s points",
        computed=computed,
        **shown,
    )
    return Scored(points, sentence)


SCORES: dict[type[Rule], Callable[[Any, Decimal, Decimal], Scored]] = {
    Ladder: _ladder,
    Count: _count,
    Deadline: _deadline,
    Ratio: _ratio,
    Mixed: _mixed,
    YesNo: _yes_or_no,
    Checklist: _tick_off,
    Deduction: _deduct,
}


def _within(value: Decimal, most: Decimal) -> Decimal:
    if not ZERO <= value <= most:
        raise DomainError(Message("The value lies between 0 and %(most)s.", most=numerals.plain(most)), field="value")
    return value


def _whole(value: Decimal) -> Decimal:
    if value < ZERO or value % 1:
        raise DomainError(Message("The value is a whole number, 0 or more."), field="value")
    return _within(value, MOST_THINGS)
