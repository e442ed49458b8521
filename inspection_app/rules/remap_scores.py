"""What becomes of a score when its item goes over to another version of the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from inspection_app.rules import scoring
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.remap_match import Place
from inspection_app.rules.rule_params import Checklist, Count, Deadline, Deduction, Ladder, Mixed, Ratio, Rule, YesNo
from inspection_app.rules.tally import HELD_APART, UNPROVEN, first_state, state_after
from inspection_app.rules.terms import ItemState

STEP = Decimal("1e-10")  # as fine as points are kept
# What an observed value counts. A ladder's percent is as good to a ratio; five reports are not five cases.
COUNTS: Mapping[type[Rule], str] = {
    Ladder: "percent",
    Ratio: "percent",
    Mixed: "percent",
    Count: "things",
    Deadline: "days",
    YesNo: "yes or no",
    Deduction: "cases",
}


class Fate(StrEnum):
    """What becomes of it."""

    NOTHING = "nothing"  # there was no score
    KEPT = "kept"
    RECOMPUTED = "recomputed"
    LOST = "lost"  # not kept: the item is to be assessed again
    MERGED = "merged"  # another item's score stands at the new one


@dataclass(frozen=True)
class Score:
    """What is said of an item; points in points of the index."""

    state: ItemState
    value: Decimal | None = None
    points: Decimal | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """The score as the new item has it, and why where it is not the same."""

    fate: Fate
    score: Score
    why: Message | None = None


def nothing(place: Place) -> Score:
    """Nobody has judged it yet."""
    return Score(first_state(place.assessed_by))


def is_nothing(place: Place, score: Score) -> bool:
    """Whether nobody has said anything of this item."""
    untouched = score.state in (first_state(place.assessed_by), ItemState.NOT_ASSESSED)
    return untouched and score.value is None and score.points is None and not score.inputs


def carry(old: Place, new: Place, score: Score) -> Carried:
    """The score under the new item's rule and maximum; nothing is guessed: what does not follow is not kept."""
    if is_nothing(old, score):
        return Carried(Fate.NOTHING, nothing(new))
    same = (old.rule, old.maximum, old.assessed_by) == (new.rule, new.maximum, new.assessed_by)
    without = score.value is None and score.points is None and not score.inputs  # at risk, or lacking evidence
    if same or (without and new.assessed_by not in HELD_APART and score.state is not ItemState.NOT_APPLICABLE):
        return Carried(Fate.KEPT, score)
    if new.assessed_by in HELD_APART:
        return _lost(new, Message("the new item is measured by survey or statistics, and the team does not score it"))
    if score.state is ItemState.NOT_APPLICABLE:
        return _not_applicable(new, score)
    return _by_hand(old, new, score) if given_by_hand(old, score) else _recomputed(old, new, score)


def given_by_hand(place: Place, score: Score) -> bool:
    """Whether the points were given by the team itself and not by the rule."""
    if not scoring.takes_value(place.rule) or (score.value is None and not score.inputs):
        return True
    try:
        return _scored(place, score) != score.points
    except DomainError:
        return True


def _not_applicable(new: Place, score: Score) -> Carried:
    granted = scoring.where_nothing_arose(new.rule, new.maximum)
    points = granted.points.quantize(STEP) if granted else None
    return Carried(Fate.KEPT if points == score.points else Fate.RECOMPUTED, replace(score, points=points))


def _by_hand(old: Place, new: Place, score: Score) -> Carried:
    if old.maximum != new.maximum:
        return _lost(new, Message("points given by hand were given for another maximum"))
    observed = score.value is not None or score.inputs
    if observed and _points(old, new, score)[0] is None:
        unfit = Message("the observed value does not fit the new rule")
        return Carried(Fate.KEPT, replace(score, value=None, inputs={}), unfit)
    return Carried(Fate.KEPT, score)


def _recomputed(old: Place, new: Place, score: Score) -> Carried:
    points, why = _points(old, new, score)
    if points is None:
        return _lost(new, why)
    state = score.state if score.state in UNPROVEN else state_after(new.maximum, points)
    fate = Fate.KEPT if (state, points) == (score.state, score.points) else Fate.RECOMPUTED
    return Carried(fate, replace(score, state=state, points=points))


def _points(old: Place, new: Place, score: Score) -> tuple[Decimal | None, Message | None]:
    if not scoring.takes_value(new.rule):
        return None, Message("points of the new item do not come from an observed value")
    fraction = scoring.takes_percent(old.rule) and scoring.takes_percent(new.rule)
    if score.inputs and not fraction and old.rule != new.rule:
        return None, Message("the numbers entered belong to the old rule")
    if not score.inputs and _counted(old.rule) != _counted(new.rule):
        return None, Message("the observed value counts something else under the new rule")
    try:
        return _scored(new, score), None
    except DomainError as error:
        return None, error.message


def _scored(place: Place, score: Score) -> Decimal:
    numbers = {name: Decimal(number) for name, number in score.inputs.items()}
    return scoring.observed(place.rule, place.maximum, score.value, numbers).points.quantize(STEP)


def _counted(rule: Rule) -> str:
    if isinstance(rule, Checklist):  # four of five met says nothing of a list of six
        return f"of {rule.requirements}"
    return COUNTS.get(type(rule), type(rule).__name__)


def _lost(new: Place, why: Message | None) -> Carried:
    return Carried(Fate.LOST, nothing(new), why)
