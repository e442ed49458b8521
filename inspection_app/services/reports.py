"""The consolidated report: texts by hand, snapshot, submission, decision, issue."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from inspection_app.documents import report as document
from inspection_app.models import Render, Report, ReportSection, Round, User
from inspection_app.models.base import now
from inspection_app.models.report import FRAME
from inspection_app.queries import recommendations
from inspection_app.queries import reports as find
from inspection_app.queries.numbers import Series
from inspection_app.queries.report_content import content_of
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import JobState, RecommendationState, ReportState

from . import activity, numbers, renders, revisions
from .holding import hold

OPEN = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED, ReportState.APPROVED)
TYPE_CODE = "BC"
ASKED = ("state", "snapshot_sha256")  # what a step asks of the report


def create(round_: Round, *, by: User) -> Report:
    """Begin the next version; one is open at a time. Texts and signatory come from the version before."""
    before = next(iter(find.of_round(round_)), None)
    if before is not None and before.state in OPEN:
        raise DomainError(Message("The round has an open report already. Go on with that one."))
    report = Report(round=round_, version=before.version + 1 if before else 1, author_id=by.id)
    report.sections = [ReportSection(key=section.key, text="") for section in document.SECTIONS]
    if before is not None:
        _carry_over(before, report)
    activity.note("report.created", report, by=by)
    return report


def write_section(section: ReportSection, report: Report, text: str, *, revision: int, by: User) -> None:
    """Save the hand-written text under one heading; Clashed if somebody else changed it meanwhile."""
    _check_editable(report)
    revisions.write(section, {"text": text}, revision=revision)
    activity.note("report.written", section, by=by)


def set_frame(report: Report, frame: Mapping[str, str], *, by: User) -> None:
    """Who signs and who receives it."""
    _check_editable(report)
    for name in FRAME:
        setattr(report, name, frame[name])
    activity.note("report.framed", report, by=by)


def draft(report: Report, *, by: User) -> Render:
    """Freeze what the round says now; returns the making of its PDF, to be handed to a job after the commit."""
    _check_editable(report)
    snapshot = document.to_json(content_of(report))
    report.drafted_at = now()
    return _freeze(report, snapshot, "report.drafted", by=by)


def changed_since_draft(report: Report) -> bool:
    """Whether the round's entries or the report's texts say something else now than the draft does."""
    drafted = report.snapshot_sha256
    return drafted is not None and drafted != _sha256(document.to_json(content_of(report)))


def submit(report: Report, *, by: User) -> None:
    """Put the drafted report before the leader; raises DomainError without a finished draft."""
    _check_move(report, ReportState.SUBMITTED)
    render = find.latest_render(report)
    if render is None or render.state is not JobState.DONE:
        raise DomainError(Message("Make the draft first, and look at it."))
    report.state = ReportState.SUBMITTED
    activity.note("report.submitted", report, by=by)


def give_back(report: Report, reason: str, *, by: User) -> None:
    """Return it to its writers; raises DomainError without a reason."""
    _check_move(report, ReportState.RETURNED)
    if not reason:
        raise DomainError(Message("Say what has to be changed."), field="reason")
    report.state, report.return_reason = ReportState.RETURNED, reason
    activity.note("report.returned", report, by=by)


def approve(report: Report, read: str, *, by: User) -> None:
    """Agree that it is issued as drafted; DomainError unless `read`, the snapshot's hash, is that of the draft now."""
    _check_move(report, ReportState.APPROVED)
    if read != report.snapshot_sha256:
        raise DomainError(Message("The report was drafted again meanwhile. Read it as it is now, then decide."))
    report.state, report.return_reason = ReportState.APPROVED, ""
    activity.note("report.approved", report, by=by)


def issue(report: Report, dated: date, *, by: User) -> Render:
    """Number it from the issuing body's own series and freeze it; an older version is superseded."""
    _check_move(report, ReportState.ISSUED)
    if dated < report.round.dated:
        raise DomainError(Message("The report is dated before its plan."), field="dated")
    if dated > local_day(now()):
        raise DomainError(Message("The report is dated in the future."), field="dated")
    number = numbers.take(Series(report.round.issuing_body, TYPE_CODE, dated.year))
    for other in find.of_round(report.round):
        if other.state is ReportState.ISSUED:
            other.state = ReportState.SUPERSEDED
            activity.note("report.superseded", other, by=by)
    for recommendation in recommendations.proposed_in(report.round, until=report.drafted_at):
        recommendation.state = RecommendationState.ISSUED
        activity.note("recommendation.issued", recommendation, by=by, inspection=recommendation.assessment.inspection)
    snapshot = _numbered(report, number, dated)
    report.number, report.dated, report.state = number, dated, ReportState.ISSUED
    return _freeze(report, snapshot, "report.issued", by=by)


def _check_move(report: Report, state: ReportState) -> None:
    hold(report, *ASKED)
    workflow.advance(report.state, state)


def _check_editable(report: Report) -> None:
    hold(report, *ASKED)
    if not workflow.report_editable(report.state):
        raise DomainError(Message("The report is no longer open for writing. The leader can return it to you."))


def _carry_over(before: Report, report: Report) -> None:
    texts = {section.key: section.text for section in before.sections}
    for section in report.sections:
        section.text = texts.get(section.key, "")
    for name in FRAME:
        setattr(report, name, getattr(before, name))


def _numbered(report: Report, number: int, dated: date) -> bytes:
    """The snapshot that was approved, with nothing but number and date added."""
    if report.snapshot is None:
        raise ValueError(report.id)  # an approved report has been drafted
    return document.to_json(replace(document.from_json(report.snapshot), number=number, dated=dated))


def _freeze(report: Report, snapshot: bytes, verb: str, *, by: User) -> Render:
    report.snapshot, report.snapshot_sha256 = snapshot, _sha256(snapshot)
    activity.note(verb, report, by=by)
    return renders.queue(report)


def _sha256(snapshot: bytes) -> str:
    return hashlib.sha256(snapshot).hexdigest()
