"""From an observed value to points, exactly, by the rule of the item (docs/domain.md)."""

from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_params import (
    HUNDRED,
    ONE,
    ZERO,
    Checklist,
    Count,
    Ladder,
    Ratio,
    Rule,
    Rung,
    YesNo,
    parse_rule,
    rule_text,
    takes_value,
)

__all__ = ["Rule", "Scored", "by_hand", "parse_rule", "rule_text", "score", "takes_value"]

MOST_PERCENT = Decimal(1000)  # a share of a plan may pass 100 %, but ten times the plan is a slip of the finger


@dataclass(frozen=True)
class Scored:
    """Points, exact and unrounded, and the sentence that shows how they came about."""

    points: Decimal
    explanation: Message


def score(rule: Rule, maximum: Decimal, value: Decimal) -> Scored:
    """Points of an observed value: a percent, a count, requirements met, or 1 and 0 for yes and no."""
    match rule:
        case Ladder(rungs):
            return _climb(rungs, maximum, _within(value, MOST_PERCENT))
        case Count(rungs):
            return _climb(rungs, maximum, _whole(value))
        case Ratio(floor):
            return _in_proportion(floor, maximum, _within(value, HUNDRED))
        case YesNo():
            return _yes_or_no(maximum, value)
        case Checklist(requirements):
            return _tick_off(requirements, maximum, _whole(_within(value, Decimal(requirements))))
    raise DomainError(Message("Points of this item do not come from an observed value."), field="value")


def by_hand(maximum: Decimal, points: Decimal, reason: str) -> Scored:
    """Points the team gives itself, 0..maximum, with the reason written down; DomainError otherwise."""
    if not ZERO <= points <= maximum:
        allowed = Message("Give between 0 and %(maximum)s points.", maximum=numerals.points(maximum))
        raise DomainError(allowed, field="points")
    if not reason.strip():
        raise DomainError(Message("Write down the reason for these points."), field="reason")
    return Scored(points, Message("Given by hand: %(reason)s", reason=reason.strip()))


def _climb(rungs: tuple[Rung, ...], maximum: Decimal, value: Decimal) -> Scored:
    at = next(index for index, rung in enumerate(rungs) if value >= rung.threshold)
    points = rungs[at].share * maximum
    shown = {
        "value": numerals.plain(value),
        "share": numerals.plain(rungs[at].share),
        "maximum": numerals.points(maximum),
        "points": numerals.points(points),
    }
    if at and rungs[at].threshold == ZERO:  # «40 < 80» tells more than «40 ≥ 0»
        missed = numerals.plain(rungs[at - 1].threshold)
        sentence = Message(
            "%(value)s < %(missed)s → %(share)s × %(maximum)s = %(points)s points", missed=missed, **shown
        )
        return Scored(points, sentence)
    reached = numerals.plain(rungs[at].threshold)
    sentence = Message(
        "%(value)s ≥ %(reached)s → %(share)s × %(maximum)s = %(points)s points", reached=reached, **shown
    )
    return Scored(points, sentence)


def _in_proportion(floor: Decimal, maximum: Decimal, value: Decimal) -> Scored:
    shown = f"{numerals.plain(value)}%"
    if value < floor:
        low = Message(
            "%(value)s is below the floor of %(floor)s → 0 points", value=shown, floor=f"{numerals.plain(floor)}%"
        )
        return Scored(ZERO, low)
    points = value * maximum / HUNDRED
    sentence = Message(
        "%(value)s × %(maximum)s = %(points)s points",
        value=shown,
        maximum=numerals.points(maximum),
        points=numerals.points(points),
    )
    return Scored(points, sentence)


def _yes_or_no(maximum: Decimal, value: Decimal) -> Scored:
    if value not in (ZERO, ONE):
        raise DomainError(Message("Answer with 1 for met or 0 for not met."), field="value")
    if value == ZERO:
        return Scored(ZERO, Message("Not met → 0 points"))
    return Scored(maximum, Message("Met → %(points)s points", points=numerals.points(maximum)))


def _tick_off(requirements: int, maximum: Decimal, value: Decimal) -> Scored:
    points = value * maximum / requirements
    sentence = Message(
        "%(met)s of %(requirements)s requirements met → %(met)s/%(requirements)s × %(maximum)s = %(points)s points",
        met=numerals.plain(value),
        requirements=requirements,
        maximum=numerals.points(maximum),
        points=numerals.points(points),
    )
    return Scored(points, sentence)


def _within(value: Decimal, most: Decimal) -> Decimal:
    if not ZERO <= value <= most:
        raise DomainError(Message("The value lies between 0 and %(most)s.", most=numerals.plain(most)), field="value")
    return value


def _whole(value: Decimal) -> Decimal:
    if value < ZERO or value % 1:
        raise DomainError(Message("The value is a whole number, 0 or more."), field="value")
    return value
