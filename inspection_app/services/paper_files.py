"""The files of a paper: PDF and Word made from its snapshot, and the scan of what was signed."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from inspection_app.documents import paper as document
from inspection_app.documents import pdf, word
from inspection_app.models import Paper, PaperFile, User
from inspection_app.rules import media
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import document_number
from inspection_app.rules.terms import PaperFileKind, PaperKind, PaperState
from inspection_app.storage import files

from . import activity
from .evidence import cleaned_picture
from .holding import hold

MADE = {PaperFileKind.PDF: media.PDF, PaperFileKind.WORD: media.DOCX}
NAMES = {
    PaperKind.TEAM_DECISION: "Quyet-dinh",
    PaperKind.NOTICE: "Thong-bao-lich-kiem-tra",
    PaperKind.MINUTES: "Bien-ban",
    PaperKind.RESULT_NOTICE: "Thong-bao-ket-qua",
    PaperKind.RECEIPT: "Bien-nhan",
}


@dataclass(frozen=True)
class Made:
    """A file of a paper, not yet kept."""

    kind: PaperFileKind
    name: str
    content: bytes


def made(paper: Paper, kind: PaperFileKind, snapshot: bytes, limits: pdf.Limits) -> Made:
    """The paper as PDF (in a child process, within these limits) or as Word file; DomainError where it fails."""
    fingerprint = document.fingerprint(snapshot)
    if kind is PaperFileKind.WORD:
        content = word.make(document.from_json(snapshot), fingerprint)
    else:
        content = _pdf(snapshot, limits)
    return Made(kind, file_name(paper, kind), content)


def file_name(paper: Paper, kind: PaperFileKind) -> str:
    """«Quyet-dinh-05-QD-BCD.pdf», in letters every system knows."""
    number = document_number(paper.number, paper.type_code).replace("/", "-") if paper.number else "du-thao"
    ending = {PaperFileKind.PDF: "pdf", PaperFileKind.WORD: "docx"}[kind]
    return f"{NAMES[paper.kind]}-{number.replace('Đ', 'D')}.{ending}"


def keep(paper: Paper, made: Made, *, by: User) -> None:
    """Keep a file made from an issued paper's snapshot; once it is kept, the same again changes nothing."""
    hold(paper, "state", "revision")
    if paper.state is PaperState.DRAFT or of_kind(paper, made.kind) is not None:
        return
    _add(paper, made.kind, (made.name, MADE[made.kind]), made.content, by=by)


def attach_scan(paper: Paper, name: str, content: bytes, *, by: User) -> PaperFile:
    """Keep the scan of the signed paper beside it: a PDF or a picture; DomainError for anything else."""
    hold(paper, "state", "revision")
    if paper.state is PaperState.DRAFT:
        raise DomainError(Message("Issue the paper first, then add what was signed."), field="file")
    media_type = media.sniff(content)
    if media_type in media.IMAGES:
        content, media_type = cleaned_picture(content), "image/jpeg"
    elif media_type != media.PDF:
        raise DomainError(Message("A scan is a PDF or a picture."), field="file")
    return _add(paper, PaperFileKind.SCAN, (media.safe_name(name, media_type), media_type), content, by=by)


def of_kind(paper: Paper, kind: PaperFileKind) -> PaperFile | None:
    """The newest file of this kind."""
    return next((each for each in paper.files if each.kind is kind), None)


def _add(paper: Paper, kind: PaperFileKind, told: tuple[str, str], content: bytes, *, by: User) -> PaperFile:
    name, media_type = told
    kept = files().put(content)
    file = PaperFile(
        paper=paper, kind=kind, name=name, media_type=media_type, size=len(content), sha256=kept, added_by_id=by.id
    )
    activity.note("paper.file_kept", file, by=by, inspection=paper.inspection)
    return file


def _pdf(snapshot: bytes, limits: pdf.Limits) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "paper.pdf"
        pdf.make(snapshot, target, limits=limits, progress=lambda _done, _total: None, kind="paper")
        return target.read_bytes()
