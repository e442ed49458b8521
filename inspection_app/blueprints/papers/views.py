"""Papers: the lists, one paper, and its files."""

import io
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, send_file, url_for

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.documents import paper as document
from inspection_app.models import Inspection, Paper, PaperFile, Round
from inspection_app.rules.terms import PaperFileKind
from inspection_app.services import paper_files, papers
from inspection_app.storage import files
from inspection_app.web import load

from . import page

bp = Blueprint("papers", __name__)


@bp.get("/rounds/<uuid:round_id>/papers")
@allow(policies.read_rounds)
def of_round(round_id: UUID) -> Response:
    """The papers of a round."""
    return page.of_round(load(Round, round_id, see=policies.see_round))


@bp.get("/inspections/<uuid:inspection_id>/papers")
@allow(policies.signed_in)
def of_inspection(inspection_id: UUID) -> Response:
    """The papers of an inspection."""
    return page.of_inspection(load(Inspection, inspection_id, see=policies.see_inspection))


@bp.get("/papers/<uuid:paper_id>/")
@allow(policies.signed_in)
def show(paper_id: UUID) -> Response:
    """One paper: written while a draft, read and fetched once issued."""
    return page.show(load(Paper, paper_id, see=policies.see_paper))


@bp.get("/papers/<uuid:paper_id>/preview")
@allow(policies.signed_in)
def preview(paper_id: UUID) -> Response:
    """The paper as a page: the very document its PDF is made of."""
    paper = load(Paper, paper_id, see=policies.see_paper)
    content, _read = papers.shown(paper)
    sheets = [url_for("static", filename=f"documents/{name}") for name in document.STYLESHEETS]
    fingerprint = document.fingerprint(paper.snapshot) if paper.snapshot else ""
    return make_response(document.html(content, fingerprint=fingerprint, stylesheets=sheets))


@bp.get("/papers/<uuid:paper_id>/pdf")
@allow(policies.signed_in)
def pdf(paper_id: UUID) -> Response:
    """The paper as PDF."""
    return _file(load(Paper, paper_id, see=policies.see_paper), PaperFileKind.PDF)


@bp.get("/papers/<uuid:paper_id>/word")
@allow(policies.signed_in)
def word(paper_id: UUID) -> Response:
    """The paper as a Word file."""
    return _file(load(Paper, paper_id, see=policies.see_paper), PaperFileKind.WORD)


@bp.get("/paper-files/<uuid:file_id>")
@allow(policies.signed_in)
def fetch(file_id: UUID) -> Response:
    """A file that is kept beside a paper, always as a download."""
    file = load(PaperFile, file_id, see=lambda user, row: policies.see_paper(user, row.paper))
    return _kept(file)


def _file(paper: Paper, kind: PaperFileKind) -> Response:
    """The file that is kept; of a draft, and while none is kept yet, one made now."""
    kept = paper_files.of_kind(paper, kind)
    if kept is not None:
        return _kept(kept)
    made = paper_files.made(paper, kind, page.snapshot_of(paper), page.limits())
    return _send(made.content, made.name, paper_files.MADE[kind])


def _kept(file: PaperFile) -> Response:
    try:
        content = files().get(file.sha256)
    except FileNotFoundError:
        abort(404)
    return _send(content, file.name, file.media_type)


def _send(content: bytes, name: str, media_type: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
