"""Writing a report: texts, signatory, draft."""

from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import jobs, policies
from inspection_app.access import allow
from inspection_app.models import Report, ReportSection
from inspection_app.services import reports
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import load, see_other, wants_fragment

from . import page
from .forms import FrameForm, SectionForm
from .views import bp


@bp.post("/reports/<uuid:report_id>/sections/<key>")
@allow(policies.coordinate)
def write(report_id: UUID, key: str) -> Response:
    """Save the text under one heading."""
    report = load(Report, report_id, see=policies.see_report)
    section = next((each for each in report.sections if each.key == key), None) or abort(404)
    form = SectionForm(key=key)
    if not form.validate():
        return _typed(report, page.part(report, key, form), status=422)
    try:
        with transaction():
            reports.write_section(section, report, form.text.data, revision=form.revision.data, by=current_user)
    except Clashed as error:
        return _clashed(report, section, form, error)
    if wants_fragment():
        return page.show(report, "section", "standing", one=page.part(report, key), saved=key, oob=True)
    return see_other("reports.show", report_id=report.id, saved=key, _anchor=f"section-{key}")


@bp.post("/reports/<uuid:report_id>/frame")
@allow(policies.coordinate)
def frame(report_id: UUID) -> Response:
    """Save who signs and who receives it."""
    report = load(Report, report_id, see=policies.see_report)
    form = FrameForm()
    if not form.validate():
        return page.show(report, "frame", status=422, frame_form=form)
    told = {name: text for name, text in form.data.items() if name != "csrf_token"}
    with transaction():
        reports.set_frame(report, told, by=current_user)
    if wants_fragment():
        return page.show(report, "frame", "standing", saved="frame", oob=True)
    return see_other("reports.show", report_id=report.id, saved="frame", _anchor="frame")


@bp.post("/reports/<uuid:report_id>/draft")
@allow(policies.coordinate)
def draft(report_id: UUID) -> Response:
    """Freeze what the round says now, and have its PDF made."""
    report = load(Report, report_id, see=policies.see_report)
    with transaction():
        job = reports.draft(report, by=current_user)
    jobs.make_pdf(job)
    flash(_("The draft was taken from what is entered now. Its PDF is being made."), "success")
    return see_other("reports.show", report_id=report.id)


def _clashed(report: Report, section: ReportSection, form: SectionForm, error: Clashed) -> Response:
    """A colleague changed the same text: show both, keep what was typed, and let the writer decide."""
    form.refuse(error)
    form.revision.data, form.revision.raw_data = error.revision, None
    return _typed(report, page.part(report, section.key, form, error.clashes["text"]), status=409)


def _typed(report: Report, one: page.Part, *, status: int) -> Response:
    return page.show(report, "section", status=status, one=one, parts=page.parts(report, one))
