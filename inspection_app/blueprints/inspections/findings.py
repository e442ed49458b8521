"""Findings at an item: new, changed, withdrawn."""

from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Finding, User
from inspection_app.services import findings
from inspection_app.transaction import transaction
from inspection_app.web import load, require

from . import page
from .entering import enter, saved
from .forms import FindingForm
from .views import bp


@bp.post("/items/<uuid:item_id>/findings")
@allow(policies.inspect)
def record_finding(item_id: UUID) -> Response:
    """Save a new finding or a change; the form carries the ids, so that sending it twice does nothing twice."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = FindingForm()
    return enter(
        item, "findings", form, lambda: findings.record(item, form.draft(), by=current_user), finding_form=form
    )


@bp.get("/findings/<uuid:finding_id>/edit")
@allow(policies.inspect)
def edit_finding(finding_id: UUID) -> Response:
    """The form filled with this finding."""
    finding = _load(finding_id)
    require(policies.change_finding(current_user, finding))
    return page.show_item(finding.assessment, "findings", finding_form=page.finding_form(finding))


@bp.post("/findings/<uuid:finding_id>/withdraw")
@allow(policies.inspect)
def withdraw_finding(finding_id: UUID) -> Response:
    """Take a finding back."""
    finding = _load(finding_id)
    require(policies.change_finding(current_user, finding))
    with transaction():
        findings.withdraw(finding, by=current_user)
    return saved(finding.assessment, "findings")


def _load(finding_id: UUID) -> Finding:
    def see(user: User, finding: Finding) -> bool:
        return policies.see_team_part(user, finding.assessment.inspection)

    return load(Finding, finding_id, see=see)
