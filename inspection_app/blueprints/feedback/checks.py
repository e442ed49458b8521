"""Feedback in an inspection: linked to an item, checked, made a finding."""

from uuid import UUID, uuid4

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form
from inspection_app.models import Feedback, FeedbackCheck, Inspection, User
from inspection_app.queries import feedback as find
from inspection_app.queries.inspections import assessments_of
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FindingState
from inspection_app.services import feedback
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .forms import CheckForm, FromFeedbackForm, LinkForm
from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/feedback")
@allow(policies.signed_in)
def in_inspection(inspection_id: UUID) -> Response:
    """What citizens said of the inspected agency, and what the team made of it."""
    return _page(_inspection(inspection_id))


@bp.post("/inspections/<uuid:inspection_id>/feedback/<uuid:feedback_id>")
@allow(policies.signed_in)
def link(inspection_id: UUID, feedback_id: UUID) -> Response:
    """Have it looked at with an item."""
    inspection = _inspection(inspection_id)
    line = load(Feedback, feedback_id, see=lambda _user, row: row.agency_id == inspection.agency_id)
    require(policies.link_feedback(current_user, inspection))
    form = LinkForm(key=line.id).offer(assessments_of(inspection))
    if not form.validate():
        return _page(inspection, link_forms={line.id: form}, status=422)
    try:
        with transaction():
            feedback.link(line, form.by_id[form.item.data], by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _page(inspection, link_forms={line.id: form}, status=422)
    return see_other("feedback.in_inspection", inspection_id=inspection.id)


@bp.post("/feedback-checks/<uuid:check_id>")
@allow(policies.inspect)
def record_check(check_id: UUID) -> Response:
    """Save what the team saw."""
    check = _load(check_id)
    require(policies.record(current_user, check.assessment.inspection))
    form = CheckForm(key=check.id)
    if not form.validate():
        return _page(check.assessment.inspection, check_forms={check.id: form}, status=422)
    try:
        with transaction():
            feedback.check_handling(check, form.result.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _page(check.assessment.inspection, check_forms={check.id: form}, status=422)
    return see_other("feedback.in_inspection", inspection_id=check.assessment.inspection_id)


@bp.post("/feedback-checks/<uuid:check_id>/remove")
@allow(policies.signed_in)
def unlink(check_id: UUID) -> Response:
    """Take it off the item."""
    check = _load(check_id)
    inspection = check.assessment.inspection
    require(policies.link_feedback(current_user, inspection))
    with transaction():
        feedback.unlink(check, by=current_user)
    return see_other("feedback.in_inspection", inspection_id=inspection.id)


@bp.get("/feedback-checks/<uuid:check_id>/finding")
@allow(policies.inspect)
def ask_finding(check_id: UUID) -> Response:
    """The finding it would become, to be worded."""
    check = _load(check_id)
    require(policies.record(current_user, check.assessment.inspection))
    form = FromFeedbackForm(formdata=None, finding_id=uuid4(), operation_id=uuid4())
    form.text.data = check.result or check.feedback.content
    return _finding(check, form)


@bp.post("/feedback-checks/<uuid:check_id>/finding")
@allow(policies.inspect)
def become_finding(check_id: UUID) -> Response:
    """Record the finding at the item."""
    check = _load(check_id)
    require(policies.record(current_user, check.assessment.inspection))
    form = FromFeedbackForm()
    if not form.validate():
        return _finding(check, form, status=422)
    try:
        with transaction():
            feedback.become_finding(check, form.draft(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _finding(check, form, status=422)
    flash(_("The finding was recorded at item %(code)s.", code=check.assessment.criterion.code), "success")
    return see_other("feedback.in_inspection", inspection_id=check.assessment.inspection_id)


def _page(inspection: Inspection, *, status: int = 200, **posted: dict[UUID, Form]) -> Response:
    lines, checks = find.of_inspection(inspection), find.checks_in(inspection)
    items = assessments_of(inspection)
    may_link = policies.link_feedback(current_user, inspection)
    may_check = policies.record(current_user, inspection)
    link_forms = {each.id: LinkForm(formdata=None, key=each.id).offer(items) for each in lines} if may_link else {}
    all_checks = [each for some in checks.values() for each in some]
    check_forms = {each.id: CheckForm(formdata=None, obj=each, key=each.id) for each in all_checks if may_check}
    told = {"inspection": inspection, "lines": lines, "checks": checks, "withdrawn": FindingState.WITHDRAWN}
    told["link_forms"] = {**link_forms, **posted.get("link_forms", {})}
    told["check_forms"] = {**check_forms, **posted.get("check_forms", {})}
    return render("feedback/inspection.html", status=status, **told)


def _finding(check: FeedbackCheck, form: FromFeedbackForm, *, status: int = 200) -> Response:
    return render("feedback/finding.html", status=status, check=check, form=form)


def _inspection(inspection_id: UUID) -> Inspection:
    return load(Inspection, inspection_id, see=policies.see_team_part)


def _load(check_id: UUID) -> FeedbackCheck:
    def see(user: User, check: FeedbackCheck) -> bool:
        return policies.see_team_part(user, check.assessment.inspection)

    return load(FeedbackCheck, check_id, see=see)
