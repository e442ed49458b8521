"""Reads of requests for further evidence: of an item, of an inspection, of a home page."""

from collections import Counter
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, DeskThread, EvidenceRequest, Inspection
from inspection_app.rules.evidence_requests import WAITING
from inspection_app.rules.terms import RequestState

UNDER_WAY = WAITING | {RequestState.ANSWERED}  # somebody still has to do something


def of_item(assessment: Assessment) -> Sequence[EvidenceRequest]:
    """All of them, oldest first, with what was answered."""
    query = select(EvidenceRequest).where(EvidenceRequest.assessment_id == assessment.id)
    query = query.options(joinedload(EvidenceRequest.entries))
    return db.session.scalars(query.order_by(EvidenceRequest.asked_at, EvidenceRequest.id)).unique().all()


def of_inspection(inspection: Inspection, states: Collection[RequestState] = UNDER_WAY) -> Sequence[EvidenceRequest]:
    """Those in these states, the most urgent first, items loaded."""
    query = select(EvidenceRequest).join(EvidenceRequest.assessment).join(Assessment.criterion)
    query = query.where(Assessment.inspection_id == inspection.id, EvidenceRequest.state.in_(states))
    query = query.options(
        contains_eager(EvidenceRequest.assessment).contains_eager(Assessment.criterion),
        lazyload(EvidenceRequest.entries),
    )
    return db.session.scalars(query.order_by(EvidenceRequest.due_on, Criterion.position)).unique().all()


def of_thread(thread: DeskThread) -> EvidenceRequest | None:
    """The request a thread was made into."""
    return db.session.scalar(select(EvidenceRequest).where(EvidenceRequest.thread_id == thread.id))


def counts(inspection: Inspection, states: Collection[RequestState]) -> Counter[UUID]:
    """How many each item has in these states."""
    query = select(EvidenceRequest.assessment_id, func.count()).join(EvidenceRequest.assessment)
    query = query.where(Assessment.inspection_id == inspection.id, EvidenceRequest.state.in_(states))
    return Counter({row[0]: row[1] for row in db.session.execute(query.group_by(EvidenceRequest.assessment_id))})
