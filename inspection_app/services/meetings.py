"""The visit's meeting as its secretary writes it down, and the minutes fixed from it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Inspection, Meeting, Minutes, User
from inspection_app.queries import meetings as find
from inspection_app.rules import workflow
from inspection_app.rules.attendance import people
from inspection_app.rules.message import DomainError, Message

from . import activity, operations, revisions
from .holding import hold, share


@dataclass(frozen=True)
class MeetingDraft:
    """What was entered of the meeting; `revision` 0 says it was not written down yet. Times are aware."""

    operation_id: UUID
    revision: int
    started_at: datetime
    ended_at: datetime | None
    place: str
    chair_id: UUID
    secretary_id: UUID
    team_present: str
    agency_present: str
    course: str
    objections: str
    conclusion: str

    @property
    def columns(self) -> dict[str, object]:
        """The row's own part of it."""
        return {name: value for name, value in vars(self).items() if name not in {"operation_id", "revision"}}


def write(inspection: Inspection, draft: MeetingDraft, *, by: User) -> Meeting:
    """Save what was entered; raises DomainError with the field to mend, Clashed on a clash."""
    _hold_recorded(inspection)
    meeting = find.of_inspection(inspection)
    if operations.is_repeat(draft.operation_id, inspection.id, by=by) and meeting is not None:
        return meeting
    _check_people(inspection, draft)
    if meeting is None:
        meeting = Meeting(inspection=inspection)
    revisions.write(meeting, draft.columns, revision=draft.revision)
    if meeting.ended_at is not None and meeting.ended_at < meeting.started_at:
        raise DomainError(Message("The meeting ends before it begins."), field="ended_at")
    activity.note("meeting.written", meeting, by=by, inspection=inspection)
    return meeting


def freeze(meeting: Meeting, *, by: User) -> Minutes:
    """Fix the content as it stands now, for both sides to sign; the same content again is the same version."""
    inspection = meeting.inspection
    _hold_recorded(inspection)
    _check_complete(meeting)
    db.session.flush()
    db.session.expire_all()  # as it will be read back: the hash must not depend on how a number was typed
    snapshot = find.snapshot_of(meeting)
    sha256 = find.sha256_of(snapshot)
    if meeting.frozen is not None and meeting.frozen.sha256 == sha256:
        return meeting.frozen
    version = meeting.frozen.version + 1 if meeting.frozen else 1
    minutes = Minutes(meeting=meeting, version=version, snapshot=snapshot, sha256=sha256, frozen_by_id=by.id)
    activity.note("minutes.frozen", minutes, by=by, inspection=inspection)
    return minutes


def _hold_recorded(inspection: Inspection) -> None:
    """One writer at a time, since there is one meeting; DomainError against round or stage."""
    share(inspection.round, "state")
    workflow.check_round_open(inspection.round.state)
    hold(inspection, "stage")
    workflow.check_findings_open(inspection.stage)


def _check_people(inspection: Inspection, draft: MeetingDraft) -> None:
    for name in ("chair_id", "secretary_id"):
        if inspection.team is None or inspection.team.role_of(getattr(draft, name)) is None:
            raise DomainError(Message("Choose somebody of the team."), field=name)
    if draft.chair_id == draft.secretary_id:
        raise DomainError(Message("Chair and secretary are two people."), field="secretary_id")


def _check_complete(meeting: Meeting) -> None:
    if meeting.ended_at is None:
        raise DomainError(Message("Enter when the meeting ended; the minutes close with it."), field="ended_at")
    if not people(meeting.team_present) or not people(meeting.agency_present):
        raise DomainError(Message("Enter who was there of both sides."), field="agency_present")
