"""Reads of published results: all, those of one province, and a round's own year against its forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Assumption, Criterion, PublishedIndex, Round
from inspection_app.rules import forecast_error, official
from inspection_app.rules.forecast_error import Item, Span, Sum
from inspection_app.rules.official import Row
from inspection_app.rules.published_table import province_key

from . import criteria_sets as find_sets
from . import scores


@dataclass(frozen=True)
class Comparison:
    """A round's forecast against the official result, line by line."""

    index: PublishedIndex
    criteria: Sequence[Criterion]  # the whole tree, in the table's order
    assessments: Mapping[UUID, Assessment]  # by criterion
    items: Mapping[str, Item]  # leaves by code
    fields: Mapping[str, Sum]  # by code
    total: Sum


def everything() -> Sequence[PublishedIndex]:
    """All results, the latest year first, then by rank."""
    order = (PublishedIndex.year.desc(), PublishedIndex.rank.is_(None), PublishedIndex.rank, PublishedIndex.province)
    return db.session.scalars(select(PublishedIndex).options(selectinload(PublishedIndex.parts)).order_by(*order)).all()


def before(round_: Round) -> list[PublishedIndex]:
    """Results of the round's province in the years before it, oldest first."""
    query = select(PublishedIndex).where(PublishedIndex.year < round_.year).order_by(PublishedIndex.year)
    return [each for each in db.session.scalars(query) if _is_of(each, round_)]


def of_round(round_: Round) -> PublishedIndex | None:
    """The result of the round's own province and year."""
    query = select(PublishedIndex).where(PublishedIndex.year == round_.year).options(selectinload(PublishedIndex.parts))
    return next((each for each in db.session.scalars(query) if _is_of(each, round_)), None)


def rows_of(round_: Round) -> list[Row]:
    """The lines of the round's criteria set, in the table's order."""
    return to_rows(find_sets.tree(round_.criteria_set))


def to_rows(criteria: Sequence[Criterion]) -> list[Row]:
    """The same lines as the rules take them."""
    return [Row(each.code, each.maximum, each.bonus) for each in criteria]


def points_of(index: PublishedIndex | None, round_: Round) -> dict[str, Decimal]:
    """Official points by code, where they were entered for the round's own criteria set."""
    if index is None or index.criteria_set_id != round_.criteria_set_id:
        return {}
    return {part.code: part.points for part in index.parts if part.code[:1].isdigit()}


def comparison(round_: Round) -> Comparison | None:
    """The forecast as the round's scores stand, against the official result; None while that is not known."""
    index = of_round(round_)
    if index is None:
        return None
    found = scores.of_round(round_)
    rows = to_rows(found.criteria)
    known = official.rolled_up(rows, points_of(index, round_))
    assumed = _assumptions(round_)
    items = {
        each.code: forecast_error.item(found.leaves[each.id], known.get(each.code), assumed.get(each.id))
        for each in found.criteria
        if each.is_leaf
    }
    fields = {
        each.code: forecast_error.summed((items[leaf.code] for leaf in found.below[each.id]), known.get(each.code))
        for each in found.fields
    }
    points = known.get(official.TOTAL, official.to_points(index.percent, rows))
    total = forecast_error.summed(items.values(), points)
    return Comparison(index, found.criteria, found.assessments, items, fields, total)


def _is_of(index: PublishedIndex, round_: Round) -> bool:
    return province_key(index.province) == province_key(round_.place)


def _assumptions(round_: Round) -> dict[UUID, Span]:
    """What survey and statistics items were taken to bring, by criterion."""
    query = select(Assumption).where(Assumption.round_id == round_.id)
    return {each.criterion_id: Span(each.low, each.likely, each.high) for each in db.session.scalars(query)}
