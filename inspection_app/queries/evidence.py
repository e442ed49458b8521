"""Reads of evidence: what counts, its versions, the trash, the lists for an archive and for a receipt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Evidence, Explanation, Inspection
from inspection_app.rules.self_assessment import shown_to_team
from inspection_app.rules.terms import Side


@dataclass(frozen=True)
class Files:
    """The files of one item: those that count, older versions by document (newest first), and the trash."""

    counting: Sequence[Evidence]
    older: Mapping[UUID, Sequence[Evidence]]
    trash: Sequence[Evidence]

    def answering(self, request_id: UUID) -> list[Evidence]:
        """Every file brought in answer to this request that is not in the trash."""
        present = [*self.counting, *(each for group in self.older.values() for each in group)]
        return [each for each in present if each.request_id == request_id]


@dataclass(frozen=True)
class ReceiptLine:
    """One file the agency handed in."""

    item_code: str
    item_name: str
    name: str
    version: int
    size: int  # bytes
    sha256: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class Receipt:
    """What the agency handed in, in the table's order, with totals."""

    lines: tuple[ReceiptLine, ...]
    files: int
    size: int  # bytes


def present() -> Any:
    """Not in the trash."""
    return Evidence.trashed_at.is_(None)


def counting() -> Any:
    """The newest version of each document, the trash left out."""
    newer = aliased(Evidence)
    replaced = exists().where(
        newer.document_id == Evidence.document_id, newer.version > Evidence.version, newer.trashed_at.is_(None)
    )
    return present() & ~replaced


def handed_over() -> Any:
    """Not with an answer that the agency has still to send."""
    drafts = select(Explanation.id).where(Explanation.given_at.is_(None))
    return or_(Evidence.explanation_id.is_(None), Evidence.explanation_id.not_in(drafts))


def seen(inspection: Inspection, *, published: bool) -> Any:
    """What a reader may see: the agency its own files; the team all, but for what the agency keeps to itself as yet."""
    if published:
        return Evidence.side == Side.AGENCY
    is_open = shown_to_team(inspection.stage, inspection.self_state)
    return handed_over() if is_open else Evidence.side == Side.TEAM


def files_of(assessment: Assessment, seen_files: Any, trash_of: Side) -> Files:
    """The item's files among these, with one side's trash."""
    query = select(Evidence).where(Evidence.assessment_id == assessment.id, seen_files)
    rows = db.session.scalars(query.order_by(Evidence.added_at, Evidence.version, Evidence.id)).unique().all()
    versions: dict[UUID, list[Evidence]] = {}
    for each in rows:
        if each.trashed_at is None:
            versions.setdefault(each.document_id, []).append(each)
    newest_first = [sorted(group, key=lambda each: -each.version) for group in versions.values()]
    return Files(
        counting=[group[0] for group in newest_first],
        older={group[0].document_id: group[1:] for group in newest_first if group[1:]},
        trash=[each for each in rows if each.trashed_at is not None and each.side is trash_of],
    )


def same_file(
    assessment: Assessment, side: Side, sha256: str, explanation: Explanation | None = None
) -> Evidence | None:
    """The file of this side with these very bytes that is at the item already; of an answer, with that answer."""
    query = select(Evidence).where(Evidence.assessment_id == assessment.id, Evidence.side == side, present())
    if explanation is not None:
        query = query.where(Evidence.explanation_id == explanation.id)
    return db.session.scalars(query.where(Evidence.sha256 == sha256).limit(1)).unique().first()


def last_version(document_id: UUID) -> int:
    """The number of its latest version, the trash included, so that no number is given twice."""
    return db.session.scalar(select(func.max(Evidence.version)).where(Evidence.document_id == document_id)) or 0


def brought_to(inspection: Inspection, *, published: bool) -> Sequence[Evidence]:
    """Every version of every file this reader sees, the trash left out, in the table's order, items loaded."""
    query = _in_order(inspection).where(seen(inspection, published=published), present())
    return db.session.scalars(query).unique().all()


def newest_ids(files: Iterable[Evidence]) -> set[UUID]:
    """Which of these are the newest version of their document."""
    newest: dict[UUID, Evidence] = {}
    for each in files:
        if each.document_id not in newest or newest[each.document_id].version < each.version:
            newest[each.document_id] = each
    return {each.id for each in newest.values()}


def receipt_of(inspection: Inspection) -> Receipt:
    """What the agency handed in and the team sees: every version, since each was given; the trash does not count."""
    files = [each for each in brought_to(inspection, published=False) if each.side is Side.AGENCY]
    return Receipt(tuple(_receipt_line(each) for each in files), len(files), sum(each.size for each in files))


def _receipt_line(evidence: Evidence) -> ReceiptLine:
    criterion = evidence.assessment.criterion
    return ReceiptLine(
        item_code=criterion.code,
        item_name=criterion.name,
        name=evidence.name,
        version=evidence.version,
        size=evidence.size,
        sha256=evidence.sha256,
        added_at=evidence.added_at,
        added_by=evidence.added_by.full_name,
    )


def _in_order(inspection: Inspection) -> Select[Evidence]:
    query = select(Evidence).join(Evidence.assessment).join(Assessment.criterion)
    query = query.where(Assessment.inspection_id == inspection.id)
    query = query.options(contains_eager(Evidence.assessment).contains_eager(Assessment.criterion))
    return query.order_by(Criterion.position, Evidence.added_at, Evidence.version, Evidence.id)
