"""The making of a PDF from a snapshot, and how far it is."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inspection_app.documents import pdf
from inspection_app.documents import report as document
from inspection_app.extensions import db
from inspection_app.models import Render, Report, Round
from inspection_app.models.base import now
from inspection_app.queries import reports
from inspection_app.queries.report_content import content_of
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import JobState
from inspection_app.storage import files

STALE = Message("The report was drafted again meanwhile; look at the newer draft.")


@dataclass(frozen=True)
class Outcome:
    """How it ended: the file's hash, or the msgid of what went wrong."""

    file_sha256: str | None
    problem: str = ""


def is_open(render: Render) -> bool:
    """Still to be made; a job that comes twice does it once."""
    return render.state in {JobState.QUEUED, JobState.RUNNING}


def begin(render: Render) -> None:
    """The worker has taken it up."""
    render.state, render.done, render.total = JobState.RUNNING, 0, 0


def progress(render: Render, done: int, total: int) -> None:
    """So many parts of so many are done."""
    render.done, render.total = done, total


def make(render: Render, *, seconds: int, megabytes: int, progress: Callable[[int, int], None]) -> Outcome:
    """Make the file from the report's snapshot alone, in a child process with these limits."""
    snapshot = render.report.snapshot
    if snapshot is None or render.report.snapshot_sha256 != render.snapshot_sha256:
        return Outcome(None, STALE.msgid)
    try:
        return Outcome(files().put(_pdf(snapshot, seconds, megabytes, progress)))
    except DomainError as error:
        return Outcome(None, error.message.msgid)


def pdf_of(round_: Round, *, seconds: int, megabytes: int) -> bytes:
    """The round's report as PDF without saving anything: what was submitted, or else what is entered now."""
    report = next(iter(reports.of_round(round_)), None) or Report(round=round_, sections=[])
    snapshot = None if report.state is None or workflow.report_editable(report.state) else report.snapshot
    with db.session.no_autoflush:
        content = snapshot or document.to_json(content_of(report))
    db.session.expunge_all()  # a report made up for this file must not be saved by whoever commits next
    return _pdf(content, seconds, megabytes, lambda _done, _total: None)


def _pdf(snapshot: bytes, seconds: int, megabytes: int, progress: Callable[[int, int], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        pdf.make(snapshot, target, seconds=seconds, megabytes=megabytes, progress=progress)
        return target.read_bytes()


def finish(render: Render, outcome: Outcome) -> None:
    """Write down how it ended."""
    render.state = JobState.DONE if outcome.file_sha256 else JobState.FAILED
    render.file_sha256, render.message, render.finished_at = outcome.file_sha256, outcome.problem, now()
