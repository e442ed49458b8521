"""Reads of papers: of a round, of an inspection, by the code in their public address."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select

from inspection_app.extensions import db
from inspection_app.models import Inspection, Paper, Round, Team
from inspection_app.rules.terms import PaperKind, PaperState, Stage

NEWEST = (Paper.created_at.desc(), Paper.version.desc())


def of_round(round_: Round) -> Sequence[Paper]:
    """Every paper of the round, the newest first."""
    return db.session.scalars(select(Paper).where(Paper.round_id == round_.id).order_by(*NEWEST)).unique().all()


def of_inspection(inspection: Inspection) -> Sequence[Paper]:
    """The papers of one inspection and the decision on its team, the newest first."""
    concerned: ColumnElement[bool] = Paper.inspection_id == inspection.id
    if inspection.team_id is not None:
        concerned |= Paper.team_id == inspection.team_id
    return db.session.scalars(select(Paper).where(concerned).order_by(*NEWEST)).unique().all()


def versions(kind: PaperKind, about: Team | Inspection) -> Sequence[Paper]:
    """The versions of one paper, the newest first."""
    whose = Paper.team_id == about.id if isinstance(about, Team) else Paper.inspection_id == about.id
    query = select(Paper).where(Paper.kind == kind, whose).order_by(Paper.version.desc())
    return db.session.scalars(query).unique().all()


def versions_of(paper: Paper) -> Sequence[Paper]:
    """This paper and its other versions, the newest first."""
    about = paper.inspection or paper.team
    return versions(paper.kind, about) if about is not None else [paper]


def last_of_kind(round_: Round, kind: PaperKind) -> Paper | None:
    """The newest paper of this kind in the round: who signs the next one is likely the same."""
    query = select(Paper).where(Paper.round_id == round_.id, Paper.kind == kind).order_by(*NEWEST).limit(1)
    return db.session.scalars(query).unique().first()


def by_code(code: str) -> Paper | None:
    """The issued paper with this code, or with this id."""
    query = select(Paper).where(Paper.state != PaperState.DRAFT)
    try:
        named = Paper.id == UUID(code)
    except ValueError:
        if not (code.isascii() and code.isalnum()):  # PostgreSQL takes no NUL in a text
            return None
        named = Paper.code == code.lower()
    return db.session.scalars(query.where(named)).unique().first()


def announced_to(agency_id: UUID) -> Sequence[Paper]:
    """The notices this agency has of visits that are only planned so far, the next visit first."""
    told = (Paper.kind == PaperKind.NOTICE, Paper.state == PaperState.ISSUED)
    case = (Inspection.agency_id == agency_id, Inspection.stage == Stage.PLANNED)
    query = select(Paper).join(Paper.inspection).where(*told, *case).order_by(Inspection.visit_from)
    return db.session.scalars(query).unique().all()


def issued(round_: Round, kinds: Iterable[PaperKind]) -> Sequence[Paper]:
    """The papers of these kinds that are in force, by number."""
    query = select(Paper).where(
        Paper.round_id == round_.id, Paper.kind.in_(list(kinds)), Paper.state == PaperState.ISSUED
    )
    return db.session.scalars(query.order_by(Paper.year, Paper.number)).unique().all()


def successor_of(paper: Paper) -> Paper | None:
    """The version in force, where this one was replaced."""
    if paper.state is not PaperState.SUPERSEDED:
        return None
    return next((each for each in versions_of(paper) if each.state is PaperState.ISSUED), None)
