"""Reads of items as a person may see them: the team's side now, or what the agency was shown."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, func, literal, select, union_all

from inspection_app.extensions import db
from inspection_app.models import (
    Assessment,
    Criterion,
    DeskThread,
    Evidence,
    EvidenceRequest,
    Explanation,
    Finding,
    Inspection,
    Recommendation,
)
from inspection_app.rules.evidence_requests import WAITING
from inspection_app.rules.scoring import lowest
from inspection_app.rules.tally import Figures, Leaf, figures, first_state
from inspection_app.rules.terms import FindingState, ItemState, RecommendationState, Side

from . import desk_threads, evidence_requests, explanations
from . import evidence as find_evidence
from .criteria_sets import bonus_lines, fields_of
from .inspections import assessments_of
from .self_assessments import open_to_team

CLOSED_RECOMMENDATIONS = (
    RecommendationState.WITHDRAWN,
    RecommendationState.VERIFIED_DONE,
    RecommendationState.NOT_IMPLEMENTED,
)


@dataclass(frozen=True)
class Item:
    """One item as this reader sees it: the team's side now, or what was published."""

    assessment: Assessment
    state: ItemState
    points: Decimal | None
    reason: str
    findings: int
    evidence: int
    recommendations: int
    self_points: Decimal | None  # None too while the agency keeps its own to itself
    requests: int  # for further evidence, that wait for the agency
    threads: int  # unresolved ones of the team; the agency is told of none

    @property
    def criterion(self) -> Criterion:
        """The line of the table."""
        return self.assessment.criterion


@dataclass(frozen=True)
class FieldItems:
    """The items of one field, with their roll-up."""

    field: Criterion
    items: tuple[Item, ...]
    figures: Figures


@dataclass(frozen=True)
class Board:
    """The whole inspection on one page."""

    fields: tuple[FieldItems, ...]
    figures: Figures


@dataclass(frozen=True)
class ItemDetail:
    """What hangs on one item, as this reader may see it."""

    item: Item
    ancestors: tuple[Criterion, ...]
    findings: Sequence[Finding]
    files: find_evidence.Files
    recommendations: Sequence[Recommendation]
    explanations: Sequence[Explanation]
    requests: Sequence[EvidenceRequest]
    threads: Sequence[DeskThread]

    @property
    def evidence(self) -> Sequence[Evidence]:
        """The files that count."""
        return self.files.counting


def board(inspection: Inspection, *, published: bool) -> Board:
    """All items by field with their sums; `published` shows what the agency was shown and nothing newer."""
    assessments = assessments_of(inspection)
    won = {} if published else recoverable_by_item([inspection.id])
    bonus = bonus_lines(inspection.round.criteria_set_id)
    counts = _counts(inspection, published=published)
    items = [_item(each, counts, published=published) for each in assessments]
    names = {field.code: field for field in fields_of(inspection.round.criteria_set_id)}
    by_field: dict[str, list[Item]] = {}
    for item in items:
        by_field.setdefault(item.criterion.field_code, []).append(item)
    fields = tuple(FieldItems(names[code], tuple(group), _sum(group, won, bonus)) for code, group in by_field.items())
    return Board(fields, _sum(items, won, bonus))


def item_detail(assessment: Assessment, *, published: bool) -> ItemDetail:
    """One item with its findings, evidence, recommendations and explanations."""
    counts = _counts(assessment.inspection, published=published)
    return ItemDetail(
        item=_item(assessment, counts, published=published),
        ancestors=_ancestors(assessment.criterion),
        findings=db.session.scalars(_findings(assessment, published=published)).unique().all(),
        files=files_of(assessment, published=published),
        recommendations=db.session.scalars(_recommendations(assessment, published=published)).unique().all(),
        explanations=explanations.at(assessment, drafts=published),
        requests=evidence_requests.of_item(assessment),
        threads=[] if published else desk_threads.of_item(assessment),
    )


def recoverable_by_item(inspection_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Points that open recommendations can still win, by assessment."""
    query = select(Recommendation.assessment_id, Recommendation.recoverable).join(Recommendation.assessment)
    query = query.where(
        Assessment.inspection_id.in_(list(inspection_ids)), Recommendation.state.not_in(CLOSED_RECOMMENDATIONS)
    )
    sums: dict[UUID, Decimal] = {}
    for assessment_id, recoverable in db.session.execute(query):
        sums[assessment_id] = sums.get(assessment_id, Decimal(0)) + (recoverable or Decimal(0))
    return sums


def leaf_of(item: Item) -> Leaf:
    """The item as the tally takes it, with what its open remedies can still win."""
    won = recoverable_by_item([item.assessment.inspection_id])
    return _leaf(item, won, bonus_lines(item.criterion.criteria_set_id))


def _sum(items: Iterable[Item], won: Mapping[UUID, Decimal], bonus: Container[UUID]) -> Figures:
    return figures(_leaf(item, won, bonus) for item in items)


def _leaf(item: Item, won: Mapping[UUID, Decimal], bonus: Container[UUID]) -> Leaf:
    criterion = item.criterion
    return Leaf(
        code=criterion.code,
        maximum=criterion.maximum,
        minimum=lowest(criterion.parsed_rule, criterion.maximum),
        bonus=criterion.id in bonus,
        assessed_by=criterion.assessed_by,
        state=item.state,
        self_points=item.self_points,
        points=item.points,
        recoverable=won.get(item.assessment.id, Decimal(0)),
    )


def _item(assessment: Assessment, counts: dict[str, Counter[UUID]], *, published: bool) -> Item:
    state, points, reason = assessment.state, assessment.points, assessment.reason
    if published:
        state = assessment.published_state or first_state(assessment.criterion.assessed_by)
        points, reason = assessment.published_points, assessment.published_reason
    return Item(
        assessment,
        state,
        points,
        reason,
        **{name: count[assessment.id] for name, count in counts.items()},
        self_points=assessment.self_points if published or open_to_team(assessment.inspection) else None,
    )


def agency_file_counts(inspection: Inspection) -> Counter[UUID]:
    """How many documents of the agency, of those the team sees, count at each item."""
    seen = find_evidence.seen(inspection, published=False) & find_evidence.counting() & (Evidence.side == Side.AGENCY)
    return _count(inspection, {"evidence": (Evidence.assessment_id, seen)})["evidence"]


def thread_counts(inspection: Inspection) -> Counter[UUID]:
    """How many threads of the team are unresolved at each item."""
    return _count(inspection, {"threads": (DeskThread.assessment_id, DeskThread.resolved_at.is_(None))})["threads"]


def _counts(inspection: Inspection, *, published: bool) -> dict[str, Counter[UUID]]:
    """How much hangs on each item that this reader may see."""
    seen = find_evidence.seen(inspection, published=published)
    kinds = {
        "findings": (Finding.assessment_id, _seen_findings(published=published)),
        "evidence": (Evidence.assessment_id, find_evidence.counting() & seen),
        "recommendations": (Recommendation.assessment_id, _seen_recommendations(published=published)),
        "requests": (EvidenceRequest.assessment_id, EvidenceRequest.state.in_(WAITING)),
        "threads": (DeskThread.assessment_id, false() if published else DeskThread.resolved_at.is_(None)),
    }
    return _count(inspection, kinds)


def _count(inspection: Inspection, kinds: Mapping[str, tuple[Any, Any]]) -> dict[str, Counter[UUID]]:
    """For each kind the rows that are seen, by item; asked all at once."""
    items = select(Assessment.id).where(Assessment.inspection_id == inspection.id)
    asked = (
        select(literal(kind), column, func.count()).where(column.in_(items), seen).group_by(column)
        for kind, (column, seen) in kinds.items()
    )
    found: dict[str, Counter[UUID]] = {kind: Counter() for kind in kinds}
    for kind, assessment_id, count in db.session.execute(union_all(*asked)):
        found[kind][assessment_id] = count
    return found


def _seen_findings(*, published: bool) -> Any:
    hidden = (FindingState.WITHDRAWN, FindingState.RECORDED) if published else (FindingState.WITHDRAWN,)
    return Finding.state.not_in(hidden)


def _seen_recommendations(*, published: bool) -> Any:
    hidden = (
        (RecommendationState.WITHDRAWN, RecommendationState.PROPOSED) if published else (RecommendationState.WITHDRAWN,)
    )
    return Recommendation.state.not_in(hidden)


def _findings(assessment: Assessment, *, published: bool) -> Select[Finding]:
    query = select(Finding).where(Finding.assessment_id == assessment.id, _seen_findings(published=published))
    return query.order_by(Finding.recorded_at, Finding.id)


def files_of(assessment: Assessment, *, published: bool) -> find_evidence.Files:
    """The item's files as this reader sees them, with the trash of the reader's own side."""
    seen = find_evidence.seen(assessment.inspection, published=published)
    return find_evidence.files_of(assessment, seen, Side.AGENCY if published else Side.TEAM)


def _recommendations(assessment: Assessment, *, published: bool) -> Select[Recommendation]:
    seen = _seen_recommendations(published=published)
    query = select(Recommendation).where(Recommendation.assessment_id == assessment.id, seen)
    return query.order_by(Recommendation.recorded_at, Recommendation.id)


def _ancestors(criterion: Criterion) -> tuple[Criterion, ...]:
    """From the field down to the item's parent."""
    found: list[Criterion] = []
    parent_id = criterion.parent_id
    while parent_id is not None:
        parent = db.session.get_one(Criterion, parent_id)
        found.append(parent)
        parent_id = parent.parent_id
    return tuple(reversed(found))
