"""Counts for the home page."""

from dataclasses import dataclass

from sqlalchemy import func, select

from inspection_app.extensions import db
from inspection_app.models import Assessment, Inspection, User
from inspection_app.rules.terms import ItemState


@dataclass(frozen=True)
class Left:
    """Items nobody has judged yet: of the inspection, and of them those given to this person."""

    all: int
    mine: int


def left_to_assess(inspection: Inspection, user: User) -> Left:
    """How much is still to be scored."""
    open_items = select(func.count()).where(
        Assessment.inspection_id == inspection.id, Assessment.state == ItemState.NOT_ASSESSED
    )
    mine = open_items.where(Assessment.assignee_id == user.id)
    return Left(db.session.scalar(open_items) or 0, db.session.scalar(mine) or 0)
