"""The making of a PDF from a snapshot, and how far it is."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from inspection_app.documents import pdf
from inspection_app.documents import report as document
from inspection_app.documents.content import ReportContent
from inspection_app.extensions import db
from inspection_app.models import Render, Report, Round
from inspection_app.models.base import now
from inspection_app.models.report import FRAME
from inspection_app.queries import reports
from inspection_app.queries.report_content import content_of
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import JobState, ReportState
from inspection_app.storage import files

MOST_TRIES = 3  # beyond that a document is taken to be what kills the worker
STALE = Message("The report was drafted again meanwhile; look at the newer draft.")
CRASHED = Message("The document could not be made. The log of the server says why.")
INTERRUPTED = Message("The making of this document was interrupted several times, so it was given up.")
LOST = Message("The file of this document is missing. Make it again, and tell the administrator.")
OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True)
class Outcome:
    """How it ended: the file's hash, or what went wrong."""

    file_sha256: str | None
    problem: Message | None = None


def begin(render_id: UUID) -> bytes | None:
    """Take it up: the snapshot to make it from, or None where nothing is left to do."""
    render = db.session.get(Render, render_id, with_for_update=True)
    if render is None or render.state not in OPEN:
        return None
    if problem := _hopeless(render):
        finish(render_id, Outcome(None, problem))
        return None
    render.state, render.done, render.total, render.tries = JobState.RUNNING, 0, 0, render.tries + 1
    return render.report.snapshot


def progress(render_id: UUID, done: int, total: int) -> None:
    """So many parts of so many are done."""
    render = db.session.get_one(Render, render_id)
    render.done, render.total = done, total


def make(snapshot: bytes, *, seconds: int, megabytes: int, progress: Callable[[int, int], None]) -> Outcome:
    """Make the file from the snapshot alone, in a child process with these limits."""
    try:
        return Outcome(files().put(_pdf(snapshot, seconds, megabytes, progress)))
    except DomainError as error:
        return Outcome(None, error.message)


def finish(render_id: UUID, outcome: Outcome) -> None:
    """Write down how it ended."""
    render = db.session.get_one(Render, render_id)
    render.state = JobState.DONE if outcome.file_sha256 else JobState.FAILED
    problem = outcome.problem
    render.message = json.dumps([problem.msgid, dict(problem.values)]) if problem else ""
    render.file_sha256, render.finished_at = outcome.file_sha256, now()


def problem_of(render: Render) -> Message:
    """What went wrong with a failed one."""
    msgid, values = json.loads(render.message)
    return Message(msgid, **values)


def queue(report: Report) -> Render:
    """The making of the report's snapshot, to be handed to a job after the commit; a new one unless it is under way."""
    if report.snapshot_sha256 is None:
        raise DomainError(Message("Make the draft first, and look at it."))
    known = reports.latest_render(report)
    if known is not None and (known.state in OPEN or _is_kept(known)):
        return known
    render = Render(report=report, snapshot_sha256=report.snapshot_sha256)
    db.session.add(render)
    db.session.flush()  # the job is told its id
    return render


def content_of_draft(report: Report) -> ReportContent | None:
    """What the report's snapshot says; None before the first draft, or where an older program took it otherwise."""
    try:
        return document.from_json(report.snapshot) if report.snapshot else None
    except msgspec.ValidationError:
        return None


def file_of(report: Report) -> bytes | None:
    """The PDF of the snapshot as it is now; None while it is not made. DomainError where the file is missing."""
    render = reports.latest_render(report)
    if render is None or render.file_sha256 is None:
        return None
    try:
        return files().get(render.file_sha256)
    except FileNotFoundError:
        raise DomainError(LOST) from None


def pdf_of(round_: Round, *, seconds: int, megabytes: int) -> bytes:
    """The round's report as PDF without saving anything: what was submitted, or else what is entered now."""
    report = next(iter(reports.of_round(round_)), None) or _made_up(round_)
    snapshot = None if workflow.report_editable(report.state) else report.snapshot
    content = snapshot or document.to_json(content_of(report))
    return _pdf(content, seconds, megabytes, lambda _done, _total: None)


def _made_up(round_: Round) -> Report:
    """A report nobody has begun, without any text by hand; it is not saved."""
    return Report(round=round_, state=ReportState.DRAFT, sections=[], **dict.fromkeys(FRAME, ""))


def _pdf(snapshot: bytes, seconds: int, megabytes: int, progress: Callable[[int, int], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        pdf.make(snapshot, target, limits=pdf.Limits(seconds, megabytes), progress=progress)
        return target.read_bytes()


def _hopeless(render: Render) -> Message | None:
    if render.tries >= MOST_TRIES:
        return INTERRUPTED
    return STALE if render.report.snapshot_sha256 != render.snapshot_sha256 else None


def _is_kept(render: Render) -> bool:
    return render.file_sha256 is not None and files().path(render.file_sha256).exists()
