"""Double scoring (chấm lần 2): somebody else of the team scores again, the head settles what differs.

Until then the team's score counts; the agency is never shown a second score.
"""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from inspection_app.models import Assessment, SecondScore, User
from inspection_app.models.base import STEP, now
from inspection_app.queries import second_scores as find
from inspection_app.rules import scoring, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.second_scores import UNSCORED
from inspection_app.rules.tally import state_after
from inspection_app.rules.terms import ItemState, SecondChoice, SecondState

from . import activity, assessments, operations, revisions
from .assessments import ScoreDraft
from .holding import hold, hold_open

FIRST = ("state", "value", "inputs", "points", "reason", "scorer_id", "revision")  # what says the team's score
CHANGED = Message("The team's score changed meanwhile. Look at it as it is now, then decide.")


@dataclass(frozen=True)
class Settlement:
    """What the head of the team decided, having seen the assessment at `revision`."""

    operation_id: UUID
    revision: int
    choice: SecondChoice
    points: Decimal | None  # where the choice is other points
    reason: str


def record(assessment: Assessment, draft: ScoreDraft, *, by: User) -> None:
    """Save an own second score, worked out as the first one is; raises DomainError with the field to mend."""
    if operations.is_repeat(draft.operation_id, assessment.id, by=by):
        return
    second = _opened(assessment, draft.revision, by)
    if draft.judgement is ItemState.NOT_ASSESSED:
        raise DomainError(Message("A second score says something: choose another result."), field="judgement")
    if not draft.reason:
        raise DomainError(Message("Say how you came to your score."), field="reason")
    score = assessments.worked_out(assessment, draft)
    inputs = getattr(score, "inputs", None) or {}  # only some kinds of rule ask for more than one number
    second.state, second.value, second.inputs, second.points = score.state, score.value, inputs, score.points
    second.reason = draft.reason
    activity.note("second_score.recorded", second, by=by, inspection=assessment.inspection)


def agree(assessment: Assessment, operation_id: UUID, revision: int, *, by: User) -> None:
    """Confirm the team's score as it stood at that revision; raises DomainError once it is another."""
    if operations.is_repeat(operation_id, assessment.id, by=by):
        return
    second = _opened(assessment, revision, by)
    second.state, second.points, second.reason = assessment.state, assessment.points, ""
    second.value, second.inputs = assessment.value, assessment.inputs
    activity.note("second_score.agreed", second, by=by, inspection=assessment.inspection)


def settle(second: SecondScore, settlement: Settlement, *, by: User) -> None:
    """Decide a difference; another score than the first becomes the team's. DomainError where nothing differs."""
    assessment = second.assessment
    if operations.is_repeat(settlement.operation_id, second.id, by=by):
        return
    _hold(assessment, settlement.revision)
    if find.of_item(assessment).state is not SecondState.DIFFERS:
        raise DomainError(Message("There is no difference to settle here any more."))
    if not settlement.reason:
        raise DomainError(Message("Write down the reason of the decision."), field="reason")
    if settlement.choice is not SecondChoice.FIRST:
        revisions.write(assessment, _chosen(second, settlement), revision=assessment.revision)
        assessment.scorer_id = by.id
        activity.note("score.recorded", assessment, by=by, inspection=assessment.inspection)
    second.settled_points, second.settled_reason = assessment.points, settlement.reason
    second.settled_by_id, second.settled_at = by.id, now()
    activity.note("second_score.settled", second, by=by, inspection=assessment.inspection)


def _opened(assessment: Assessment, revision: int, by: User) -> SecondScore:
    """The second score to be filled, held against the team's as it stands; DomainError where this person may not."""
    _hold(assessment, revision)
    line = find.of_item(assessment)
    if assessment.state in UNSCORED:
        raise DomainError(Message("The team has not scored this item yet."))
    if assessment.scorer_id == by.id:
        raise DomainError(Message("The team's score is yours. Somebody else of the team scores it a second time."))
    if line.state is SecondState.SETTLED:
        raise DomainError(Message("The difference was settled already."))
    if line.second and line.state is not SecondState.STALE and line.second.scorer_id != by.id:
        raise DomainError(Message("%(name)s gave the second score already.", name=line.second.scorer.full_name))
    second = line.second or SecondScore(assessment=assessment)
    second.scorer_id, second.recorded_at = by.id, now()
    second.first_state, second.first_points = assessment.state, assessment.points
    second.settled_points, second.settled_reason, second.settled_by_id, second.settled_at = None, "", None, None
    return second


def _hold(assessment: Assessment, revision: int) -> None:
    """Nobody moves the inspection or changes the team's score meanwhile; DomainError against the stage or the round."""
    hold_open(assessment.inspection)
    workflow.check_findings_open(assessment.inspection.stage)
    hold(assessment, *FIRST)
    if assessment.revision != revision:
        raise DomainError(CHANGED)


def _chosen(second: SecondScore, settlement: Settlement) -> dict[str, object]:
    """The team's score as decided. The second person's own words stay inside the team: the agency reads the reason."""
    if settlement.choice is SecondChoice.SECOND:
        score = {"state": second.state, "value": second.value, "inputs": second.inputs, "points": second.points}
        return score | {"reason": settlement.reason}
    if settlement.points is None:
        raise DomainError(Message("Enter the points that shall count."), field="points")
    maximum = second.assessment.criterion.maximum
    points = scoring.by_hand(maximum, settlement.points, settlement.reason).points.quantize(STEP)
    return {"state": state_after(maximum, points), "points": points, "reason": settlement.reason}
