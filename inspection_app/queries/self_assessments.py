"""Reads of self-assessments: where one stands, and what every item of it says and lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import (
    Assessment,
    Criterion,
    Evidence,
    Inspection,
    SelfAssessment,
    SelfUpload,
    User,
    UserRole,
)
from inspection_app.rules.self_assessment import Entry, content_hash, gap, shown_to_team
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.terms import Gap, Role, SelfState, Side

from .criteria_sets import fields_of
from .evidence import counting
from .inspections import assessments_of


@dataclass(frozen=True)
class Line:
    """One item the agency scores itself at."""

    assessment: Assessment
    entry: Entry

    @property
    def gap(self) -> Gap | None:
        """What it still lacks."""
        return gap(self.entry)


@dataclass(frozen=True)
class FieldLines:
    """The items of one field."""

    field: Criterion
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[Line, ...]:
        """Those that lack something."""
        return tuple(each for each in self.lines if each.gap)

    @property
    def done(self) -> int:
        """How many lack nothing."""
        return len(self.lines) - len(self.missing)


@dataclass(frozen=True)
class Overview:
    """A self-assessment as it stands."""

    row: SelfAssessment | None
    fields: tuple[FieldLines, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every item, in the table's order."""
        return tuple(line for field in self.fields for line in field.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        """The items that lack something."""
        return tuple(line for field in self.fields for line in field.missing)

    @property
    def done(self) -> int:
        """How many items lack nothing."""
        return len(self.lines) - len(self.missing)

    @property
    def hash(self) -> str:
        """What an approval is bound to."""
        return content_hash(line.entry for line in self.lines)

    @property
    def state(self) -> SelfState:
        """Where it stands; an approval counts only for what was approved."""
        return state_of(self.row)

    @property
    def approval_void(self) -> bool:
        """Approved, and changed since."""
        return self.row is not None and self.state is SelfState.APPROVED and self.row.approved_hash != self.hash


def state_of(row: SelfAssessment | None) -> SelfState:
    """Where it stands; nothing was done yet where there is no row."""
    return row.state if row else SelfState.DRAFTING


def fresh(inspection: Inspection) -> SelfAssessment | None:
    """The row as it stands now, whatever was read before."""
    query = select(SelfAssessment).where(SelfAssessment.inspection_id == inspection.id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def open_to_team(inspection: Inspection) -> bool:
    """May the team read what the agency says of itself?"""
    return shown_to_team(inspection.stage, inspection.self_state)


def overview(inspection: Inspection) -> Overview:
    """Every item the agency scores itself at, by field. Survey and statistics are nobody's to score."""
    files = _files(inspection)
    lines = [
        _line(each, files.get(each.id, ()))
        for each in assessments_of(inspection)
        if each.criterion.assessed_by not in HELD_APART
    ]
    by_field: dict[str, list[Line]] = {}
    for line in lines:
        by_field.setdefault(line.assessment.criterion.field_code, []).append(line)
    names = {field.code: field for field in fields_of(inspection.round.criteria_set_id)}
    fields = tuple(FieldLines(names[code], tuple(group)) for code, group in by_field.items())
    return Overview(fresh(inspection), fields)


def heads_of(agency_id: UUID) -> Sequence[User]:
    """Who may approve for this agency."""
    heads = select(UserRole.user_id).where(UserRole.role == Role.AGENCY_HEAD)
    query = select(User).where(User.agency_id == agency_id, User.id.in_(heads), User.is_active)
    return db.session.scalars(query.order_by(User.full_name)).unique().all()


def uploads_older_than(moment: datetime) -> Sequence[SelfUpload]:
    """Filled sheets nobody came back to."""
    return db.session.scalars(select(SelfUpload).where(SelfUpload.uploaded_at < moment)).unique().all()


def _files(inspection: Inspection) -> dict[UUID, tuple[str, ...]]:
    """The hashes of the agency's files that count, by item."""
    query = select(Evidence.assessment_id, Evidence.sha256).join(Evidence.assessment)
    query = query.where(Assessment.inspection_id == inspection.id, Evidence.side == Side.AGENCY, counting())
    found: dict[UUID, tuple[str, ...]] = {}
    for assessment_id, sha256 in db.session.execute(query):
        found[assessment_id] = (*found.get(assessment_id, ()), sha256)
    return found


def _line(assessment: Assessment, files: tuple[str, ...]) -> Line:
    own = (assessment.self_value, assessment.self_inputs or {}, assessment.self_points, assessment.self_note)
    return Line(assessment, Entry(assessment.criterion.code, *own, assessment.self_evidence, files))
