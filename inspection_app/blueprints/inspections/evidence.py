"""Evidence at an item: brought and fetched."""

import io
from contextlib import closing
from uuid import UUID

from flask import Response, abort, current_app, send_file
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Evidence
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Side
from inspection_app.services import evidence, operations
from inspection_app.storage import files
from inspection_app.web import load, require

from . import page
from .entering import enter
from .forms import EvidenceForm
from .views import bp


@bp.post("/items/<uuid:item_id>/evidence")
@allow(policies.signed_in)
def add_evidence(item_id: UUID) -> Response:
    """Keep a file at an item: the team's, or the agency's own."""
    item = page.load_item(item_id)
    require(policies.bring_evidence(current_user, item.inspection))
    side = Side.TEAM if policies.serve(current_user, item.inspection) else Side.AGENCY
    form = EvidenceForm()

    def keep() -> None:
        if not operations.is_repeat(form.operation_id.data, item.id, by=current_user):
            evidence.add(item, form.file.data.filename, _read(form), side, by=current_user)

    return enter(item, "evidence", form, keep, evidence_form=form)


@bp.get("/evidence/<uuid:evidence_id>")
@allow(policies.signed_in)
def fetch_evidence(evidence_id: UUID) -> Response:
    """The file, always as a download: nothing that was uploaded is opened by the browser here."""
    found = load(Evidence, evidence_id, see=policies.see_evidence)
    try:
        content = files().get(found.sha256)
    except FileNotFoundError:
        abort(404)
    return send_file(
        io.BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=found.name
    )


def _read(form: EvidenceForm) -> bytes:
    limit = current_app.extensions["settings"].upload_limit
    with closing(form.file.data) as file:  # a large one lies in a temporary file
        content: bytes = file.read(limit + 1)
    if len(content) > limit:
        raise DomainError(Message("A file has at most %(most)s MB.", most=limit // 1024 // 1024), field="file")
    return content
