"""Reads of meetings, their frozen minutes and sign-offs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from inspection_app.documents import minutes as document
from inspection_app.extensions import db
from inspection_app.models import Inspection, Meeting, Minutes, Signoff
from inspection_app.rules import workflow
from inspection_app.rules.signoffs import missing, stands
from inspection_app.rules.terms import Capacity, Stage

from .minutes_content import content_of

NEEDED = (Capacity.CHAIR, Capacity.SECRETARY, Capacity.REPRESENTATIVE)  # who signs minutes


@dataclass(frozen=True)
class Standing:
    """How the minutes stand: what was fixed, whether it is still what is entered, who has signed it."""

    meeting: Meeting
    frozen: Minutes | None
    changed: bool  # what is entered now says something else than what was fixed
    signoffs: Sequence[Signoff]  # all of them, oldest first

    @property
    def sha256(self) -> str | None:
        """The hash there is to sign; None where nothing is fixed, or it is not what is entered any more."""
        return self.frozen.sha256 if self.frozen and not self.changed else None

    @property
    def missing(self) -> tuple[Capacity, ...]:
        """Who still has to sign."""
        return missing(self.signoffs, self.sha256, NEEDED)

    def stands(self, signoff: Signoff) -> bool:
        """Does it count now?"""
        return stands(signoff, self.sha256)


def of_inspection(inspection: Inspection) -> Meeting | None:
    """The meeting of this visit, once somebody wrote it down."""
    return db.session.scalar(select(Meeting).where(Meeting.inspection_id == inspection.id))


def is_fixed(inspection: Inspection) -> bool:
    """Was the content of its minutes fixed?"""
    query = select(Minutes.id).join(Minutes.meeting).where(Meeting.inspection_id == inspection.id)
    return db.session.scalar(query.limit(1)) is not None


def signoffs_of(kind: str, subject_id: UUID) -> Sequence[Signoff]:
    """Every word given on this paper, oldest first."""
    query = select(Signoff).where(Signoff.subject_kind == kind, Signoff.subject_id == subject_id)
    return db.session.scalars(query.order_by(Signoff.at, Signoff.id)).unique().all()


def standing(meeting: Meeting) -> Standing:
    """How its minutes stand now; once the case is concluded nobody fixes them again, and what was fixed last stands."""
    frozen, open_ = meeting.frozen, workflow.findings_open(meeting.inspection.stage)
    changed = frozen is not None and open_ and frozen.sha256 != sha256_of(snapshot_of(meeting))
    return Standing(meeting, frozen, changed, signoffs_of(Meeting.__tablename__, meeting.id))


def snapshot_of(meeting: Meeting) -> bytes:
    """What the minutes would say if they were fixed now.

    They tell of the visit: points that a verdict restores later are the result notice's to tell, not theirs.
    """
    content, frozen = content_of(meeting), meeting.frozen
    if frozen is not None and meeting.inspection.stage is not Stage.FIELDWORK:
        content = replace(content, results=document.from_json(frozen.snapshot).results)
    return document.to_json(content)


def sha256_of(snapshot: bytes) -> str:
    """The hash that people sign."""
    return hashlib.sha256(snapshot).hexdigest()
