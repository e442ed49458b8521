"""The rules of a criteria table, as its columns `rule` and `rule_params` write them (docs/domain.md)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from inspection_app.rules import formula, numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import RuleKind

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
MOST_PERCENT = Decimal(1000)  # a share of a plan may pass 100 %, but ten times the plan is a slip of the finger
MOST_REQUIREMENTS = 100
NAME = re.compile(r"[a-z][a-z_0-9]{0,29}")
NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,4})?")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How points come about. Where nothing arose, an item leaves the denominator, or has full points if set so."""

    full_if_nothing_arose: bool = False


@dataclass(frozen=True)
class Rung:
    """A threshold in what the rule measures, and the share (0..1) of the maximum that belongs to it."""

    threshold: Decimal
    share: Decimal


@dataclass(frozen=True)
class Ladder(Rule):
    """Percent ≥ threshold → share of the maximum. Thresholds and shares fall, the last threshold is 0."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Count(Rule):
    """A ladder over a whole number of things (reports, initiatives)."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Deadline(Rule):
    """Working days late ≤ threshold → share of the maximum; after the last, `later`. Thresholds rise, shares fall."""

    rungs: tuple[Rung, ...]
    later: Decimal = ZERO


@dataclass(frozen=True)
class Ratio(Rule):
    """Percent / 100 of the maximum, and nothing below the floor (percent)."""

    floor: Decimal


@dataclass(frozen=True)
class Mixed(Rule):
    """From `full` percent on the maximum; from `floor` percent on percent / full of it; nothing below.

    Percent / full and not a line that begins at the floor: the tables' formula is a share of what was to be done.
    """

    floor: Decimal
    full: Decimal


@dataclass(frozen=True)
class YesNo(Rule):
    """Met → the maximum, else 0."""


@dataclass(frozen=True)
class Checklist(Rule):
    """n of N requirements → n/N of the maximum; with names they are ticked one by one."""

    requirements: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deduction(Rule):
    """The maximum less `each` points per case, at most `most` points: without it never below 0."""

    each: Decimal
    most: Decimal | None = None


@dataclass(frozen=True)
class Variable:
    """A number a formula is made of, and what people call it."""

    name: str
    label: str


@dataclass(frozen=True)
class Formula(Rule):
    """Points computed from named values, held between 0 and the maximum."""

    variables: tuple[Variable, ...]
    expression: str

    @property
    def node(self) -> formula.Node:
        """The expression as a tree."""
        return formula.parse(self.expression)


@dataclass(frozen=True)
class Survey(Rule):
    """Points come from outside; an assumption until then."""


@dataclass(frozen=True)
class Statistics(Rule):
    """The same, from published socio-economic figures."""


@dataclass(frozen=True)
class Manual(Rule):
    """Points are given by the team with a written reason."""


@dataclass(frozen=True)
class Sum(Rule):
    """A parent: the sum of its children."""


def parse_rule(kind: RuleKind, params: str) -> Rule:
    """The rule that `rule` and `rule_params` of a criteria table write; DomainError says what is wrong with them."""
    if kind is RuleKind.SUM:  # nothing can arise at a parent, so not even `na` is said of it
        return PARSERS[kind](params.strip())
    own, granted = _take(params, "na")
    if granted not in (None, "full", "out"):
        raise _bad(Message("Where nothing arose write na=full for full points, or na=out to leave the item out."))
    return replace(PARSERS[kind](own), full_if_nothing_arose=granted == "full")


def rule_text(rule: Rule) -> str:
    """The canonical `rule_params`; `parse_rule` reads them back to the same rule."""
    return "; ".join([*_own_params(rule), *(["na=full"] if rule.full_if_nothing_arose else [])])


def takes_value(rule: Rule) -> bool:
    """Are points computed from an observed value? Otherwise they are given by hand, with a reason."""
    return isinstance(rule, Ladder | Count | Deadline | Ratio | Mixed | YesNo | Checklist | Deduction | Formula)


def takes_percent(rule: Rule) -> bool:
    """Is the observed value a percentage? Then it may be told as a fraction, «46/52»."""
    return isinstance(rule, Ladder | Ratio | Mixed)


def _own_params(rule: Rule) -> list[str]:
    """The parameters of this kind alone."""
    match rule:
        case Ladder(rungs) | Count(rungs):
            return _rung_texts(rungs)
        case Deadline(rungs, later):
            return [*_rung_texts(rungs), *([f"later={_canonical(later)}"] if later else [])]
        case Checklist(requirements, names):
            return list(names) or [str(requirements)]
        case Deduction(each, most):
            return [f"each={_canonical(each)}", *([f"most={_canonical(most)}"] if most is not None else [])]
        case Formula(variables, expression):
            return [*(f"{each.name}: {each.label}" for each in variables), f"= {expression}"]
    return [f"{name}={_canonical(getattr(rule, name))}" for name in _fields(rule)]


def _fields(rule: Rule) -> tuple[str, ...]:
    return rule.__match_args__  # floor, full, or none at all


def _rung_texts(rungs: tuple[Rung, ...]) -> list[str]:
    return [f"{_canonical(rung.threshold)}={_canonical(rung.share)}" for rung in rungs]


def _ladder(params: str) -> Ladder:
    return Ladder(_falling_rungs(params))


def _count(params: str) -> Count:
    rungs = _falling_rungs(params)
    if any(rung.threshold % 1 for rung in rungs):
        raise _bad(Message("Thresholds of a count are whole numbers."))
    return Count(rungs)


def _falling_rungs(params: str) -> tuple[Rung, ...]:
    rungs = _rungs(params)
    if rungs[0].share != ONE:
        raise _bad(Message("The first rung gives the whole maximum, for instance 100=1."))
    if rungs[-1].threshold != ZERO:
        raise _bad(Message("The last rung starts at 0, for instance 0=0."))
    if any(lower.threshold >= upper.threshold for upper, lower in pairwise(rungs)):
        raise _bad(Message("Thresholds fall from rung to rung."))
    return rungs


def _deadline(params: str) -> Deadline:
    own, later = _take(params, "later")
    rungs, rest = _rungs(own), ZERO if later is None else _number(later)
    if rungs[0].share != ONE:
        raise _bad(Message("The first step of a deadline gives the whole maximum, for instance 0=1."))
    if any(rung.threshold % 1 for rung in rungs):
        raise _bad(Message("Working days late are whole numbers."))
    if any(after.threshold <= before.threshold for before, after in pairwise(rungs)):
        raise _bad(Message("Days late rise from step to step, for instance 0=1; 5=0.5."))
    if rest and rest >= rungs[-1].share:
        raise _bad(Message("What comes later than the last step is worth less than it."))
    return Deadline(rungs, rest)


def _rungs(params: str) -> tuple[Rung, ...]:
    """Rungs in any order of their thresholds; shares fall in every kind of rule."""
    rungs = tuple(_rung(part) for part in params.split(";"))
    if any(lower.share >= upper.share for upper, lower in pairwise(rungs)):
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


def _ratio(params: str) -> Ratio:
    (floor,) = _named(params, ["floor"], Message("Write the lowest percent that counts, for instance floor=80."))
    if floor > HUNDRED:
        raise _bad(Message("The floor lies between 0 and 100 percent."))
    return Ratio(floor)


def _mixed(params: str) -> Mixed:
    wanted = Message("Write the lowest percent that counts and the one for the maximum: floor=70; full=100.")
    floor, full = _named(params, ["floor", "full"], wanted)
    if not floor < full <= MOST_PERCENT:
        raise _bad(Message("The floor lies below “full”, and “full” is at most %(most)s percent.", most=MOST_PERCENT))
    return Mixed(floor, full)


def _checklist(params: str) -> Checklist:
    if not NUMBER.fullmatch(params.strip()):
        return _named_checklist(params)
    number = _number(params)
    if number % 1 or not ONE <= number <= MOST_REQUIREMENTS:
        raise _bad(Message("The number of requirements is a whole number from 1 to %(most)s.", most=MOST_REQUIREMENTS))
    return Checklist(int(number))


def _named_checklist(params: str) -> Checklist:
    names = tuple(" ".join(part.split()) for part in params.split(";"))
    if not 1 < len(names) <= MOST_REQUIREMENTS or not all(names):
        raise _bad(Message("Write how many requirements there are, or name at least two, separated by semicolons."))
    if len(set(names)) < len(names):
        raise _bad(Message("A requirement is named twice."))
    return Checklist(len(names), names)


def _deduction(params: str) -> Deduction:
    own, capped = _take(params, "most")
    (each,) = _named(own, ["each"], Message("Write the points taken off per case, for instance each=0.25."))
    most = None if capped is None else _number(capped)
    if ZERO in (each, most):
        raise _bad(Message("The points taken off per case are above 0."))
    return Deduction(each, most)


def _formula(params: str) -> Formula:
    *declared, last = (part.strip() for part in params.split(";"))
    if not last.startswith("="):
        raise _bad(
            Message("The formula comes last and begins with =, for instance a: done; b: given; = maximum * a / b.")
        )
    variables = tuple(_variable(part) for part in declared)
    expression = " ".join(last.removeprefix("=").split())
    known, used = {each.name for each in variables}, formula.names(formula.parse(expression))
    if len(known) < len(variables):
        raise _bad(Message("A value of the formula is declared twice."))
    if used - known:
        raise _bad(Message("The formula uses “%(name)s”, which is not declared.", name=min(used - known)))
    if known - used:
        raise _bad(Message("The formula does not use “%(name)s”.", name=min(known - used)))
    if not used:
        raise _bad(Message("The formula uses no value, so it always comes to the same."))
    return Formula(variables, expression)


def _variable(part: str) -> Variable:
    name, _, label = (each.strip() for each in part.partition(":"))
    if not NAME.fullmatch(name) or name in formula.RESERVED or not label:
        raise _bad(Message("“%(part)s” is no value of a formula. Write name: what it counts.", part=part[:40]))
    return Variable(name, " ".join(label.split()))


def _bare(rule: Rule) -> Callable[[str], Rule]:
    """Reads the parameters of a kind that has none."""

    def parse(params: str) -> Rule:
        if params:
            raise _bad(Message("A rule of this kind takes no parameters."))
        return rule

    return parse


PARSERS: dict[RuleKind, Callable[[str], Rule]] = {
    RuleKind.LADDER: _ladder,
    RuleKind.COUNT: _count,
    RuleKind.DEADLINE: _deadline,
    RuleKind.RATIO: _ratio,
    RuleKind.MIXED: _mixed,
    RuleKind.YESNO: _bare(YesNo()),
    RuleKind.CHECKLIST: _checklist,
    RuleKind.DEDUCTION: _deduction,
    RuleKind.FORMULA: _formula,
    RuleKind.SURVEY: _bare(Survey()),
    RuleKind.STATISTICS: _bare(Statistics()),
    RuleKind.MANUAL: _bare(Manual()),
    RuleKind.SUM: _bare(Sum()),
}


def _take(params: str, name: str) -> tuple[str, str | None]:
    """The parameters without `name=…`, and what stands behind it; None where it is not there."""
    parts = [part.partition("=") for part in params.split(";")]
    found = [value.strip() for key, _, value in parts if key.strip() == name]
    if len(found) > 1:
        raise _bad(Message("“%(name)s” is written twice.", name=name))
    rest = ";".join("".join(part) for part in parts if part[0].strip() != name)
    return rest.strip(), found[0] if found else None


def _named(params: str, names: list[str], wanted: Message) -> list[Decimal]:
    """The numbers of exactly these names, in this order; `wanted` tells how to write them."""
    parts = [part.partition("=") for part in params.split(";")]
    found = {name.strip(): number for name, equals, number in parts if equals}
    if len(parts) != len(names) or set(found) != set(names):
        raise _bad(wanted)
    return [_number(found[name]) for name in names]


def _number(text: str) -> Decimal:
    text = text.strip()
    if not NUMBER.fullmatch(text):
        raise _bad(Message("“%(text)s” is not a number a rule can use.", text=text[:40]))
    return Decimal(text.replace(",", "."))


def _canonical(number: Decimal) -> str:
    return numerals.plain(number).replace(",", ".")


def _bad(message: Message) -> DomainError:
    return DomainError(message, field="rule_params")
