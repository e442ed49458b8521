"""A rule in words, as the person who scores by it reads it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from inspection_app.rules import numerals
from inspection_app.rules.message import Message
from inspection_app.rules.rule_params import Checklist, Count, Ladder, Manual, Ratio, Rule, Rung, Sum, Survey, YesNo


def words(rule: Rule, maximum: Decimal) -> Message:
    """How an observed value becomes points of this maximum."""
    return WORDS[type(rule)](rule, maximum)


def _ladder(rule: Ladder | Count, maximum: Decimal) -> Message:
    unit = "%" if isinstance(rule, Ladder) else ""
    steps = "; ".join(f"≥ {numerals.plain(rung.threshold)}{unit} → {_worth(rung, maximum)}" for rung in rule.rungs[:-1])
    return Message("%(steps)s; less → %(rest)s", steps=steps, rest=_worth(rule.rungs[-1], maximum))


def _worth(rung: Rung, maximum: Decimal) -> str:
    return numerals.points(rung.share * maximum)


def _ratio(rule: Ratio, maximum: Decimal) -> Message:
    return Message(
        "Value %% × %(maximum)s; below %(floor)s%% → 0,00",
        maximum=numerals.points(maximum),
        floor=numerals.plain(rule.floor),
    )


def _checklist(rule: Checklist, maximum: Decimal) -> Message:
    return Message(
        "Each of %(count)s requirements met → 1/%(count)s of %(maximum)s",
        count=rule.requirements,
        maximum=numerals.points(maximum),
    )


WORDS: dict[type, Callable[[Any, Decimal], Message]] = {
    Ladder: _ladder,
    Count: _ladder,
    Ratio: _ratio,
    Checklist: _checklist,
    YesNo: lambda _rule, maximum: Message("Met → %(maximum)s; not met → 0,00", maximum=numerals.points(maximum)),
    Survey: lambda _rule, _maximum: Message("Points come from the survey"),
    Manual: lambda _rule, _maximum: Message("Points by the team, with a reason"),
    Sum: lambda _rule, _maximum: Message("Sum of the lines below"),
}
