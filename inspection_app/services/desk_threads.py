"""Desk review: threads of the team at an item. Nothing of them is ever shown to the agency."""

from dataclasses import dataclass
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Assessment, DeskReply, DeskThread, Inspection, User
from inspection_app.models.base import now
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import ThreadKind

from . import activity, operations
from .holding import hold, hold_open


@dataclass(frozen=True)
class ThreadDraft:
    """What a member asks, misses or remarks."""

    operation_id: UUID
    kind: ThreadKind
    text: str


def open_thread(assessment: Assessment, draft: ThreadDraft, *, by: User) -> DeskThread:
    """Begin a thread, once for each operation; DomainError before the agency was told and once the results stand."""
    known = db.session.get(DeskThread, draft.operation_id)
    if operations.is_repeat(draft.operation_id, assessment.id, by=by) and known is not None:
        return known
    _open(assessment.inspection)
    thread = DeskThread(id=draft.operation_id, assessment=assessment, kind=draft.kind, text=draft.text, author_id=by.id)
    activity.note("thread.opened", thread, by=by, inspection=assessment.inspection)
    return thread


def reply(thread: DeskThread, operation_id: UUID, text: str, *, by: User) -> None:
    """Answer in a thread; raises DomainError where it is resolved: reopen it first."""
    if operations.is_repeat(operation_id, thread.id, by=by):
        return
    _held(thread)
    if thread.resolved_at is not None:
        raise DomainError(Message("This thread is resolved. Reopen it to write on."))
    thread.replies.append(DeskReply(thread_id=thread.id, text=text, author_id=by.id, given_at=now()))
    _note("thread.replied", thread, by, text)


def resolve(thread: DeskThread, *, by: User) -> None:
    """Say that nothing is left to clear up; a second time changes nothing."""
    _held(thread)
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by_id, thread.resolved_by = now(), by.id, by
        _note("thread.resolved", thread, by, thread.text)


def reopen(thread: DeskThread, *, by: User) -> None:
    """Take it up again; a second time changes nothing."""
    _held(thread)
    if thread.resolved_at is not None:
        thread.resolved_at, thread.resolved_by_id, thread.resolved_by = None, None, None
        _note("thread.reopened", thread, by, thread.text)


def _note(verb: str, thread: DeskThread, by: User, text: str) -> None:
    activity.note(verb, thread, by=by, inspection=thread.assessment.inspection, extra={"text": text})


def _held(thread: DeskThread) -> None:
    _open(thread.assessment.inspection)
    hold(thread, "resolved_at", "resolved_by_id")


def _open(inspection: Inspection) -> None:
    hold_open(inspection)
    workflow.check_desk_review_open(inspection.stage)
