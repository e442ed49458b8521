"""The course of one inspection: its stages, and what its agency is shown."""

from inspection_app.models import Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import inspections as find
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import FindingState, Stage

from . import activity
from .holding import hold, share


def move(inspection: Inspection, stage: Stage, *, by: User | None) -> None:
    """Take the inspection to another stage; publishing on the way where the agency is to see it."""
    share(inspection.round, "state")
    workflow.check_round_running(inspection.round.state)
    hold(inspection, "stage")
    workflow.advance(inspection.stage, stage)
    if inspection.team is None or inspection.visit_from is None:
        raise DomainError(Message("Put a team on this agency and set the visit first."))
    if stage in {Stage.EXPLANATION, Stage.CONCLUDED}:
        _publish(inspection)
    inspection.stage = stage  # after the reads, which would flush it unseen by the log
    activity.note("inspection.moved", inspection, by=by, inspection=inspection)


def _publish(inspection: Inspection) -> None:
    """Show the agency scores and findings as they stand now; later changes stay unseen until the next time."""
    for assessment in find.assessments_of(inspection):
        assessment.published_state = assessment.state
        assessment.published_points = assessment.points
        assessment.published_reason = assessment.reason
    for finding in find.findings_of(inspection):
        if finding.state is FindingState.RECORDED:
            finding.state = FindingState.SHOWN
    inspection.published_at = now()
