"""A report on its way: submitted, approved or returned, issued."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import jobs, policies
from inspection_app.access import allow
from inspection_app.models import Report
from inspection_app.rules.message import DomainError
from inspection_app.services import reports
from inspection_app.transaction import transaction
from inspection_app.web import load, require, see_other

from . import page
from .forms import ApproveForm, IssueForm, ReturnForm
from .views import bp


@bp.post("/reports/<uuid:report_id>/submit")
@allow(policies.coordinate)
def submit(report_id: UUID) -> Response:
    """Put it before the leader."""
    report = load(Report, report_id, see=policies.see_report)
    with transaction():
        reports.submit(report, by=current_user)
    flash(_("The report was submitted. The leader decides on it now."), "success")
    return see_other("reports.show", report_id=report.id)


@bp.post("/reports/<uuid:report_id>/approve")
@allow(policies.lead_province)
def approve(report_id: UUID) -> Response:
    """Agree that it is issued as drafted."""
    report = load(Report, report_id, see=policies.see_report)
    with transaction():
        reports.approve(report, ApproveForm().read.data or "", by=current_user)
    flash(_("The report was approved. The coordinator issues it now."), "success")
    return see_other("reports.show", report_id=report.id)


@bp.post("/reports/<uuid:report_id>/return")
@allow(policies.lead_province)
def give_back(report_id: UUID) -> Response:
    """Return it with the reason."""
    report = load(Report, report_id, see=policies.see_report)
    form = ReturnForm()
    if not form.validate():
        return page.show(report, status=422, return_form=form)
    with transaction():
        reports.give_back(report, form.reason.data, by=current_user)
    flash(_("The report was returned to the coordinator with your reason."), "success")
    return see_other("dashboard.home")


@bp.post("/reports/<uuid:report_id>/issue")
@allow(policies.coordinate)
def issue(report_id: UUID) -> Response:
    """Number and date it, and freeze it for good."""
    report = load(Report, report_id, see=policies.see_report)
    require(policies.issue_report(current_user, report))
    form = IssueForm()
    if not form.validate():
        return page.show(report, status=422, issue_form=form)
    try:
        with transaction():
            job = reports.issue(report, form.dated.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return page.show(report, status=422, issue_form=form)
    jobs.make_pdf(job)
    flash(_("The report was issued with number %(number)s.", number=report.number), "success")
    return see_other("reports.show", report_id=report.id)
