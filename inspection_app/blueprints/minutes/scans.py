"""The signed paper: added by the team, fetched by both sides."""

import io
from contextlib import closing
from uuid import UUID

from flask import Response, abort, current_app, flash, send_file
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import MinutesScan
from inspection_app.queries import meetings as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.services import meetings, operations
from inspection_app.storage import files
from inspection_app.transaction import transaction
from inspection_app.web import load, require

from . import page
from .forms import ScanForm
from .views import bp


@bp.post("/inspections/<uuid:inspection_id>/minutes/scans")
@allow(policies.inspect)
def add_scan(inspection_id: UUID) -> Response:
    """Keep a signed page or the whole signed paper."""
    inspection = page.load_inspection(inspection_id)
    require(policies.witness_minutes(current_user, inspection))
    meeting = find.of_inspection(inspection)
    if meeting is None:
        abort(404)
    form = ScanForm()
    if not form.validate():
        return page.show(inspection, status=422, scan_form=form)
    try:
        with transaction():
            if not operations.is_repeat(form.operation_id.data, meeting.id, by=current_user):
                meetings.add_scan(meeting, form.file.data.filename, _read(form), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return page.show(inspection, status=422, scan_form=form)
    flash(_("The file is kept beside the minutes."), "success")
    return page.back(inspection)


@bp.get("/minutes-scans/<uuid:scan_id>")
@allow(policies.signed_in)
def fetch_scan(scan_id: UUID) -> Response:
    """The file, always as a download."""
    scan = load(MinutesScan, scan_id, see=policies.see_minutes_scan)
    try:
        content = files().get(scan.sha256)
    except FileNotFoundError:
        abort(404)
    return send_file(
        io.BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=scan.name
    )


def _read(form: ScanForm) -> bytes:
    limit = current_app.extensions["settings"].upload_limit
    with closing(form.file.data) as file:  # a large one lies in a temporary file
        content: bytes = file.read(limit + 1)
    if len(content) > limit:
        raise DomainError(Message("A file has at most %(most)s MB.", most=limit // 1024 // 1024), field="file")
    return content
