"""Stated assumptions and steps of scenarios follow their items to another version, or are kept in the details."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Assumption, Criterion, Round, ScenarioStep
from inspection_app.queries.round_remaps import Standing
from inspection_app.rules.remap import Plan
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.what_if import POINTS

from .activity import plain


def follow(
    _round: Round, standing: Standing, plan: Plan, leaves: Mapping[str, Criterion], details: dict[str, Any]
) -> None:
    """Each goes with its item where the points still fit and nothing of the kind is there already."""
    way_of = {way.held.place.key: way for way in plan.ways}
    taken: set[tuple[UUID | None, UUID]] = set()
    for row in standing.loose:
        way = way_of.get(str(row.criterion_id))
        leaf = leaves[way.new.key] if way and way.new else None
        owner = row.scenario_id if isinstance(row, ScenarioStep) else None
        if leaf is not None and (owner, leaf.id) not in taken and _fits(row, leaf):
            taken.add((owner, leaf.id))
            _keep_points(row, leaf)
            row.criterion, row.criterion_id = leaf, leaf.id
        else:
            details["left"].append(_told(row, way.held.place.code if way else ""))
            db.session.delete(row)
    db.session.flush()


def _keep_points(row: Assumption | ScenarioStep, leaf: Criterion) -> None:
    """Under another rule what was typed would come to other points: the points are what was supposed."""
    old = row.criterion
    if isinstance(row, Assumption) or old is None or row.points is None:
        return
    if (old.parsed_rule, old.maximum) != (leaf.parsed_rule, leaf.maximum):
        row.numbers = {POINTS: plain(row.points)}


def _fits(row: Assumption | ScenarioStep, leaf: Criterion) -> bool:
    if isinstance(row, Assumption):
        return leaf.assessed_by in HELD_APART and row.high <= leaf.maximum
    return (row.points or Decimal(0)) <= leaf.maximum


def _told(row: Assumption | ScenarioStep, code: str) -> dict[str, Any]:
    if isinstance(row, Assumption):
        points = {name: plain(getattr(row, name)) for name in ("low", "likely", "high")}
        return {"kind": "assumption", "code": code, **points, "source": row.source}
    return {"kind": "scenario_step", "code": code, "points": plain(row.points), "scenario": row.scenario.name}
