"""Who is to be told of something; whether they may see it is asked of the policies afterwards."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import Inspection, Round, Team, TeamMember, User, UserRole
from inspection_app.rules.terms import Role, TeamRole

DESK = (TeamRole.LEAD, TeamRole.DEPUTY, TeamRole.SECRETARY)  # who looks after papers and dates of a team


def these(*user_ids: UUID | None) -> Sequence[User]:
    """People by their ids."""
    return _found(select(User).where(User.id.in_([each for each in user_ids if each is not None])))


def with_role(role: Role) -> Sequence[User]:
    """Everybody of this role."""
    return _found(select(User).where(User.id.in_(select(UserRole.user_id).where(UserRole.role == role))))


def officers(agency_id: UUID) -> Sequence[User]:
    """Those who answer for this agency."""
    return _of_agency(agency_id, Role.AGENCY_OFFICER, Role.AGENCY_HEAD)


def heads(agency_id: UUID) -> Sequence[User]:
    """Those who approve for this agency."""
    return _of_agency(agency_id, Role.AGENCY_HEAD)


def team_of(inspection: Inspection, places: Iterable[TeamRole] = tuple(TeamRole)) -> Sequence[User]:
    """The team's people, or those at these places."""
    members = select(TeamMember.user_id).where(TeamMember.team_id == inspection.team_id)
    return _found(select(User).where(User.id.in_(members.where(TeamMember.role.in_(list(places))))))


def members_of(team: Team) -> Sequence[User]:
    """Everybody in the team."""
    return _found(select(User).where(User.id.in_(select(TeamMember.user_id).where(TeamMember.team_id == team.id))))


def teams_of(round_: Round) -> Sequence[User]:
    """Everybody in a team of the round."""
    members = select(TeamMember.user_id).join(Team).where(Team.round_id == round_.id)
    return _found(select(User).where(User.id.in_(members)))


def _of_agency(agency_id: UUID, *roles: Role) -> Sequence[User]:
    answering = select(UserRole.user_id).where(UserRole.role.in_(roles))
    return _found(select(User).where(User.agency_id == agency_id, User.id.in_(answering)))


def _found(query: Select[User]) -> Sequence[User]:
    """Open accounts only, with their roles."""
    query = query.where(User.is_active.is_(True)).options(selectinload(User.role_rows))
    return db.session.scalars(query.order_by(User.username)).unique().all()
