"""Citizens' feedback: registered, answered by the agency, checked in an inspection."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Agency, Assessment, Feedback, FeedbackCheck, Finding, User
from inspection_app.models.base import now
from inspection_app.queries import feedback as find
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Channel, FeedbackState, FindingState

from . import activity, findings, operations, revisions
from .holding import hold, hold_open

DONE = (FeedbackState.ANSWERED, FeedbackState.DECLINED)
SETTLED = Message("This inspection is concluded. Its results no longer change.")


@dataclass(frozen=True)
class FeedbackDraft:
    """What the register says of it."""

    received_on: date
    channel: Channel
    agency: Agency
    procedure: str
    content: str
    due_on: date | None


@dataclass(frozen=True)
class AnswerDraft:
    """How far the agency is with it."""

    revision: int
    state: FeedbackState
    answer: str
    answered_on: date | None


def register(draft: FeedbackDraft, operation_id: UUID, feedback_id: UUID, *, by: User) -> Feedback:
    """Enter a line with the year's next number; the same operation again gives the same line."""
    known = db.session.get(Feedback, feedback_id)
    if operations.is_repeat(operation_id, feedback_id, by=by) and known is not None:
        return known
    if known is not None:
        raise DomainError(Message("This entry carries the number of another one. Reload the page and enter it again."))
    _check(draft)
    year = draft.received_on.year
    feedback = Feedback(id=feedback_id, year=year, number=find.last_number(year) + 1, registered_by_id=by.id)
    for name, value in _columns(draft).items():
        setattr(feedback, name, value)
    activity.note("feedback.registered", feedback, by=by)
    return feedback


def change(feedback: Feedback, draft: FeedbackDraft, revision: int, *, by: User) -> None:
    """Correct a line; it keeps its number, so the year it came in stays. Clashed where somebody else changed it."""
    _check(draft)
    if draft.received_on.year != feedback.year:
        raise DomainError(Message("Its number belongs to %(year)s.", year=feedback.year), field="received_on")
    if draft.agency.id != feedback.agency_id and feedback.checks:
        raise DomainError(Message("It is being checked in an inspection, so the agency stays."), field="agency")
    revisions.write(feedback, _columns(draft), revision=revision)
    activity.note("feedback.changed", feedback, by=by)


def answer(feedback: Feedback, draft: AnswerDraft, *, by: User) -> None:
    """Save how far the agency is; a line that is done says what was answered, and when."""
    if draft.state in DONE and not draft.answer:
        raise DomainError(Message("Say what was answered, or why it was not taken up."), field="answer")
    if draft.state in DONE and draft.answered_on is None:
        raise DomainError(Message("Say on which day."), field="answered_on")
    if draft.answered_on and not feedback.received_on <= draft.answered_on <= local_day(now()):
        raise DomainError(Message("The day lies between the receipt and today."), field="answered_on")
    mine = {"state": draft.state, "answer": draft.answer, "answered_on": draft.answered_on}
    revisions.write(feedback, mine, revision=draft.revision)
    activity.note("feedback.answered", feedback, by=by)


def link(feedback: Feedback, item: Assessment, *, by: User) -> FeedbackCheck:
    """Have it looked at with this item; once is enough. DomainError once the results of the inspection stand."""
    hold_open(item.inspection)
    if workflow.settled(item.inspection.stage):
        raise DomainError(SETTLED)
    if feedback.agency_id != item.inspection.agency_id:
        raise DomainError(Message("This feedback is about another agency."))
    known = next((each for each in feedback.checks if each.assessment_id == item.id), None)
    if known is not None:
        return known
    check = FeedbackCheck(feedback=feedback, assessment=item, linked_by_id=by.id)
    activity.note("feedback.linked", check, by=by, inspection=item.inspection, extra={"feedback": feedback.code})
    return check


def unlink(check: FeedbackCheck, *, by: User) -> None:
    """Take it off the item; what was checked already stays."""
    hold_open(check.assessment.inspection)
    if workflow.settled(check.assessment.inspection.stage):
        raise DomainError(SETTLED)
    hold(check, "checked_at", "finding_id")  # a colleague may just be checking it
    if check.checked_at or check.finding_id:
        raise DomainError(Message("This feedback was checked already, so it stays at the item."))
    told = {"feedback": check.feedback.code}
    activity.note("feedback.unlinked", check, by=by, inspection=check.assessment.inspection, extra=told)
    db.session.delete(check)


def check_handling(check: FeedbackCheck, result: str, *, by: User) -> None:
    """Save what the team saw of how the agency handled it."""
    inspection = check.assessment.inspection
    hold_open(inspection)
    workflow.check_findings_open(inspection.stage)
    hold(check, "result")
    check.result, check.checked_by_id, check.checked_at = result, by.id, now()
    told = {"feedback": check.feedback.code}
    activity.note("feedback.checked", check, by=by, inspection=inspection, extra=told)


def become_finding(check: FeedbackCheck, draft: findings.FindingDraft, *, by: User) -> Finding:
    """Record a finding from it at the item; DomainError where it became one already."""
    hold(check, "finding_id")
    known = db.session.get(Finding, check.finding_id) if check.finding_id else None
    if known is not None and known.state is not FindingState.WITHDRAWN and known.id != draft.finding_id:
        raise DomainError(Message("This feedback became a finding already."))
    check.finding = findings.record(check.assessment, draft, by=by)
    return check.finding


def _columns(draft: FeedbackDraft) -> dict[str, object]:
    return {
        "received_on": draft.received_on,
        "channel": draft.channel,
        "agency_id": draft.agency.id,
        "procedure": draft.procedure,
        "content": draft.content,
        "due_on": draft.due_on,
    }


def _check(draft: FeedbackDraft) -> None:
    if draft.received_on > local_day(now()):
        raise DomainError(Message("This day has not come yet."), field="received_on")
    if draft.due_on and draft.due_on < draft.received_on:
        raise DomainError(Message("It cannot be due before it came in."), field="due_on")
