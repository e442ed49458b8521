"""What somebody still has in hand, and how the work of a team is shared out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Inspection, Round, Team, TeamMember, User
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.terms import ItemState, Role, RoundState, Stage, TeamRole

from .inspections import assessments_of, findings_of
from .rounds import roll_of

OPEN_STAGES = (Stage.PLANNED, Stage.SELF_ASSESSMENT, Stage.FIELDWORK, Stage.EXPLANATION)


@dataclass(frozen=True)
class Place:
    """A person's place in a team of an open round, and the items in hand by inspection."""

    team: Team
    role: TeamRole
    items: Sequence[tuple[Inspection, int]]


@dataclass(frozen=True)
class OpenWork:
    """All that would be left lying if the person went."""

    places: Sequence[Place]
    agency_inspections: Sequence[Inspection]  # that an officer answers for

    def __bool__(self) -> bool:
        return bool(self.places or self.agency_inspections)


@dataclass(frozen=True)
class Load:
    """What one member has in hand in one inspection; None is nobody."""

    user: User | None
    role: TeamRole | None
    items: int
    assessed: int
    maximum: Decimal  # points of these items
    findings: int

    @property
    def left(self) -> int:
        """Items still to be assessed."""
        return self.items - self.assessed


def of_user(user: User) -> OpenWork:
    """What this person has in hand in rounds that are not closed."""
    query = select(TeamMember).join(TeamMember.team).join(Team.round).options(joinedload(TeamMember.team))
    mine = query.where(TeamMember.user_id == user.id, Round.state != RoundState.CLOSED).order_by(Team.name)
    members = db.session.scalars(mine).unique().all()
    visits = _open_inspections(Inspection.team_id.in_([each.team_id for each in members]))
    counts = _items_of(user, visits)
    places = [
        Place(each.team, each.role, [(visit, counts[visit.id]) for visit in visits if visit.team_id == each.team_id])
        for each in members
    ]
    officer_of = Inspection.agency_id == user.agency_id
    answers = Role.AGENCY_OFFICER in user.roles and user.agency_id is not None
    return OpenWork(places, _open_inspections(officer_of) if answers else [])


def loads(inspection: Inspection) -> list[Load]:
    """How the items of one inspection are shared out, those of nobody last."""
    items = [each for each in assessments_of(inspection) if each.criterion.assessed_by not in HELD_APART]
    written = Counter(each.author_id for each in findings_of(inspection))
    members = roll_of(inspection.team) if inspection.team else []
    shared = [_load(each.user, each.role, items, written[each.user_id]) for each in members]
    nobody = _load(None, None, items, 0)
    return [*shared, nobody] if nobody.items else shared


def _load(user: User | None, role: TeamRole | None, items: Sequence[Assessment], findings: int) -> Load:
    theirs = [each for each in items if each.assignee_id == (user.id if user else None)]
    assessed = sum(each.state is not ItemState.NOT_ASSESSED for each in theirs)
    maximum = sum((each.criterion.maximum for each in theirs), Decimal(0))
    return Load(user, role, len(theirs), assessed, maximum, findings)


def _open_inspections(condition: ColumnElement[bool]) -> Sequence[Inspection]:
    query = select(Inspection).join(Inspection.round).where(condition, Inspection.stage.in_(OPEN_STAGES))
    query = query.where(Round.state != RoundState.CLOSED).order_by(Inspection.visit_from.nulls_last(), Inspection.id)
    return db.session.scalars(query).unique().all()


def _items_of(user: User, visits: Sequence[Inspection]) -> Counter[object]:
    query = select(Assessment.inspection_id).where(
        Assessment.assignee_id == user.id, Assessment.inspection_id.in_([each.id for each in visits])
    )
    return Counter(db.session.scalars(query))
