"""What if: some remedies are carried out and some items reach other points. Nothing here is saved."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from inspection_app.rules import numerals, scoring
from inspection_app.rules.forecast import Remedy
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_params import Formula, Rule, takes_value
from inspection_app.rules.scoring import Scored
from inspection_app.rules.tally import HELD_APART, ZERO, Figures, Leaf, figures, state_after
from inspection_app.rules.terms import Assessed

STEP = Decimal("1e-10")  # points are kept to ten places: what is saved gives the same figures as what was looked at
VALUE, POINTS, INPUT = "value", "points", "input_"  # a formula's numbers begin with the last


@dataclass(frozen=True)
class Supposed:
    """Keys of the remedies carried out, and the points each moved item reaches, by its code."""

    ticked: Collection[str] = frozenset()
    moved: Mapping[str, Decimal] = field(default_factory=dict)


def can_move(assessed_by: Assessed) -> bool:
    """Only what a team scores is moved; surveys and statistics rest on their assumptions."""
    return assessed_by not in HELD_APART


def names_of(rule: Rule) -> tuple[str, ...]:
    """The numbers by which an item of this rule is moved; points can always be given outright."""
    if isinstance(rule, Formula):
        return (*(INPUT + each.name for each in rule.variables), POINTS)
    return (VALUE, POINTS) if takes_value(rule) else (POINTS,)


def worked_out(rule: Rule, maximum: Decimal, numbers: Mapping[str, Decimal]) -> Scored:
    """The points an item would reach, and how; DomainError with the number to mend."""
    given = numbers.get(POINTS)
    if given is None:
        inputs = {name.removeprefix(INPUT): each for name, each in numbers.items() if name.startswith(INPUT)}
        scored = scoring.observed(rule, maximum, numbers.get(VALUE), inputs)
        return Scored(scored.points.quantize(STEP), scored.explanation)
    if len(numbers) > 1:
        raise DomainError(Message("Enter what is observed or the points, not both."), field=POINTS)
    told = Message("Points supposed: %(points)s", points=numerals.points(given))
    scoring.by_hand(maximum, given, str(told), least=scoring.lowest(rule, maximum))  # refuses what is out of range
    return Scored(given, told)


def moved_leaf(leaf: Leaf, points: Decimal) -> Leaf:
    """The item with these points proven, whatever its remedies add; held inside what its rule can give."""
    within = min(max(points, leaf.minimum), leaf.maximum)
    return replace(leaf, points=within, state=state_after(leaf.maximum, within), recoverable=ZERO)


def what_if(leaves: Iterable[Leaf], remedies: Iterable[Remedy], supposed: Supposed) -> Decimal:
    """The likely points of these leaves as supposed: the tally's high with the ticked remedies alone."""
    won = _won(each for each in remedies if each.key in supposed.ticked)
    return _with(leaves, supposed, won).high


def at_most(leaves: Iterable[Leaf], supposed: Supposed) -> Decimal:
    """The same with every open remedy; a moved item stays where it was moved to."""
    kept = (moved_leaf(each, supposed.moved[each.code]) if _moves(each, supposed) else each for each in leaves)
    return figures(kept).high


def still_to_win(leaf: Leaf, points: Decimal) -> Decimal:
    """What a new remedy must win beyond the score and every open remedy to reach these points; 0 for nothing."""
    reached = moved_leaf(leaf, points).points or ZERO
    missing = reached - (leaf.points or ZERO) - leaf.recoverable
    return min(max(missing, ZERO), leaf.maximum)


def _with(leaves: Iterable[Leaf], supposed: Supposed, won: Mapping[str, Decimal]) -> Figures:
    return figures(
        moved_leaf(each, supposed.moved[each.code])
        if _moves(each, supposed)
        else replace(each, recoverable=won.get(each.code, ZERO))
        for each in leaves
    )


def _moves(leaf: Leaf, supposed: Supposed) -> bool:
    return leaf.code in supposed.moved and can_move(leaf.assessed_by)


def _won(remedies: Iterable[Remedy]) -> dict[str, Decimal]:
    won: dict[str, Decimal] = {}
    for each in remedies:
        won[each.code] = won.get(each.code, ZERO) + each.recoverable
    return won
