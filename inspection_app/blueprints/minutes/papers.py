"""One fixed version of the minutes as a paper: read, PDF, Word."""

import io
from uuid import UUID

from flask import Response, current_app, make_response, send_file, url_for

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.documents import paper as document
from inspection_app.documents.pdf import Limits
from inspection_app.models import Minutes
from inspection_app.queries.paper_minutes import paper_of
from inspection_app.rules import media
from inspection_app.services import minutes_files
from inspection_app.web import load

from .views import bp


@bp.get("/minutes/<uuid:minutes_id>/paper")
@allow(policies.signed_in)
def read(minutes_id: UUID) -> Response:
    """The very document the files are made of."""
    sheets = [url_for("static", filename=f"documents/{name}") for name in document.STYLESHEETS]
    return make_response(document.html(paper_of(_load(minutes_id)), stylesheets=sheets))


@bp.get("/minutes/<uuid:minutes_id>/pdf")
@allow(policies.signed_in)
def pdf(minutes_id: UUID) -> Response:
    """The PDF, made now."""
    settings = current_app.extensions["settings"]
    minutes = _load(minutes_id)
    return _send(
        minutes, minutes_files.pdf_of(minutes, Limits(settings.render_seconds, settings.render_megabytes)), media.PDF
    )


@bp.get("/minutes/<uuid:minutes_id>/word")
@allow(policies.signed_in)
def word(minutes_id: UUID) -> Response:
    """The Word file, made now."""
    minutes = _load(minutes_id)
    return _send(minutes, minutes_files.word_of(minutes), media.DOCX)


def _load(minutes_id: UUID) -> Minutes:
    return load(Minutes, minutes_id, see=policies.see_minutes)


def _send(minutes: Minutes, content: bytes, media_type: str) -> Response:
    name = f"Bien-ban-{minutes.meeting.inspection.agency.code}-{minutes.version}"
    return send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=media.safe_name(name, media_type),
    )
