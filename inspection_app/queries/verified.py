"""What everybody may know of an issued paper: what it is, whether it is in force, and the hashes of its files."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from inspection_app.documents import paper as paper_document
from inspection_app.documents import report as report_document
from inspection_app.extensions import db
from inspection_app.models import Paper, Report
from inspection_app.rules.numerals import document_number
from inspection_app.rules.terms import JobState, PaperFileKind, PaperState, ReportState

from . import papers as find
from . import reports as find_reports
from .numbers import IN_SERIES, REPORTS


@dataclass(frozen=True)
class Hashed:
    """A file and its SHA-256."""

    kind: PaperFileKind
    sha256: str


@dataclass(frozen=True)
class Verified:
    """An issued paper, as its public page shows it."""

    type_name: str
    number: str
    dated: date | None
    issuing_body: str
    subject: str
    demo: bool
    in_force: bool
    content_sha256: str
    files: tuple[Hashed, ...]
    successor: "Verified | None" = None
    code: str = ""


def found(code: str) -> Verified | None:
    """The issued paper or report with this code or id."""
    paper = find.by_code(code)
    return of_paper(paper) if paper is not None else _report(code)


def of_paper(paper: Paper) -> Verified:
    """What its snapshot says, with the version that replaced it."""
    content = paper_document.from_json(paper.snapshot or b"")
    successor = find.successor_of(paper)
    return Verified(
        type_name=content.type_name,
        number=paper_document.number_text(content),
        dated=content.dated,
        issuing_body=content.letterhead.issuing_body,
        subject=content.subject,
        demo=content.demo,
        in_force=paper.state is PaperState.ISSUED,
        content_sha256=paper.snapshot_sha256 or "",
        files=tuple(Hashed(each.kind, each.sha256) for each in paper.files),
        successor=of_paper(successor) if successor is not None else None,
        code=paper.code,
    )


def _report(code: str) -> Verified | None:
    try:
        query = select(Report).where(Report.id == UUID(code), Report.state.in_(IN_SERIES))
    except ValueError:
        return None
    report = db.session.scalars(query).unique().first()
    return _of_report(report) if report is not None else None


def _of_report(report: Report) -> Verified:
    content = report_document.from_json(report.snapshot or b"")
    render = find_reports.latest_render(report)
    made = render is not None and render.state is JobState.DONE and render.file_sha256
    later = (each for each in find_reports.of_round(report.round) if each.state is ReportState.ISSUED)
    successor = next(later, None) if report.state is ReportState.SUPERSEDED else None
    return Verified(
        type_name="Báo cáo",
        number=document_number(content.number, f"{REPORTS}-{content.letterhead.body_symbol}"),
        dated=content.dated,
        issuing_body=content.letterhead.issuing_body,
        subject=content.subject,
        demo=content.demo,
        in_force=report.state is ReportState.ISSUED,
        content_sha256=report.snapshot_sha256 or "",
        files=(Hashed(PaperFileKind.PDF, made),) if made else (),
        successor=_of_report(successor) if successor is not None else None,
        code=str(report.id),
    )
