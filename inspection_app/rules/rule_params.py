"""The rules of a criteria table, as its columns `rule` and `rule_params` write them (docs/domain.md)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import RuleKind

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
MOST_REQUIREMENTS = 100
NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,4})?")


@dataclass(frozen=True)
class Rung:
    """From `threshold` on, this share (0..1) of the maximum."""

    threshold: Decimal
    share: Decimal


@dataclass(frozen=True)
class Ladder:
    """Percent ≥ threshold → share of the maximum. Thresholds and shares fall, the last threshold is 0."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Count:
    """A ladder over a whole number of things (reports, initiatives)."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Ratio:
    """Percent / 100 of the maximum, and nothing below the floor (percent)."""

    floor: Decimal


@dataclass(frozen=True)
class YesNo:
    """Met → the maximum, else 0."""


@dataclass(frozen=True)
class Checklist:
    """n of N requirements → n/N of the maximum."""

    requirements: int


@dataclass(frozen=True)
class Survey:
    """Points come from outside; an assumption until then."""


@dataclass(frozen=True)
class Manual:
    """Points are given by the team with a written reason."""


@dataclass(frozen=True)
class Sum:
    """A parent: the sum of its children."""


Rule = Ladder | Count | Ratio | YesNo | Checklist | Survey | Manual | Sum
BARE: dict[RuleKind, Rule] = {
    RuleKind.YESNO: YesNo(),
    RuleKind.SURVEY: Survey(),
    RuleKind.MANUAL: Manual(),
    RuleKind.SUM: Sum(),
}


def parse_rule(kind: RuleKind, params: str) -> Rule:
    """The rule that `rule` and `rule_params` of a criteria table write; DomainError says what is wrong with them."""
    params = params.strip()
    match kind:
        case RuleKind.LADDER:
            return Ladder(_rungs(params))
        case RuleKind.COUNT:
            return Count(_whole_thresholds(_rungs(params)))
        case RuleKind.RATIO:
            return Ratio(_floor(params))
        case RuleKind.CHECKLIST:
            return Checklist(_requirements(params))
    if params:
        raise _bad(Message("A rule of this kind takes no parameters."))
    return BARE[kind]


def rule_text(rule: Rule) -> str:
    """The canonical `rule_params`; `parse_rule` reads them back to the same rule."""
    match rule:
        case Ladder(rungs) | Count(rungs):
            return "; ".join(f"{_canonical(rung.threshold)}={_canonical(rung.share)}" for rung in rungs)
        case Ratio(floor):
            return f"floor={_canonical(floor)}"
        case Checklist(requirements):
            return str(requirements)
    return ""


def takes_value(rule: Rule) -> bool:
    """Are points computed from an observed value? Otherwise they are given by hand, with a reason."""
    return isinstance(rule, Ladder | Count | Ratio | YesNo | Checklist)


def _rungs(params: str) -> tuple[Rung, ...]:
    rungs = tuple(_rung(part) for part in params.split(";"))
    if rungs[0].share != ONE:
        raise _bad(Message("The first rung gives the whole maximum, for instance 100=1."))
    if rungs[-1].threshold != ZERO:
        raise _bad(Message("The last rung starts at 0, for instance 0=0."))
    for upper, lower in pairwise(rungs):
        if lower.threshold >= upper.threshold:
            raise _bad(Message("Thresholds fall from rung to rung."))
        if lower.share >= upper.share:
            raise _bad(Message("Shares fall from rung to rung."))
    return rungs


def _rung(part: str) -> Rung:
    threshold, equals, share = part.partition("=")
    if not equals:
        raise _bad(
            Message("“%(part)s” is not a rung. Write threshold=share, for instance 80=0.5.", part=part.strip()[:40])
        )
    rung = Rung(_number(threshold), _number(share))
    if rung.share > ONE:
        raise _bad(Message("A share lies between 0 and 1."))
    return rung


def _whole_thresholds(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    if any(rung.threshold % 1 for rung in rungs):
        raise _bad(Message("Thresholds of a count are whole numbers."))
    return rungs


def _floor(params: str) -> Decimal:
    name, equals, number = params.partition("=")
    if name.strip() != "floor" or not equals:
        raise _bad(Message("Write the lowest percent that counts, for instance floor=80."))
    floor = _number(number)
    if floor > HUNDRED:
        raise _bad(Message("The floor lies between 0 and 100 percent."))
    return floor


def _requirements(params: str) -> int:
    number = _number(params)
    if number % 1 or not ONE <= number <= MOST_REQUIREMENTS:
        raise _bad(Message("The number of requirements is a whole number from 1 to %(most)s.", most=MOST_REQUIREMENTS))
    return int(number)


def _number(text: str) -> Decimal:
    text = text.strip()
    if not NUMBER.fullmatch(text):
        raise _bad(Message("“%(text)s” is not a number a rule can use.", text=text[:40]))
    return Decimal(text.replace(",", "."))


def _canonical(number: Decimal) -> str:
    return numerals.plain(number).replace(",", ".")


def _bad(message: Message) -> DomainError:
    return DomainError(message, field="rule_params")
