"""Reads of recommendations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Inspection, Recommendation, Round
from inspection_app.rules.terms import RecommendationState

from .items import CLOSED_RECOMMENDATIONS


def proposed_in(round_: Round, *, until: datetime | None) -> Sequence[Recommendation]:
    """Those proposed in the round by that moment and not issued yet."""
    query = select(Recommendation).join(Recommendation.assessment).join(Assessment.inspection)
    query = query.where(Inspection.round_id == round_.id, Recommendation.state == RecommendationState.PROPOSED)
    if until is not None:
        query = query.where(Recommendation.recorded_at <= until)
    return db.session.scalars(query).unique().all()


def open_in(round_: Round) -> Sequence[Recommendation]:
    """Those of the round that may still win points, in the table's order."""
    query = select(Recommendation).join(Recommendation.assessment).join(Assessment.inspection)
    query = query.join(Assessment.criterion).where(
        Inspection.round_id == round_.id, Recommendation.state.not_in(CLOSED_RECOMMENDATIONS)
    )
    order = (Criterion.position, Recommendation.recorded_at, Recommendation.id)
    return db.session.scalars(query.order_by(*order)).unique().all()
