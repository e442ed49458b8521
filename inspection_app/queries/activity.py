"""Reads of the activity log."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import not_, select, union_all

from inspection_app.extensions import db
from inspection_app.models import (
    Activity,
    Agency,
    Assessment,
    CriteriaSet,
    Criterion,
    DeskThread,
    Evidence,
    EvidenceRequest,
    Explanation,
    Finding,
    Inspection,
    Recommendation,
    SecondScore,
    Team,
    User,
)
from inspection_app.rules.log_words import NAMED
from inspection_app.rules.terms import Side

from .self_assessments import open_to_team
from .turns import Turn, wait_for

FIRST = "0" * 64  # what the first line is hashed with
LATEST = 200  # lines shown on a page
INSIDE_AGENCY = ("self_assessment.asked", "self_assessment.returned")  # between officers and their head, with reasons
DRAFTED = ("self_score.recorded", "item.remapped")  # what carries self scores


def last_hash() -> str:
    """The hash of the newest line; whoever asks writes the next one, and others wait."""
    wait_for(Turn.LOG_LINE)
    return db.session.scalar(select(Activity.hash).order_by(Activity.id.desc()).limit(1)) or FIRST


def of_inspection(inspection: Inspection) -> Sequence[Activity]:
    """The latest lines of one case as its team reads them, newest first; without what the agency keeps to itself."""
    query = select(Activity).where(Activity.inspection_id == inspection.id, Activity.verb.not_in(INSIDE_AGENCY))
    files = select(Evidence.id).join(Evidence.assessment)
    own = files.where(Assessment.inspection_id == inspection.id, Evidence.side == Side.AGENCY)
    if open_to_team(inspection):
        own = own.where(Evidence.trashed_at.is_not(None))  # its trash is its own, names of files too
    else:
        query = query.where(Activity.verb.not_in(DRAFTED))
    query = query.where(not_(Activity.subject_id.in_(own)))
    return db.session.scalars(query.order_by(Activity.id.desc()).limit(LATEST)).all()


def of_user(user: User) -> Sequence[Activity]:
    """What this person did last, newest first."""
    query = select(Activity).where(Activity.actor_id == user.id)
    return db.session.scalars(query.order_by(Activity.id.desc()).limit(LATEST)).all()


def cases_of(lines: Iterable[Activity]) -> dict[UUID, Inspection]:
    """The inspections these lines speak of."""
    ids = {line.inspection_id for line in lines if line.inspection_id}
    query = select(Inspection).where(Inspection.id.in_(ids))
    return {each.id: each for each in db.session.scalars(query).unique()}


def codes_of(inspection: Inspection) -> dict[UUID, str]:
    """The code of the item behind each thing entered in this case."""
    items = select(Assessment.id, Criterion.code).join(Assessment.criterion)
    items = items.where(Assessment.inspection_id == inspection.id)
    entered = (
        items.with_only_columns(kind.id, Criterion.code).join(kind, kind.assessment_id == Assessment.id)
        for kind in (Finding, Evidence, EvidenceRequest, DeskThread, Explanation, Recommendation, SecondScore)
    )
    return {row[0]: row[1] for row in db.session.execute(union_all(items, *entered))}


def names_of(lines: Iterable[Activity]) -> dict[str, str]:
    """What people read for the ids in these lines: names of persons, teams, agencies and criteria sets."""
    changes = (change for line in lines for name, change in line.changes.items() if name in NAMED)
    ids = {UUID(value) for change in changes for value in change if value}
    named = (
        select(kind.id, name.label("name")).where(kind.id.in_(ids))
        for kind, name in (
            (User, User.full_name),
            (Team, Team.name),
            (Agency, Agency.name),
            (CriteriaSet, CriteriaSet.name),
        )
    )
    return {str(row[0]): row[1] for row in db.session.execute(union_all(*named))} if ids else {}


def changes_since(subject_id: UUID, revision: int) -> list[dict[str, Any]]:
    """What was changed on this row after that revision, newest first."""
    query = select(Activity.changes).where(Activity.subject_id == subject_id, Activity.revision > revision)
    return list(db.session.scalars(query.order_by(Activity.id.desc())))


def chain() -> Iterator[Activity]:
    """Every line, oldest first, a few at a time."""
    yield from db.session.scalars(select(Activity).order_by(Activity.id).execution_options(yield_per=500))
