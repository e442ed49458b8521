"""Explanations (giải trình): the agency answers at an item, the team judges the answer."""

from inspection_app.models import Assessment, Explanation, Finding, User
from inspection_app.models.base import now
from inspection_app.queries.inspections import findings_of
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import FindingKind, FindingState, Verdict

from . import activity
from .holding import hold, hold_open


def give(assessment: Assessment, text: str, *, by: User) -> Explanation:
    """The agency's answer; raises DomainError outside the explanation stage."""
    hold_open(assessment.inspection)
    if not workflow.explanations_open(assessment.inspection.stage):
        raise DomainError(workflow.refusal(assessment.inspection.stage))
    explanation = Explanation(assessment=assessment, text=text, author_id=by.id)
    activity.note("explanation.given", explanation, by=by, inspection=assessment.inspection)
    for finding in _unanswered(assessment):
        finding.state = FindingState.EXPLAINED
        activity.note("finding.explained", finding, by=by, inspection=assessment.inspection)
    return explanation


def judge(explanation: Explanation, verdict: Verdict, reason: str, *, by: User) -> None:
    """The team's verdict with its reason; raises DomainError once given or outside the explanation stage."""
    inspection = explanation.assessment.inspection
    hold_open(inspection)
    hold(explanation, "verdict", "verdict_reason", "judged_by_id")
    if (explanation.verdict, explanation.verdict_reason, explanation.judged_by_id) == (verdict, reason, by.id):
        return  # sent twice on a bad line
    if not workflow.explanations_open(inspection.stage):
        raise DomainError(workflow.refusal(inspection.stage))
    if explanation.verdict is not None:
        raise DomainError(Message("This explanation was judged already."))
    explanation.verdict, explanation.verdict_reason = verdict, reason
    explanation.judged_by_id, explanation.judged_at = by.id, now()
    activity.note("explanation.judged", explanation, by=by, inspection=inspection)


def _unanswered(assessment: Assessment) -> list[Finding]:
    """The shortcomings of this item that the agency was shown and has not answered."""
    return [
        finding
        for finding in findings_of(assessment.inspection)
        if finding.assessment_id == assessment.id
        and finding.kind is FindingKind.SHORTCOMING
        and finding.state is FindingState.SHOWN
    ]
