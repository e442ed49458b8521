"""A report: begun, looked at, fetched."""

import io
from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import jobs, policies
from inspection_app.access import allow
from inspection_app.documents import report as document
from inspection_app.models import Report, Round
from inspection_app.queries import reports as find
from inspection_app.rules.message import DomainError
from inspection_app.services import renders, reports
from inspection_app.transaction import transaction
from inspection_app.web import load, require, see_other

from . import page

bp = Blueprint("reports", __name__)
FILE_NAME = "Bao-cao-ket-qua-kiem-tra.pdf"


@bp.post("/rounds/<uuid:round_id>/reports")
@allow(policies.coordinate)
def create(round_id: UUID) -> Response:
    """Begin the next version, or go on with the one that is open."""
    round_ = load(Round, round_id, see=policies.see_round)
    require(policies.plan_round(current_user, round_))
    try:
        with transaction():
            report = reports.create(round_, by=current_user)
    except DomainError:
        report = find.of_round(round_)[0]
        flash(_("The round has an open report already. Go on with this one."), "info")
    return see_other("reports.show", report_id=report.id)


@bp.get("/reports/<uuid:report_id>/")
@allow(policies.read_rounds)
def show(report_id: UUID) -> Response:
    """Where the report stands, what it says and what to do next."""
    return page.show(load(Report, report_id, see=policies.see_report), saved=request.args.get("saved", ""))


@bp.get("/reports/<uuid:report_id>/render")
@allow(policies.read_rounds)
def render_box(report_id: UUID) -> Response:
    """How far the PDF is; once it is finished, also what follows from that."""
    report = load(Report, report_id, see=policies.see_report)
    job = find.latest_render(report)
    if job is not None and job.state in renders.OPEN:
        return page.show(report, "box")
    return page.show(report, "box", "standing", "preview", oob=True)


@bp.post("/reports/<uuid:report_id>/render")
@allow(policies.coordinate)
def make_again(report_id: UUID) -> Response:
    """Make the PDF of the same draft once more."""
    report = load(Report, report_id, see=policies.see_report)
    with transaction():
        job = renders.queue(report)
    jobs.make_pdf(job)
    return see_other("reports.show", report_id=report.id)


@bp.get("/reports/<uuid:report_id>/preview")
@allow(policies.read_rounds)
def preview(report_id: UUID) -> Response:
    """The draft as a page: the very document the PDF is made of."""
    content = renders.content_of_draft(load(Report, report_id, see=policies.see_report))
    if content is None:
        abort(404)
    stylesheet = url_for("static", filename=f"documents/{document.STYLESHEET}")
    return make_response(document.html(content, stylesheet=stylesheet))


@bp.get("/reports/<uuid:report_id>/pdf")
@allow(policies.read_rounds)
def pdf(report_id: UUID) -> Response:
    """The finished file."""
    content = renders.file_of(load(Report, report_id, see=policies.see_report))
    if content is None:
        abort(404)
    return send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=FILE_NAME)
