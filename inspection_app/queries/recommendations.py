"""Reads of recommendations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Assessment, Inspection, Recommendation, Round
from inspection_app.rules.terms import RecommendationState


def proposed_in(round_: Round, *, until: datetime | None) -> Sequence[Recommendation]:
    """Those proposed in the round by that moment and not issued yet."""
    query = select(Recommendation).join(Recommendation.assessment).join(Assessment.inspection)
    query = query.where(Inspection.round_id == round_.id, Recommendation.state == RecommendationState.PROPOSED)
    if until is not None:
        query = query.where(Recommendation.recorded_at <= until)
    return db.session.scalars(query).unique().all()
