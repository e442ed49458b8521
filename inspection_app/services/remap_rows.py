"""Two items become one: what hangs on the one goes over to the other, and what stands at both becomes one."""

from typing import Any

from inspection_app.extensions import db
from inspection_app.models import Assessment, Explanation, FeedbackCheck, User
from inspection_app.queries import explanations, feedback
from inspection_app.queries import round_remaps as find

from . import activity


def take_over(gone: Assessment, into: Assessment, *, by: User) -> list[dict[str, Any]]:
    """Move every row, withdrawn ones too; what became part of another row is told, as it is kept for good."""
    code, joined = gone.criterion.code, []
    for row in find.hanging_on(gone):
        extra = {"code": f"{code} → {into.criterion.code}"}
        if isinstance(row, FeedbackCheck) and (twin := _twin(row, into)):
            joined.append({"kind": "feedback_check", "code": code, **_told(row)})
            _join_checks(row, twin)
        elif isinstance(row, Explanation) and row.given_at is None and (draft := explanations.draft_at(into)):
            _join_drafts(row, draft)
            activity.note("explanation.drafted", draft, by=by, extra=extra)  # not in the case's log: still a draft
        else:
            row.assessment, row.assessment_id = into, into.id
            case = None if isinstance(row, Explanation) and row.given_at is None else into.inspection
            activity.note("item.merged", row, by=by, inspection=case, extra=extra)
    db.session.flush()
    return joined


def _twin(check: FeedbackCheck, into: Assessment) -> FeedbackCheck | None:
    """The check of the same feedback at the other item: there is one at each item at most."""
    return next((each for each in feedback.checks_at(into) if each.feedback_id == check.feedback_id), None)


def _join_checks(check: FeedbackCheck, twin: FeedbackCheck) -> None:
    twin.result = "\n".join(part for part in (twin.result, check.result) if part)
    if twin.checked_at is None:
        twin.checked_at, twin.checked_by_id = check.checked_at, check.checked_by_id
    twin.finding_id = twin.finding_id or check.finding_id
    db.session.delete(check)


def _join_drafts(draft: Explanation, other: Explanation) -> None:
    """One draft an item: the words stand below each other, the files go along."""
    for file in find.files_with(draft):
        file.explanation, file.explanation_id = other, other.id
    other.text = "\n\n".join(part for part in (other.text, draft.text) if part)
    db.session.flush()
    db.session.delete(draft)


def _told(check: FeedbackCheck) -> dict[str, str]:
    return {"feedback": check.feedback.code, "result": check.result}
