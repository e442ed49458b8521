"""Reads of criteria sets."""

from collections.abc import Sequence

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, Criterion
from inspection_app.rules.terms import SetState


def newest_first() -> Sequence[CriteriaSet]:
    """All sets."""
    return db.session.scalars(select(CriteriaSet).order_by(CriteriaSet.year.desc(), CriteriaSet.name)).all()


def published() -> Sequence[CriteriaSet]:
    """Sets a round may be bound to."""
    query = select(CriteriaSet).where(CriteriaSet.state == SetState.PUBLISHED)
    return db.session.scalars(query.order_by(CriteriaSet.year.desc(), CriteriaSet.name)).all()


def named(name: str) -> CriteriaSet | None:
    """The set of this name."""
    return db.session.scalar(select(CriteriaSet).where(CriteriaSet.name == name))


def tree(criteria_set: CriteriaSet) -> Sequence[Criterion]:
    """Every line, in the table's order."""
    query = select(Criterion).where(Criterion.criteria_set_id == criteria_set.id)
    return db.session.scalars(query.order_by(Criterion.position)).unique().all()
