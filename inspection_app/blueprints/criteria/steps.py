"""Publishing a criteria set and vouching for it: each asked for on a page that says what it means."""

from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import CriteriaSet
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.criteria_draft import faults
from inspection_app.rules.terms import SetState
from inspection_app.services import criteria_sets
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .version_forms import ConfirmForm
from .views import bp


@bp.get("/<uuid:set_id>/publish")
@allow(policies.coordinate)
def ask_publish(set_id: UUID) -> Response:
    """Say what publishing means."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    if criteria_set.state is not SetState.DRAFT:
        abort(404)
    found = faults(find.lines_of(criteria_set), criteria_set.maximum)
    return render("criteria/step.html", criteria_set=criteria_set, title=_("Publish the criteria set"), faults=found)


@bp.post("/<uuid:set_id>/publish")
@allow(policies.coordinate)
def publish(set_id: UUID) -> Response:
    """Freeze the set, so that rounds can be bound to it."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    with transaction():
        criteria_sets.publish(criteria_set, by=current_user)
    flash(_("The criteria set was published. Rounds can be bound to it."), "success")
    return see_other("criteria.show", set_id=criteria_set.id)


@bp.get("/<uuid:set_id>/confirm")
@allow(policies.coordinate)
def ask_confirm(set_id: UUID) -> Response:
    """Say what confirming means, and ask which document it was checked against."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    if criteria_set.state is SetState.DRAFT or criteria_set.confirmed_at:
        abort(404)
    return _confirm_page(ConfirmForm(formdata=None, data={"document": criteria_set.decision}), criteria_set)


@bp.post("/<uuid:set_id>/confirm")
@allow(policies.coordinate)
def confirm(set_id: UUID) -> Response:
    """Vouch, by name, that the set was checked against the official text."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    form = ConfirmForm()
    if not form.validate():
        return _confirm_page(form, criteria_set, status=422)
    with transaction():
        criteria_sets.confirm(criteria_set, form.document.data, by=current_user)
    flash(_("The criteria set is confirmed in your name."), "success")
    return see_other("criteria.show", set_id=criteria_set.id)


def _confirm_page(form: ConfirmForm, criteria_set: CriteriaSet, *, status: int = 200) -> Response:
    return render("criteria/confirm.html", form=form, criteria_set=criteria_set, status=status)
