"""The way of a self-assessment: put before the agency's head, approved or returned, handed in, reopened."""

from collections.abc import Mapping

from inspection_app.models import Inspection, SelfAssessment, User
from inspection_app.models.base import now
from inspection_app.queries import self_assessments as find
from inspection_app.rules import self_assessment as rules
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import SelfState

from . import activity
from .holding import hold, hold_open, share

CHANGED = Message("The self-assessment was changed meanwhile. Look at it as it is now, then decide.")
UNAPPROVED = {"approved_by_id": None, "approved_at": None, "approved_hash": ""}


def hold_writable(inspection: Inspection) -> None:
    """Keep it open while something is entered; DomainError against the stage, the round, or once it was handed in."""
    hold_open(inspection)
    workflow.check_self_assessment_open(inspection.stage)
    check_not_handed_in(inspection)


def check_not_handed_in(inspection: Inspection) -> None:
    """DomainError with who can reopen it, while it lies with the team. Whoever asks holds the inspection."""
    rules.check_writable(find.state_of(find.fresh(inspection)))


def ask(inspection: Inspection, *, by: User) -> None:
    """Put it before the agency's head; DomainError where an item lacks something."""
    seen = _complete(_held(inspection, SelfState.ASKED))
    asked = {"asked_by_id": by.id, "asked_at": now(), "return_reason": "", **UNAPPROVED}
    _take(inspection, seen, SelfState.ASKED, asked, by=by)


def send_back(inspection: Inspection, reason: str, *, by: User) -> None:
    """The head wants it changed, and says what; an approval is taken back with it."""
    seen = _held(inspection, SelfState.RETURNED)
    _take(inspection, seen, SelfState.RETURNED, {"return_reason": _reason(reason), **UNAPPROVED}, by=by)


def approve(inspection: Inspection, seen_hash: str, *, by: User) -> None:
    """The head stands for the content with this hash; DomainError where it is another by now."""
    seen = _complete(_held(inspection, SelfState.APPROVED))
    if seen.hash != seen_hash:
        raise DomainError(CHANGED)
    approved = {"approved_by_id": by.id, "approved_at": now(), "approved_hash": seen_hash}
    _take(inspection, seen, SelfState.APPROVED, approved, by=by)


def hand_in(inspection: Inspection, *, by: User) -> None:
    """Send it to the team; from now on it is frozen. DomainError where what was approved has changed since."""
    seen = _complete(_held(inspection, SelfState.HANDED_IN))
    if seen.approval_void:
        raise DomainError(Message("Something was changed after the approval. Put it before the head again."))
    handed_in = {"handed_in_by_id": by.id, "handed_in_at": now(), "reopen_reason": ""}
    _take(inspection, seen, SelfState.HANDED_IN, handed_in, by=by)


def reopen(inspection: Inspection, reason: str, *, by: User) -> None:
    """Let the agency change it again, and say why; it needs a new approval."""
    seen = _held(inspection, SelfState.REOPENED)
    _take(inspection, seen, SelfState.REOPENED, {"reopen_reason": _reason(reason), **UNAPPROVED}, by=by)


def _held(inspection: Inspection, state: SelfState) -> find.Overview:
    """It as it stands, while nobody writes at an item or moves the stage; DomainError where this is no step from it."""
    share(inspection.round, "state")
    workflow.check_round_open(inspection.round.state)
    hold(inspection, "stage")
    workflow.check_self_assessment_open(inspection.stage)
    seen = find.overview(inspection)
    rules.check_step(seen.state, state)
    return seen


def _complete(seen: find.Overview) -> find.Overview:
    if seen.missing:
        raise DomainError(Message("%(count)s items are not complete yet. See the list below.", count=len(seen.missing)))
    return seen


def _take(
    inspection: Inspection, seen: find.Overview, state: SelfState, values: Mapping[str, object], *, by: User
) -> None:
    row = seen.row or SelfAssessment(inspection=inspection)
    for name, value in {"state": state, **values}.items():
        setattr(row, name, value)
    activity.note(f"self_assessment.{state}", row, by=by, inspection=inspection)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError(Message("Say why."), field="reason")
    return reason.strip()
