"""The files of fixed minutes: made afresh from the snapshot and the sign-offs on it."""

import tempfile
from pathlib import Path

from inspection_app.documents import paper, pdf, word
from inspection_app.models import Minutes
from inspection_app.queries.paper_minutes import paper_of


def word_of(minutes: Minutes) -> bytes:
    """The Word file."""
    return word.make(paper_of(minutes))


def pdf_of(minutes: Minutes, limits: pdf.Limits) -> bytes:
    """The PDF, made in a child process within these limits; DomainError where it fails."""
    snapshot = paper.to_json(paper_of(minutes))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "minutes.pdf"
        pdf.make(snapshot, target, limits=limits, progress=lambda _done, _total: None, kind="paper")
        return target.read_bytes()
