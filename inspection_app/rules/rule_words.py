"""A rule in words, as the person who scores by it reads it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from inspection_app.rules import numerals
from inspection_app.rules.message import Message
from inspection_app.rules.rule_params import (
    Checklist,
    Count,
    Deadline,
    Deduction,
    Formula,
    Ladder,
    Manual,
    Mixed,
    Ratio,
    Rule,
    Rung,
    Statistics,
    Sum,
    Survey,
    YesNo,
)


def words(rule: Rule, maximum: Decimal) -> Message:
    """How an observed value becomes points of this maximum."""
    sentence = WORDS[type(rule)](rule, maximum)
    if not rule.full_if_nothing_arose:
        return sentence
    return Message("%(rule)s; nothing arose → %(maximum)s", rule=sentence, maximum=numerals.points(maximum))


def unit(rule: Rule) -> Message | None:
    """What the observed value counts, where the kind of rule alone says so."""
    return UNITS.get(type(rule))


def _ladder(rule: Ladder | Count, maximum: Decimal) -> Message:
    unit = "%" if isinstance(rule, Ladder) else ""
    steps = "; ".join(f"≥ {numerals.plain(rung.threshold)}{unit} → {_worth(rung, maximum)}" for rung in rule.rungs[:-1])
    return Message("%(steps)s; less → %(rest)s", steps=steps, rest=_worth(rule.rungs[-1], maximum))


def _deadline(rule: Deadline, maximum: Decimal) -> Message:
    worth = [rung for rung in rule.rungs if rung.share != rule.later]  # a last step of 0 is what comes later anyway
    return Message(
        "Working days late: %(steps)s; more → %(rest)s",
        steps="; ".join(f"≤ {numerals.plain(rung.threshold)} → {_worth(rung, maximum)}" for rung in worth),
        rest=numerals.points(rule.later * maximum),
    )


def _worth(rung: Rung, maximum: Decimal) -> str:
    return numerals.points(rung.share * maximum)


def _ratio(rule: Ratio, maximum: Decimal) -> Message:
    return Message(
        "Value %% × %(maximum)s; below %(floor)s%% → 0,00",
        maximum=numerals.points(maximum),
        floor=numerals.plain(rule.floor),
    )


def _mixed(rule: Mixed, maximum: Decimal) -> Message:
    return Message(
        "≥ %(full)s%% → %(maximum)s; less → value %% / %(full)s%% × %(maximum)s; below %(floor)s%% → 0,00",
        full=numerals.plain(rule.full),
        maximum=numerals.points(maximum),
        floor=numerals.plain(rule.floor),
    )


def _checklist(rule: Checklist, maximum: Decimal) -> Message:
    if rule.names:
        return Message(
            "Each of these met → 1/%(count)s of %(maximum)s: %(names)s",
            count=rule.requirements,
            maximum=numerals.points(maximum),
            names="; ".join(rule.names),
        )
    return Message(
        "Each of %(count)s requirements met → 1/%(count)s of %(maximum)s",
        count=rule.requirements,
        maximum=numerals.points(maximum),
    )


def _deduction(rule: Deduction, maximum: Decimal) -> Message:
    if rule.most is not None:
        return Message(
            "%(maximum)s less %(each)s per case, at most %(most)s off",
            maximum=numerals.points(maximum),
            each=numerals.plain(rule.each),
            most=numerals.plain(rule.most),
        )
    return Message(
        "%(maximum)s less %(each)s per case, not below 0,00",
        maximum=numerals.points(maximum),
        each=numerals.plain(rule.each),
    )


def _formula(rule: Formula, maximum: Decimal) -> Message:
    return Message(
        "%(expression)s, where maximum = %(maximum)s; %(values)s",
        expression=rule.expression,
        maximum=numerals.points(maximum),
        values="; ".join(f"{each.name} = {each.label}" for each in rule.variables),
    )


WORDS: dict[type, Callable[[Any, Decimal], Message]] = {
    Ladder: _ladder,
    Count: _ladder,
    Deadline: _deadline,
    Ratio: _ratio,
    Mixed: _mixed,
    Checklist: _checklist,
    Deduction: _deduction,
    Formula: _formula,
    YesNo: lambda _rule, maximum: Message("Met → %(maximum)s; not met → 0,00", maximum=numerals.points(maximum)),
    Survey: lambda _rule, _maximum: Message("Points come from the survey"),
    Statistics: lambda _rule, _maximum: Message("Points come from published statistics"),
    Manual: lambda _rule, _maximum: Message("Points by the team, with a reason"),
    Sum: lambda _rule, _maximum: Message("Sum of the lines below"),
}
UNITS: dict[type, Message] = {
    Deadline: Message("Working days late; 0 if on time"),
    Mixed: Message("Percent"),
    Deduction: Message("Number of cases; 0 if there was none"),
}
