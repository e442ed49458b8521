"""Sign-offs: a person's own, or the word of somebody without an account that a colleague writes down."""

from dataclasses import dataclass
from uuid import UUID

from inspection_app.models import Inspection, Meeting, Signoff, User
from inspection_app.queries import meetings as find
from inspection_app.rules import signoffs as rules
from inspection_app.rules.attendance import Person
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Capacity, Decision

from . import activity, operations
from .holding import hold, hold_open


@dataclass(frozen=True)
class Signable:
    """What is signed: which row, whose case, and the hash of its content now (None: nothing to sign)."""

    kind: str
    id: UUID
    sha256: str | None
    inspection: Inspection | None = None


@dataclass(frozen=True)
class Word:
    """What somebody says of the content he or she read; `read` is that content's hash."""

    operation_id: UUID
    read: str
    capacity: Capacity
    decision: Decision = Decision.AGREED
    remark: str = ""


def give(paper: Signable, word: Word, signer: User | Person, *, by: User) -> Signoff | None:
    """Note it; None if it was noted already. DomainError unless `read` is the content now, or without a remark due."""
    if operations.is_repeat(word.operation_id, paper.id, by=by):
        return None
    if paper.sha256 is None or word.read != paper.sha256:
        raise DomainError(Message("The content has changed meanwhile. Read it as it is now, then sign."))
    if word.decision in rules.WITH_REMARK and not word.remark:
        raise DomainError(Message("Write down the remarks or objections."), field="remark")
    signoff = Signoff(
        subject_kind=paper.kind,
        subject_id=paper.id,
        content_sha256=paper.sha256,
        capacity=word.capacity,
        decision=word.decision,
        remark=word.remark,
        recorded_by_id=by.id,
        **_who(signer),
    )
    activity.note("signoff.given", signoff, by=by, inspection=paper.inspection)
    return signoff


def sign_minutes(meeting: Meeting, word: Word, signer: User | Person, *, by: User) -> Signoff | None:
    """Note a word on the fixed minutes; DomainError against round or stage, and where something changed since."""
    hold_open(meeting.inspection)
    rules.check_signing_open(meeting.inspection.stage)
    hold(meeting, "revision")
    standing = find.standing(meeting)
    if standing.frozen is None:
        raise DomainError(Message("Fix the content of the minutes first."))
    if standing.changed:
        raise DomainError(Message("The content has changed since it was fixed. The team fixes it again first."))
    return give(Signable(Meeting.__tablename__, meeting.id, standing.sha256, meeting.inspection), word, signer, by=by)


def _who(signer: User | Person) -> dict[str, object]:
    if isinstance(signer, User):
        return {"user_id": signer.id, "name": signer.full_name, "post": signer.title}
    return {"name": signer.name, "post": signer.post}
