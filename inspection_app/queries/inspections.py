"""Reads of inspections: whose they are, their items and findings."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Finding, Inspection, Round, TeamMember, User
from inspection_app.rules.terms import FindingState, RoundState, Stage

BY_VISIT = (Inspection.visit_from.nulls_last(), Inspection.id)


def of_inspector(user: User) -> Sequence[Inspection]:
    """The inspections of the teams this person is in, by visit, once the plan is approved."""
    mine = select(TeamMember.team_id).where(TeamMember.user_id == user.id)
    query = (
        select(Inspection)
        .join(Inspection.round)
        .where(
            Inspection.team_id.in_(mine),
            Inspection.agency_id.is_distinct_from(user.agency_id),
            Round.state != RoundState.DRAFT,
        )
    )
    return db.session.scalars(query.order_by(*BY_VISIT)).unique().all()


def of_agency(agency_id: UUID | None) -> Sequence[Inspection]:
    """The announced inspections of this agency."""
    query = select(Inspection).where(Inspection.agency_id == agency_id, Inspection.stage != Stage.PLANNED)
    return db.session.scalars(query.order_by(*BY_VISIT)).unique().all()


def assessments_of(inspection: Inspection) -> Sequence[Assessment]:
    """Every item of the inspection, in the table's order."""
    query = select(Assessment).join(Assessment.criterion).where(Assessment.inspection_id == inspection.id)
    return db.session.scalars(query.order_by(Criterion.position).options(selectinload(Assessment.assignee))).all()


def findings_of(inspection: Inspection) -> Sequence[Finding]:
    """Every finding not withdrawn, in the table's order."""
    query = select(Finding).join(Finding.assessment).join(Assessment.criterion)
    query = query.where(Assessment.inspection_id == inspection.id, Finding.state != FindingState.WITHDRAWN)
    return db.session.scalars(query.order_by(Criterion.position, Finding.recorded_at)).unique().all()
