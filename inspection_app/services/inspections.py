"""The course of one inspection: its stages, and what its agency is shown."""

from inspection_app.models import Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import explanations as find_explanations
from inspection_app.queries import inspections as find
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import FindingState, Stage

from . import activity, deadlines, explanations
from .holding import hold, share


def move(inspection: Inspection, stage: Stage, *, by: User | None) -> None:
    """Take the inspection to another stage; publishing on the way where the agency is to see it."""
    share(inspection.round, "state")
    workflow.check_round_running(inspection.round.state)
    hold(inspection, "stage", "explanation_round", "due_reasons")
    workflow.advance(inspection.stage, stage)
    if inspection.team is None or inspection.visit_from is None:
        raise DomainError(Message("Put a team on this agency and set the visit first."))
    if stage is Stage.CONCLUDED:
        explanations.check_all_judged(inspection)
    if stage in {Stage.EXPLANATION, Stage.CONCLUDED}:
        _publish(inspection)
    if stage is Stage.EXPLANATION:
        deadlines.begin_explanations(inspection)
        inspection.explanation_round = max(inspection.explanation_round, 1)  # fieldwork reopened uses no round up
    inspection.stage = stage  # after the reads, which would flush it unseen by the log
    activity.note("inspection.moved", inspection, by=by, inspection=inspection)


def explain_again(inspection: Inspection, *, by: User) -> None:
    """Publish anew and let the agency explain once more; DomainError where the round allows no more, or one waits."""
    share(inspection.round, "state", "explanation_rounds", "explanation_days")
    workflow.check_round_running(inspection.round.state)
    hold(inspection, "stage", "explanation_round", "due_reasons")
    if not workflow.explanations_open(inspection.stage):
        raise DomainError(workflow.refusal(inspection.stage))
    if inspection.explanation_round >= inspection.round.explanation_rounds:
        raise DomainError(Message("The round allows no further explanations; the coordinator can change that."))
    explanations.check_all_judged(inspection)
    _publish(inspection)
    deadlines.begin_explanations(inspection)
    inspection.explanation_round += 1
    activity.note("inspection.explained_again", inspection, by=by, inspection=inspection)


def _publish(inspection: Inspection) -> None:
    """Show the agency scores and findings as they stand now; later changes stay unseen until the next time."""
    for assessment in find.assessments_of(inspection):
        assessment.published_state = assessment.state
        assessment.published_points = assessment.points
        assessment.published_reason = assessment.reason
    waiting = {each.assessment_id for each in find_explanations.unjudged_of(inspection)}
    for finding in find.findings_of(inspection):
        if finding.state is FindingState.RECORDED:
            finding.state = FindingState.SHOWN
        elif finding.state is FindingState.EXPLAINED and finding.assessment_id not in waiting:
            finding.state = FindingState.SETTLED
    inspection.published_at = now()
