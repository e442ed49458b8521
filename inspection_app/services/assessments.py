"""Scoring an item: an observed value by the rule, or points by hand with a reason."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from inspection_app.models import Assessment, User
from inspection_app.models.base import STEP
from inspection_app.rules import scoring, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.tally import HELD_APART, state_after
from inspection_app.rules.terms import ItemState

from . import activity, operations, revisions
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


@dataclass(frozen=True)
class Score:
    """What an entry amounts to."""

    state: ItemState
    value: Decimal | None
    points: Decimal | None


def record(assessment: Assessment, draft: ScoreDraft, *, by: User) -> None:
    """Save the team's score of one item; raises DomainError for values the rule refuses, Clashed on a clash."""
    if operations.is_repeat(draft.operation_id, assessment.id, by=by):
        return
    hold_open(assessment.inspection)
    workflow.check_findings_open(assessment.inspection.stage)
    score = worked_out(assessment, draft)
    mine = {"state": score.state, "value": score.value, "points": score.points, "reason": draft.reason}
    revisions.write(assessment, mine, revision=draft.revision)
    assessment.scorer_id = by.id
    activity.note("score.recorded", assessment, by=by, inspection=assessment.inspection)


def worked_out(assessment: Assessment, draft: ScoreDraft) -> Score:
    """State and points of an entry (points, exact); raises DomainError with the field to mend."""
    if assessment.criterion.assessed_by in HELD_APART:
        raise DomainError(Message("This item is measured by survey or statistics; the team does not score it."))
    if draft.judgement in WITHOUT_VALUE:
        return _without_value(assessment, draft.judgement, draft)
    points = _points(assessment, draft)
    if points is None and draft.judgement is None:
        raise DomainError(Message("Enter the observed value, or choose a result."), field=_first_field(assessment))
    state = draft.judgement or state_after(assessment.criterion.maximum, points or Decimal(0))
    return Score(state, draft.value, points)


def self_score(assessment: Assessment, value: Decimal | None, points: Decimal | None, note: str, *, by: User) -> None:
    """Save the agency's own score; points follow from the value where the rule says how."""
    hold_open(assessment.inspection)
    workflow.check_self_assessment_open(assessment.inspection.stage)
    rule = assessment.criterion.parsed_rule
    if value is not None and scoring.takes_value(rule):
        points = scoring.score(rule, assessment.criterion.maximum, value).points
    elif points is not None and not 0 <= points <= assessment.criterion.maximum:
        raise DomainError(Message("Points lie between 0 and the maximum."), field="points")
    assessment.self_value, assessment.self_note = value, note
    assessment.self_points = points.quantize(STEP) if points is not None else None
    activity.note("self_score.recorded", assessment, by=by, inspection=assessment.inspection)


def is_by_hand(assessment: Assessment) -> bool:
    """Whether the points were given by hand and not by the rule."""
    if assessment.points is None or assessment.state is ItemState.NOT_APPLICABLE:
        return False
    rule = assessment.criterion.parsed_rule
    if assessment.value is None or not scoring.takes_value(rule):
        return True
    return (
        scoring.score(rule, assessment.criterion.maximum, assessment.value).points.quantize(STEP) != assessment.points
    )


def _without_value(assessment: Assessment, state: ItemState, draft: ScoreDraft) -> Score:
    """Nothing was judged, or nothing arose: then the rule says whether the full points are given."""
    if draft.value is not None or draft.points is not None:
        raise DomainError(Message("Empty the value and the points, or choose another result."), field="judgement")
    if state is ItemState.NOT_ASSESSED:
        return Score(state, None, None)
    if not draft.reason:
        raise DomainError(Message("Say why the item does not apply."), field="reason")
    criterion = assessment.criterion
    granted = scoring.where_nothing_arose(assessment.criterion.parsed_rule, criterion.maximum)
    return Score(state, None, granted.points.quantize(STEP) if granted else None)


def _points(assessment: Assessment, draft: ScoreDraft) -> Decimal | None:
    criterion = assessment.criterion
    if draft.points is not None:
        return scoring.by_hand(criterion.maximum, draft.points, draft.reason).points.quantize(STEP)
    if draft.value is None:
        return None
    return scoring.score(criterion.parsed_rule, criterion.maximum, draft.value).points.quantize(STEP)


def _first_field(assessment: Assessment) -> str:
    return "value" if scoring.takes_value(assessment.criterion.parsed_rule) else "points"
