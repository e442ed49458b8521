"""Papers of made-up cases, by the services people use."""

from inspection_app.models import Inspection, Paper, PaperFile, Team, User
from inspection_app.models.base import now
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import PaperFileKind, PaperKind
from inspection_app.services import paper_files, papers
from inspection_app.transaction import transaction
from tests.factories import make_coordinator

VERIFY = "https://kiem-tra.example.vn/verify/{code}"


def make_paper(kind: PaperKind, about: Team | Inspection, *, by: User | None = None) -> Paper:
    with transaction():
        return papers.prepare(kind, about, by=by or make_coordinator())


def issue_paper(paper: Paper, *, by: User | None = None, number: int | None = None) -> Paper:
    """Issued today, with files that stand for those the press would make."""
    by = by or make_coordinator()
    told = papers.Issue(local_day(now()), number, papers.shown(paper)[1], VERIFY)
    with transaction():
        papers.issue(paper, told, by=by)
        for kind, content in ((PaperFileKind.PDF, b"%PDF-1.7 mau"), (PaperFileKind.WORD, b"PK mau")):
            paper_files.keep(paper, paper_files.Made(kind, paper_files.file_name(paper, kind), content), by=by)
    return paper


def make_scan(paper: Paper, content: bytes = b"%PDF-1.7 ban ky") -> PaperFile:
    with transaction():
        return paper_files.attach_scan(paper, "ban-ky.pdf", content, by=make_coordinator())
