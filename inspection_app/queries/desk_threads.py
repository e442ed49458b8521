"""Reads of the team's threads: of an item, and of an inspection by field or by person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, DeskReply, DeskThread, Inspection, User


@dataclass(frozen=True)
class Narrowed:
    """What the list of threads is narrowed to; None and empty narrow nothing."""

    unresolved: bool = True
    mine: User | None = None  # opened or answered by this person, or at an item given to him or her
    author_id: UUID | None = None
    field: str = ""


def of_item(assessment: Assessment) -> Sequence[DeskThread]:
    """All of them, oldest first, with their replies."""
    query = select(DeskThread).where(DeskThread.assessment_id == assessment.id)
    query = query.options(joinedload(DeskThread.replies))
    return db.session.scalars(query.order_by(DeskThread.opened_at, DeskThread.id)).unique().all()


def of_inspection(inspection: Inspection, narrowed: Narrowed) -> Sequence[DeskThread]:
    """The threads wanted, in the table's order, items loaded."""
    query = select(DeskThread).join(DeskThread.assessment).join(Assessment.criterion)
    query = query.where(Assessment.inspection_id == inspection.id, *_wanted(narrowed))
    query = query.options(contains_eager(DeskThread.assessment).contains_eager(Assessment.criterion))
    found = db.session.scalars(query.order_by(Criterion.position, DeskThread.opened_at)).unique().all()
    return [each for each in found if narrowed.field in {"", each.assessment.criterion.field_code}]


def authors_of(inspection: Inspection) -> Sequence[User]:
    """Whoever opened a thread here, by name."""
    opened = select(DeskThread.author_id).join(DeskThread.assessment)
    opened = opened.where(Assessment.inspection_id == inspection.id)
    return db.session.scalars(select(User).where(User.id.in_(opened)).order_by(User.full_name)).unique().all()


def _wanted(narrowed: Narrowed) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if narrowed.unresolved:
        wanted.append(DeskThread.resolved_at.is_(None))
    if narrowed.author_id is not None:
        wanted.append(DeskThread.author_id == narrowed.author_id)
    if narrowed.mine is not None:
        answered = select(DeskReply.thread_id).where(DeskReply.author_id == narrowed.mine.id)
        mine = (DeskThread.author_id, Assessment.assignee_id)
        wanted.append(or_(*(each == narrowed.mine.id for each in mine), DeskThread.id.in_(answered)))
    return wanted
