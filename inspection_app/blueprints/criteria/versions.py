"""Versions of a set: copied as the next one, and held against another."""

from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import CriteriaSet
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.criteria_diff import Change, diff
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_params import parse_rule
from inspection_app.rules.rule_words import words
from inspection_app.services import criteria_sets
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .version_forms import CopyForm
from .views import bp


@bp.get("/<uuid:set_id>/copy")
@allow(policies.coordinate)
def ask_copy(set_id: UUID) -> Response:
    """The form of the next version."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    told = {"year": criteria_set.year, "decision": criteria_set.decision}
    return _copy_page(CopyForm(formdata=None, data=told), criteria_set)


@bp.post("/<uuid:set_id>/copy")
@allow(policies.coordinate)
def copy(set_id: UUID) -> Response:
    """Make a draft with the same lines."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    form = CopyForm()
    if not form.validate():
        return _copy_page(form, criteria_set, status=422)
    try:
        with transaction():
            made = criteria_sets.copy(criteria_set, form.draft(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _copy_page(form, criteria_set, status=422)
    flash(_("The set was copied as a draft. Change its lines, then publish it."), "success")
    return see_other("criteria.show", set_id=made.id)


@bp.get("/<uuid:set_id>/diff")
@allow(policies.read_criteria)
def compare(set_id: UUID) -> Response:
    """What this version changed, held against `with`, or against the version it was copied from."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    other = _other(criteria_set)
    found = diff(find.lines_of(other), find.lines_of(criteria_set)) if other else None
    kind = next((each for each in Change if each.value == request.args.get("kind")), None)
    return render(
        "criteria/diff.html",
        criteria_set=criteria_set,
        other=other,
        diff=found,
        kind=kind,
        kinds=kind_names(),
        texts=text_names(),
        others=find.versions_beside(criteria_set, drafts=policies.coordinate(current_user)),
        rule_words=rule_words,
    )


def kind_names() -> dict[Change, str]:
    """Each way in which a line differs, in the reader's language."""
    return {
        Change.ADDED: _("Added"),
        Change.REMOVED: _("Removed"),
        Change.MOVED: _("Other code"),
        Change.RENAMED: _("Renamed"),
        Change.POINTS: _("Other points"),
        Change.RULE: _("Other rule"),
        Change.AGENCY: _("Other agency"),
        Change.TEXTS: _("Other texts"),
    }


def text_names() -> dict[str, str]:
    """The other columns, in the reader's language."""
    return {
        "measure": _("What is measured"),
        "guidance": _("Guidance"),
        "evidence_required": _("Evidence required"),
        "legal_basis": _("Legal basis"),
    }


def rule_words(line: Line) -> str:
    """How a line is scored, in words."""
    return say(words(parse_rule(line.rule, line.rule_params), line.maximum))


def _other(criteria_set: CriteriaSet) -> CriteriaSet | None:
    """The version it is held against; 404 where this person may not see that one."""
    asked = request.args.get("with", "")
    if not asked:
        based_on = criteria_set.based_on
        return based_on if based_on and policies.see_criteria_set(current_user, based_on) else None
    try:
        return load(CriteriaSet, UUID(asked), see=policies.see_criteria_set)
    except ValueError:
        abort(404)


def _copy_page(form: CopyForm, criteria_set: CriteriaSet, *, status: int = 200) -> Response:
    return render("criteria/copy.html", form=form, criteria_set=criteria_set, status=status)
