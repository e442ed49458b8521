"""Reads of rounds, teams and visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import Agency, Assessment, Criterion, Inspection, Round, Team, TeamMember
from inspection_app.rules import workflow
from inspection_app.rules.terms import RoundState, RuleKind, TeamRole
from inspection_app.rules.vietnamese import sort_key


@dataclass(frozen=True)
class Progress:
    """How many inspections a round has, and how many of them are concluded."""

    done: int = 0
    all: int = 0


def newest_first(*, drafts: bool) -> Sequence[Round]:
    """All rounds; without `drafts` only those approved."""
    query = select(Round).order_by(Round.dated.desc(), Round.number)
    if not drafts:
        query = query.where(Round.state != RoundState.DRAFT)
    return db.session.scalars(query).unique().all()


def progress() -> Mapping[UUID, Progress]:
    """How far every round is that has inspections."""
    query = select(Inspection.round_id, Inspection.stage, func.count()).group_by(Inspection.round_id, Inspection.stage)
    found: dict[UUID, Progress] = {}
    for round_id, stage, count in db.session.execute(query):
        before = found.get(round_id, Progress())
        found[round_id] = Progress(before.done + workflow.settled(stage) * count, before.all + count)
    return found


def by_number(number: str) -> Round | None:
    """The round of this number (14/KH-BCĐ)."""
    return db.session.scalar(select(Round).where(Round.number == number))


def number_taken(number: str, *, besides: Round) -> bool:
    """Whether another round carries this number."""
    return db.session.scalar(select(Round.id).where(Round.number == number, Round.id != besides.id)) is not None


def teams_of(round_: Round) -> list[Team]:
    """The round's teams, in Vietnamese order."""
    teams = db.session.scalars(select(Team).where(Team.round_id == round_.id)).all()
    return sorted(teams, key=lambda team: sort_key(team.name))


def roll_of(team: Team) -> list[TeamMember]:
    """The team's people: lead, deputies, secretary, members."""
    ranks = list(TeamRole)
    return sorted(team.members, key=lambda one: (ranks.index(one.role), sort_key(one.user.full_name)))


def team_named(round_: Round, name: str, *, besides: Team | None = None) -> bool:
    """Whether this round has another team of this name."""
    query = select(Team.id).where(Team.round_id == round_.id, Team.name == name)
    if besides is not None:
        query = query.where(Team.id != besides.id)
    return db.session.scalar(query) is not None


def inspects(round_: Round, agency: Agency) -> bool:
    """Whether the agency is in the round already."""
    query = select(Inspection.id).where(Inspection.round_id == round_.id, Inspection.agency_id == agency.id)
    return db.session.scalar(query) is not None


def inspections_of(round_: Round) -> list[Inspection]:
    """The round's inspections, by visit, those without a date last."""
    found = db.session.scalars(select(Inspection).where(Inspection.round_id == round_.id)).unique().all()
    return sorted(found, key=lambda one: (one.visit_from or date.max, sort_key(one.agency.name)))


def agencies_outside(round_: Round) -> list[Agency]:
    """Agencies that lead items of the round's set and are not in the round yet."""
    inside = select(Inspection.agency_id).where(Inspection.round_id == round_.id)
    leads = select(Criterion.lead_agency_id).where(Criterion.criteria_set_id == round_.criteria_set_id)
    query = select(Agency).where(Agency.id.in_(leads), Agency.id.not_in(inside))
    return sorted(db.session.scalars(query), key=lambda agency: sort_key(agency.name))


def items_by_agency(round_: Round) -> Mapping[UUID, int]:
    """How many items of the round's set each agency answers for."""
    query = select(Criterion.lead_agency_id, func.count()).where(
        Criterion.criteria_set_id == round_.criteria_set_id, Criterion.rule != RuleKind.SUM
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Criterion.lead_agency_id))}


def planned_visits(round_: Round | None = None) -> Sequence[Inspection]:
    """Inspections whose dates are set, of one round or of all."""
    query = select(Inspection).where(Inspection.visit_from.is_not(None))
    if round_ is not None:
        query = query.where(Inspection.round_id == round_.id)
    return db.session.scalars(query).unique().all()


def leaves_led_by(criteria_set_id: UUID, agency: Agency) -> Sequence[Criterion]:
    """The items this agency answers for, in the table's order."""
    query = select(Criterion).where(
        Criterion.criteria_set_id == criteria_set_id,
        Criterion.lead_agency_id == agency.id,
        Criterion.rule != RuleKind.SUM,
    )
    return db.session.scalars(query.order_by(Criterion.position)).unique().all()


def assessments_of(round_: Round) -> Sequence[Assessment]:
    """Every item of the round, in the table's order."""
    query = select(Assessment).join(Assessment.inspection).join(Assessment.criterion)
    query = query.where(Inspection.round_id == round_.id).options(selectinload(Assessment.inspection))
    return db.session.scalars(query.order_by(Criterion.position)).unique().all()
