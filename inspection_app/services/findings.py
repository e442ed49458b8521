"""Findings: recorded live, changed by their author or the head of the team, withdrawn but never erased."""

from dataclasses import dataclass
from uuid import UUID

from inspection_app import policies
from inspection_app.extensions import db
from inspection_app.models import Assessment, Finding, User
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import CauseKind, FindingKind, FindingState

from . import activity, operations, revisions
from .holding import hold, hold_open


@dataclass(frozen=True)
class FindingDraft:
    """What the inspector entered; the tablet chose both ids, `revision` 0 says the finding is new to it."""

    finding_id: UUID
    operation_id: UUID
    revision: int
    kind: FindingKind
    text: str
    cause: str
    cause_kind: CauseKind | None


def record(assessment: Assessment, draft: FindingDraft, *, by: User) -> Finding:
    """Save a new finding or a change of one; raises DomainError for a foreign id, Clashed on a clash."""
    finding = db.session.get(Finding, draft.finding_id)
    if operations.is_repeat(draft.operation_id, draft.finding_id, by=by) and finding is not None:
        return finding
    if finding is not None:
        _check_mine(finding, assessment, by)
    hold_open(assessment.inspection)
    workflow.check_findings_open(assessment.inspection.stage)
    verb = "finding.changed"
    if finding is None:
        verb = "finding.recorded"
        finding = Finding(id=draft.finding_id, assessment=assessment, author_id=by.id)
    mine = {"kind": draft.kind, "text": draft.text, "cause": draft.cause, "cause_kind": draft.cause_kind}
    revisions.write(finding, mine, revision=draft.revision)
    if db.session.is_modified(finding):
        finding.state = FindingState.RECORDED  # the agency was not shown these words
    activity.note(verb, finding, by=by, inspection=assessment.inspection)
    return finding


def withdraw(finding: Finding, *, by: User) -> None:
    """Take a finding back; the log keeps it."""
    inspection = finding.assessment.inspection
    hold_open(inspection)
    hold(finding, "state", "revision")
    if finding.state is FindingState.WITHDRAWN:
        return  # sent twice on a bad line
    workflow.check_findings_open(inspection.stage)
    finding.state = FindingState.WITHDRAWN
    activity.note("finding.withdrawn", finding, by=by, inspection=inspection)


def _check_mine(finding: Finding, assessment: Assessment, by: User) -> None:
    if finding.assessment_id != assessment.id or not policies.change_finding(by, finding):
        raise DomainError(Message("This finding is not yours to change."))
    if finding.state is FindingState.WITHDRAWN:
        raise DomainError(operations.WITHDRAWN)
