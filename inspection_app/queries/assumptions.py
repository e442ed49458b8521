"""Reads of the assumptions a forecast rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Assumption, Criterion, PublishedPart, Round

from . import published_indexes


@dataclass(frozen=True)
class Line:
    """A survey or statistics item, what is assumed of it, and what was last published of it."""

    criterion: Criterion
    assumption: Assumption | None
    published: tuple[int, Decimal] | None  # year and points, of the same code


def of_round(round_: Round) -> Mapping[UUID, Assumption]:
    """What was stated in this round, by criterion."""
    rows = db.session.scalars(select(Assumption).where(Assumption.round_id == round_.id))
    return {each.criterion_id: each for each in rows.unique()}


def last_published(round_: Round) -> Mapping[str, tuple[int, Decimal]]:
    """The latest published points of each part of the province's earlier results, by code."""
    years = {each.id: each.year for each in published_indexes.before(round_)}
    parts = db.session.scalars(select(PublishedPart).where(PublishedPart.index_id.in_(years))).all()
    return {
        each.code: (years[each.index_id], each.points) for each in sorted(parts, key=lambda one: years[one.index_id])
    }
