"""Reads of criteria sets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload, load_only, selectinload

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, Criterion, Round, RoundRemap
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.terms import RuleKind, SetState
from inspection_app.rules.vietnamese import fold


def newest_first(*, drafts: bool = True) -> Sequence[CriteriaSet]:
    """All sets; without `drafts` only those published."""
    query = select(CriteriaSet).order_by(CriteriaSet.year.desc(), CriteriaSet.name)
    return db.session.scalars(query if drafts else query.where(CriteriaSet.state == SetState.PUBLISHED)).all()


def named(name: str) -> CriteriaSet | None:
    """The set of this name."""
    return db.session.scalar(select(CriteriaSet).where(CriteriaSet.name == name))


def tree(criteria_set: CriteriaSet) -> Sequence[Criterion]:
    """Every line, in the table's order."""
    query = select(Criterion).where(Criterion.criteria_set_id == criteria_set.id).order_by(Criterion.position)
    return db.session.scalars(query.options(selectinload(Criterion.other_agencies))).unique().all()


def tree_now(criteria_set: CriteriaSet) -> Sequence[Criterion]:
    """The same, whatever was read of it before; for who holds the set and will write."""
    query = select(Criterion).where(Criterion.criteria_set_id == criteria_set.id).order_by(Criterion.position)
    loaded = query.options(selectinload(Criterion.other_agencies)).execution_options(populate_existing=True)
    return db.session.scalars(loaded).unique().all()


def lines_of(criteria_set: CriteriaSet) -> list[Line]:
    """Every line as a file would have it, to be compared with those of another version."""
    return [as_line(each) for each in tree(criteria_set)]


def versions_beside(criteria_set: CriteriaSet, *, drafts: bool) -> list[CriteriaSet]:
    """The other sets it can be compared with, newest first."""
    return [each for each in newest_first(drafts=drafts) if each.id != criteria_set.id]


def on_top(criteria: Iterable[Criterion]) -> frozenset[UUID]:
    """The lines whose points are bonus points: those marked so and all below them; parents come first."""
    found: set[UUID] = set()
    for line in criteria:
        if line.bonus or line.parent_id in found:
            found.add(line.id)
    return frozenset(found)


def bonus_lines(criteria_set_id: UUID) -> frozenset[UUID]:
    """The lines of a set whose points are bonus points."""
    query = select(Criterion).where(Criterion.criteria_set_id == criteria_set_id).order_by(Criterion.position)
    columns = load_only(Criterion.id, Criterion.parent_id, Criterion.bonus)
    return on_top(db.session.scalars(query.options(columns, lazyload(Criterion.lead_agency))).unique())


def fields_of(criteria_set_id: UUID) -> Sequence[Criterion]:
    """The top lines, in the table's order."""
    query = select(Criterion).where(Criterion.criteria_set_id == criteria_set_id, Criterion.parent_id.is_(None))
    return db.session.scalars(query.order_by(Criterion.position)).unique().all()


def found_in(lines: Sequence[Criterion], search: str) -> list[Criterion]:
    """The lines that say it, with those above them; «so noi vu» finds «Sở Nội vụ»."""
    wanted = fold(search)
    hits = {line.id for line in lines if wanted in fold(_said(line))}
    for line in reversed(lines):  # children stand below their parents
        if line.id in hits and line.parent_id is not None:
            hits.add(line.parent_id)
    return [line for line in lines if line.id in hits]


def sizes() -> Mapping[UUID, int]:
    """How many items that carry points each set has."""
    query = select(Criterion.criteria_set_id, func.count()).where(Criterion.rule != RuleKind.SUM)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Criterion.criteria_set_id))}


def is_used(criteria_set: CriteriaSet) -> bool:
    """Whether a round is bound to it, or a version was made from it."""
    rounds = select(Round.id).where(Round.criteria_set_id == criteria_set.id).limit(1)
    versions = select(CriteriaSet.id).where(CriteriaSet.based_on_id == criteria_set.id).limit(1)
    remapped = (RoundRemap.from_set_id == criteria_set.id) | (RoundRemap.to_set_id == criteria_set.id)
    moves = select(RoundRemap.id).where(remapped).limit(1)
    return any(db.session.scalar(query) is not None for query in (rounds, versions, moves))


def as_line(criterion: Criterion) -> Line:
    """One line as a file would have it."""
    same = {each.name for each in fields(Line)} - {"number", "lead_agency", "other_agencies"}
    return Line(
        number=criterion.position,
        lead_agency=criterion.lead_agency.code,
        other_agencies=tuple(sorted(agency.code for agency in criterion.other_agencies)),
        **{name: getattr(criterion, name) for name in same},
    )


def _said(line: Criterion) -> str:
    agencies = [line.lead_agency, *line.other_agencies]
    return " ".join([line.code, line.name, line.measure, *(f"{agency.code} {agency.name}" for agency in agencies)])
