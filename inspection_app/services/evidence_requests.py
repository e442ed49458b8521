"""Requests for further evidence: the team asks, the agency answers, the team says whether it is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Assessment, DeskThread, Evidence, EvidenceRequest, Inspection, RequestEntry, User
from inspection_app.models.base import now
from inspection_app.queries import evidence_requests as find
from inspection_app.queries.workdays import calendar
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.evidence_requests import DAYS_TO_ANSWER, WAITING
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import RequestState, Side, ThreadKind

from . import activity, evidence, operations
from .evidence import AlreadyHere, Brought
from .holding import hold, hold_open

LOGGED = {RequestState.ANSWERED: "answered", RequestState.CLOSED: "closed", RequestState.REOPENED: "reopened"}


@dataclass(frozen=True)
class RequestDraft:
    """What the team asks for."""

    operation_id: UUID
    text: str
    due_on: date  # last day to answer


@dataclass(frozen=True)
class AnswerDraft:
    """What the agency answers: files, a note, or both."""

    operation_id: UUID
    note: str
    files: Sequence[Brought]


@dataclass(frozen=True)
class DecisionDraft:
    """Whether the answer is enough; `due_on` is the new last day where it is asked again."""

    operation_id: UUID
    state: RequestState  # CLOSED or REOPENED
    reason: str
    due_on: date | None


def today() -> date:
    """The day it is in the office."""
    return local_day(now())


def suggested_due() -> date:
    """A few working days from today, by the office's calendar."""
    return calendar().after(today(), DAYS_TO_ANSWER)


def ask(assessment: Assessment, draft: RequestDraft, *, by: User) -> None:
    """Ask the agency for what is missing; raises DomainError against the stage and for a day that is past."""
    if operations.is_repeat(draft.operation_id, assessment.id, by=by):
        return
    _open(assessment.inspection)
    _check_due(draft.due_on)
    _ask(EvidenceRequest(text=draft.text, due_on=draft.due_on), assessment, by)


def ask_from(thread: DeskThread, *, by: User) -> EvidenceRequest:
    """Make a thread about missing evidence into a request in its own words; the same one if it was made already."""
    _open(thread.assessment.inspection)
    hold(thread, "resolved_at")
    if made := find.of_thread(thread):
        return made
    if thread.kind is not ThreadKind.MISSING_EVIDENCE:
        raise DomainError(Message("Only a thread about missing evidence becomes a request to the agency."))
    asked = EvidenceRequest(thread_id=thread.id, text=thread.text, due_on=suggested_due())
    return _ask(asked, thread.assessment, by)


def answer(asked: EvidenceRequest, draft: AnswerDraft, *, by: User) -> list[AlreadyHere]:
    """The agency's answer, open in every stage of the work; returns the files that were at the item already."""
    inspection = asked.assessment.inspection
    if operations.is_repeat(draft.operation_id, asked.id, by=by):
        return []
    _open(inspection)
    hold(asked, "state")
    if asked.state not in WAITING:
        raise DomainError(Message("This request does not wait for an answer any more."))
    if not draft.files and not draft.note:
        raise DomainError(Message("Add a file, or write a note."), field="note")
    same = _bring(asked, draft.files, by)
    if len(same) == len(draft.files) and not draft.note:
        raise DomainError(Message("These files are here already. Say so in a note, if they answer it."), field="note")
    _step(asked, RequestState.ANSWERED, draft.note, by)
    return same


def decide(asked: EvidenceRequest, draft: DecisionDraft, *, by: User) -> None:
    """Close it, or ask again with a reason and a new last day; raises DomainError with the field to mend."""
    if operations.is_repeat(draft.operation_id, asked.id, by=by):
        return
    _open(asked.assessment.inspection)
    hold(asked, "state", "due_on")
    if draft.state is RequestState.REOPENED:
        if not draft.reason:
            raise DomainError(Message("Say what is still missing."), field="reason")
        if draft.due_on is None:
            raise DomainError(Message("Set the new last day."), field="due_on")
        _check_due(draft.due_on)
    state = workflow.advance(asked.state, draft.state)
    if state is RequestState.REOPENED and draft.due_on:
        asked.due_on = draft.due_on
    _step(asked, state, draft.reason, by)


def _ask(asked: EvidenceRequest, assessment: Assessment, by: User) -> EvidenceRequest:
    asked.assessment, asked.asked_by_id = assessment, by.id
    activity.note("evidence_request.asked", asked, by=by, inspection=assessment.inspection)
    return asked


def _bring(asked: EvidenceRequest, brought: Sequence[Brought], by: User) -> list[AlreadyHere]:
    same = []
    for each in brought:
        row = Evidence(assessment_id=asked.assessment_id, side=Side.AGENCY, request_id=asked.id)
        try:
            evidence.keep(row, asked.assessment, each, by=by)
        except AlreadyHere as error:
            same.append(error)
    return same


def _step(asked: EvidenceRequest, state: RequestState, text: str, by: User) -> None:
    asked.state = state
    asked.entries.append(RequestEntry(request_id=asked.id, state=state, text=text, author_id=by.id, at=now()))
    inspection = asked.assessment.inspection
    activity.note(f"evidence_request.{LOGGED[state]}", asked, by=by, inspection=inspection, extra={"note": text})
    db.session.flush()


def _open(inspection: Inspection) -> None:
    hold_open(inspection)
    workflow.check_requests_open(inspection.stage)


def _check_due(due_on: date) -> None:
    if due_on < today():
        raise DomainError(Message("The last day lies in the past."), field="due_on")
