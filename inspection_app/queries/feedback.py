"""Reads of the register of citizens' feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Feedback, FeedbackCheck, Inspection
from inspection_app.rules.terms import FeedbackState
from inspection_app.rules.vietnamese import fold

OPEN = (FeedbackState.RECEIVED, FeedbackState.FORWARDED, FeedbackState.HANDLING)
NEWEST = (Feedback.year.desc(), Feedback.number.desc())


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; `open_only` leaves out what has been answered or not taken up."""

    agency_id: UUID | None = None
    open_only: bool = False
    search: str = ""


def register(wanted: Wanted) -> list[Feedback]:
    """The register, newest first; the search finds «thu tuc» for «thủ tục»."""
    query = select(Feedback).options(selectinload(Feedback.checks)).order_by(*NEWEST)
    if wanted.agency_id is not None:
        query = query.where(Feedback.agency_id == wanted.agency_id)
    if wanted.open_only:
        query = query.where(Feedback.state.in_(OPEN))
    words = fold(wanted.search)
    return [each for each in db.session.scalars(query) if words in fold(f"{each.code} {each.procedure} {each.content}")]


def last_number(year: int) -> int:
    """The highest number given in this year; 0 before the first."""
    return db.session.scalar(select(func.max(Feedback.number)).where(Feedback.year == year)) or 0


def of_inspection(inspection: Inspection) -> list[Feedback]:
    """What citizens said of the inspected agency, newest first."""
    return register(Wanted(inspection.agency_id))


def checks_in(inspection: Inspection) -> dict[UUID, list[FeedbackCheck]]:
    """The checks of this inspection, by feedback."""
    found: dict[UUID, list[FeedbackCheck]] = {}
    for check in _checks(Assessment.inspection_id == inspection.id):
        found.setdefault(check.feedback_id, []).append(check)
    return found


def checks_at(item: Assessment) -> Sequence[FeedbackCheck]:
    """The feedback to be looked at with this item."""
    return _checks(FeedbackCheck.assessment_id == item.id)


def _checks(condition: ColumnElement[bool]) -> Sequence[FeedbackCheck]:
    query = select(FeedbackCheck).join(FeedbackCheck.assessment).where(condition).order_by(FeedbackCheck.linked_at)
    options = joinedload(FeedbackCheck.assessment).joinedload(Assessment.criterion), joinedload(FeedbackCheck.finding)
    return db.session.scalars(query.options(*options)).all()
