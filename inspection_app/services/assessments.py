"""Scoring an item: an observed value by the rule, or points by hand with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID, uuid4

from inspection_app.models import Assessment, Criterion, User
from inspection_app.models.base import STEP
from inspection_app.rules import numerals, scoring, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_params import Formula, Rule
from inspection_app.rules.scoring import Scored
from inspection_app.rules.tally import HELD_APART, state_after
from inspection_app.rules.terms import ItemState

from . import activity, operations, revisions, self_assessments
from .holding import hold_open

WITHOUT_VALUE = frozenset({ItemState.NOT_ASSESSED, ItemState.NOT_APPLICABLE})
CHOSEN = frozenset({ItemState.AT_RISK, ItemState.LACKS_EVIDENCE}) | WITHOUT_VALUE


@dataclass(frozen=True)
class ScoreDraft:
    """What the inspector entered; `judgement` None lets the points decide the state."""

    operation_id: UUID
    revision: int
    judgement: ItemState | None
    value: Decimal | None  # in the criterion's measure
    points: Decimal | None  # by hand, with a reason
    reason: str
    inputs: Mapping[str, Decimal] = field(default_factory=dict)  # where the rule asks for more than one number


@dataclass(frozen=True)
class SelfScoreDraft:
    """What the agency says of itself: an observed value or inputs, or points where the rule takes none."""

    value: Decimal | None = None
    points: Decimal | None = None
    note: str = ""
    inputs: Mapping[str, Decimal] = field(default_factory=dict)
    evidence: str = ""  # documents named; files are brought apart
    operation_id: UUID = field(default_factory=uuid4)
    revision: int | None = None  # None: of whoever holds the row and read it just now


@dataclass(frozen=True)
class Score:
    """What an entry amounts to."""

    state: ItemState
    value: Decimal | None
    points: Decimal | None
    inputs: Mapping[str, Decimal] = field(default_factory=dict)


def record(assessment: Assessment, draft: ScoreDraft, *, by: User) -> None:
    """Save the team's score of one item; raises DomainError for values the rule refuses, Clashed on a clash."""
    if operations.is_repeat(draft.operation_id, assessment.id, by=by):
        return
    hold_open(assessment.inspection)
    workflow.check_findings_open(assessment.inspection.stage)
    score = worked_out(assessment, draft)
    mine: dict[str, object] = {"state": score.state, "value": score.value, "inputs": as_text(score.inputs)}
    mine |= {"points": score.points, "reason": draft.reason}
    revisions.write(assessment, mine, revision=draft.revision)
    assessment.scorer_id = by.id
    activity.note("score.recorded", assessment, by=by, inspection=assessment.inspection)


def worked_out(assessment: Assessment, draft: ScoreDraft) -> Score:
    """State and points of an entry (points, exact); raises DomainError with the field to mend."""
    if assessment.criterion.assessed_by in HELD_APART:
        raise DomainError(Message("This item is measured by survey or statistics; the team does not score it."))
    if draft.judgement in WITHOUT_VALUE:
        return _without_value(assessment, draft.judgement, draft)
    rule = assessment.criterion.parsed_rule
    points = _points(assessment, draft)
    if points is None and draft.judgement is None:
        raise DomainError(Message("Enter the observed value, or choose a result."), field=_first_field(assessment))
    state = draft.judgement or state_after(assessment.criterion.maximum, points or Decimal(0))
    return Score(state, _value(rule, draft), points, draft.inputs)


def self_score(assessment: Assessment, draft: SelfScoreDraft, *, by: User) -> None:
    """Save the agency's own score; raises DomainError for values the rule refuses, Clashed on a clash."""
    if operations.is_repeat(draft.operation_id, assessment.id, by=by):
        return
    self_assessments.hold_writable(assessment.inspection)
    mine = self_worked_out(assessment, draft)
    revisions.write(assessment, mine, revision=assessment.revision if draft.revision is None else draft.revision)
    activity.note("self_score.recorded", assessment, by=by, inspection=assessment.inspection)


def self_worked_out(assessment: Assessment, draft: SelfScoreDraft) -> dict[str, object]:
    """What such an entry writes; points follow from value or inputs where the rule says how. Raises DomainError."""
    if assessment.criterion.assessed_by in HELD_APART:
        raise DomainError(Message("This item is measured by survey or statistics; nobody scores it here."))
    rule, maximum = assessment.criterion.parsed_rule, assessment.criterion.maximum
    inputs = {name: Decimal(numerals.plain(number).replace(",", ".")) for name, number in draft.inputs.items()}
    value, points = draft.value, draft.points
    if (value is not None or inputs) and scoring.takes_value(rule):
        points = scoring.observed(rule, maximum, value, inputs).points
        if inputs and not isinstance(rule, Formula):
            value = scoring.value_of(rule, inputs).quantize(STEP)
    elif points is not None and not scoring.lowest(rule, maximum) <= points <= maximum:
        raise DomainError(Message("Points lie between 0 and the maximum."), field="points")
    points = points.quantize(STEP) if points is not None else None
    told: dict[str, object] = {"self_value": value, "self_inputs": as_text(inputs), "self_points": points}
    return told | {"self_note": draft.note, "self_evidence": draft.evidence}


def is_by_hand(assessment: Assessment) -> bool:
    """Whether the points were given by hand and not by the rule."""
    if assessment.points is None or assessment.state is ItemState.NOT_APPLICABLE:
        return False
    scored = by_rule(assessment.criterion, assessment.value, assessment.inputs)
    return scored is None or scored.points.quantize(STEP) != assessment.points


def by_rule(criterion: Criterion, value: Decimal | None, inputs: Mapping[str, str]) -> Scored | None:
    """What the rule alone makes of what was observed (points, exact); None where nothing was."""
    rule = criterion.parsed_rule
    if not scoring.takes_value(rule) or (value is None and not inputs):
        return None
    return scoring.observed(rule, criterion.maximum, value, as_numbers(inputs))


def as_text(inputs: Mapping[str, Decimal]) -> dict[str, str]:
    """Numbers as they are kept: exact, as text."""
    return {name: format(number, "f") for name, number in inputs.items()}


def as_numbers(inputs: Mapping[str, str]) -> dict[str, Decimal]:
    """The numbers kept as text."""
    return {name: Decimal(number) for name, number in inputs.items()}


def _without_value(assessment: Assessment, state: ItemState, draft: ScoreDraft) -> Score:
    """Nothing was judged, or nothing arose: then the rule says whether the full points are given."""
    if draft.value is not None or draft.points is not None or draft.inputs:
        raise DomainError(Message("Empty the value and the points, or choose another result."), field="judgement")
    if state is ItemState.NOT_ASSESSED:
        return Score(state, None, None)
    if not draft.reason:
        raise DomainError(Message("Say why the item does not apply."), field="reason")
    criterion = assessment.criterion
    granted = scoring.where_nothing_arose(assessment.criterion.parsed_rule, criterion.maximum)
    return Score(state, None, granted.points.quantize(STEP) if granted else None)


def _points(assessment: Assessment, draft: ScoreDraft) -> Decimal | None:
    maximum, rule = assessment.criterion.maximum, assessment.criterion.parsed_rule
    if draft.points is not None:
        least = scoring.lowest(rule, maximum)
        return scoring.by_hand(maximum, draft.points, draft.reason, least=least).points.quantize(STEP)
    if draft.value is None and not draft.inputs:
        return None
    return scoring.observed(rule, maximum, draft.value, draft.inputs).points.quantize(STEP)


def _value(rule: Rule, draft: ScoreDraft) -> Decimal | None:
    """The one value kept beside several inputs; a formula has none."""
    if not draft.inputs or isinstance(rule, Formula):
        return draft.value
    return scoring.value_of(rule, draft.inputs).quantize(STEP)


def _first_field(assessment: Assessment) -> str:
    return "value" if scoring.takes_value(assessment.criterion.parsed_rule) else "points"
