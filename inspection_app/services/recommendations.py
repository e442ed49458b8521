"""Recommendations: what is to be done, who leads it, by when, and the points it can still win."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from inspection_app import policies
from inspection_app.extensions import db
from inspection_app.models import Agency, Assessment, Recommendation, User
from inspection_app.rules import numerals, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import RecommendationState

from . import activity, operations, revisions
from .holding import hold, hold_open


@dataclass(frozen=True)
class RecommendationDraft:
    """What the inspector entered; the tablet chose both ids, `revision` 0 says it is new to it."""

    recommendation_id: UUID
    operation_id: UUID
    revision: int
    text: str
    lead_agency: Agency
    deadline: date | None
    recoverable: Decimal | None  # points


def record(assessment: Assessment, draft: RecommendationDraft, *, by: User) -> Recommendation:
    """Save a new recommendation or a change of one; raises DomainError, or Clashed on a clash."""
    recommendation = db.session.get(Recommendation, draft.recommendation_id)
    if operations.is_repeat(draft.operation_id, draft.recommendation_id, by=by) and recommendation is not None:
        return recommendation
    if recommendation is not None:
        _check_mine(recommendation, assessment, by)
    hold_open(assessment.inspection)
    workflow.check_findings_open(assessment.inspection.stage)
    _check(assessment, draft)
    verb = "recommendation.changed"
    if recommendation is None:
        verb = "recommendation.recorded"
        recommendation = Recommendation(id=draft.recommendation_id, assessment=assessment, author_id=by.id)
    mine = {
        "text": draft.text,
        "lead_agency_id": draft.lead_agency.id,
        "deadline": draft.deadline,
        "recoverable": draft.recoverable,
    }
    revisions.write(recommendation, mine, revision=draft.revision)
    activity.note(verb, recommendation, by=by, inspection=assessment.inspection)
    db.session.expire(recommendation, ["lead_agency"])  # only its id was set
    return recommendation


def withdraw(recommendation: Recommendation, *, by: User) -> None:
    """Take a recommendation back; the log keeps it."""
    inspection = recommendation.assessment.inspection
    hold_open(inspection)
    hold(recommendation, "state", "revision")
    if recommendation.state is RecommendationState.WITHDRAWN:
        return  # sent twice on a bad line
    workflow.check_findings_open(inspection.stage)
    recommendation.state = RecommendationState.WITHDRAWN
    activity.note("recommendation.withdrawn", recommendation, by=by, inspection=inspection)


def _check(assessment: Assessment, draft: RecommendationDraft) -> None:
    maximum = assessment.criterion.maximum
    if draft.recoverable is not None and not 0 <= draft.recoverable <= maximum:
        most = numerals.points(maximum)
        sentence = Message("No more than the item's maximum can be won: %(most)s points.", most=most)
        raise DomainError(sentence, field="recoverable")
    if draft.deadline is not None and draft.deadline < assessment.inspection.round.starts_on:
        raise DomainError(Message("The deadline lies before the round began."), field="deadline")


def _check_mine(recommendation: Recommendation, assessment: Assessment, by: User) -> None:
    if recommendation.assessment_id != assessment.id or not policies.change_recommendation(by, recommendation):
        raise DomainError(Message("This recommendation is not yours to change."))
    if recommendation.state is RecommendationState.WITHDRAWN:
        raise DomainError(operations.WITHDRAWN)
