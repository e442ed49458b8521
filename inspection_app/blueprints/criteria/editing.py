"""Editing a draft: its head, and its lines one by one."""

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import said, say
from inspection_app.models import CriteriaSet, Criterion, User
from inspection_app.queries import agencies
from inspection_app.queries import criteria_sets as find
from inspection_app.rules import log_words
from inspection_app.rules.message import DomainError, Message
from inspection_app.services import criteria_editing
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other, wants_fragment

from . import editor, line_form
from .editor import Opened
from .forms import ChangedHeadForm
from .line_form import LineForm, MoveForm
from .views import bp

AGENCIES = frozenset({"lead_agency_id", "other_agencies"})


@bp.get("/<uuid:set_id>/edit")
@allow(policies.coordinate)
def edit(set_id: UUID) -> Response:
    """Every line of a draft, to be opened one by one; `line` is the one that was open."""
    return editor.show(_load_draft(set_id), focus=request.args.get("line", ""))


@bp.get("/<uuid:set_id>/head")
@allow(policies.coordinate)
def edit_head(set_id: UUID) -> Response:
    """The form of name, year, decision and points of the whole table."""
    criteria_set = _load_draft(set_id)
    return _head_page(ChangedHeadForm(formdata=None, obj=criteria_set, total=criteria_set.maximum), criteria_set)


@bp.post("/<uuid:set_id>/head")
@allow(policies.coordinate)
def change_head(set_id: UUID) -> Response:
    """Save them."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    form = ChangedHeadForm()
    if not form.validate():
        return _head_page(form, criteria_set, status=422)
    try:
        with transaction():
            criteria_editing.change_head(criteria_set, form.draft(), revision=form.revision.data, by=current_user)
    except Clashed as error:
        return _head_page(form, criteria_set, status=409, clashes=_put_before(form, error))
    except DomainError as error:
        form.refuse(error)
        return _head_page(form, criteria_set, status=422)
    flash(_("Saved"), "success")
    return see_other("criteria.edit", set_id=criteria_set.id)


@bp.get("/<uuid:set_id>/lines/new")
@allow(policies.coordinate)
def new_line(set_id: UUID) -> Response:
    """The form of a new line below the one that `above` names, or of a new field."""
    criteria_set = _load_draft(set_id)
    return editor.show(criteria_set, editor.open_new(criteria_set, _above(criteria_set)))


@bp.post("/<uuid:set_id>/lines")
@allow(policies.coordinate)
def add_line(set_id: UUID) -> Response:
    """Save a new line; the form carries its ids, so that sending it twice adds it once."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    form = line_form.posted(agencies.in_order())
    opened = editor.open_new(criteria_set, _above(criteria_set), form)
    return _save(criteria_set, opened, lambda: criteria_editing.add(criteria_set, form.draft(), by=current_user))


@bp.get("/lines/<uuid:line_id>")
@allow(policies.coordinate)
def edit_line(line_id: UUID) -> Response:
    """One line of a draft, open in its place."""
    line = load(Criterion, line_id, see=_edits)
    return editor.show(line.criteria_set, editor.open_line(line), focus=str(line.id))


@bp.post("/lines/<uuid:line_id>")
@allow(policies.coordinate)
def change_line(line_id: UUID) -> Response:
    """Save what the form says of it."""
    line = load(Criterion, line_id, see=_sees)
    form = line_form.posted(agencies.in_order(), line)
    opened = editor.open_line(line, form)
    return _save(line.criteria_set, opened, lambda: criteria_editing.change(line, form.draft(), by=current_user))


@bp.post("/lines/<uuid:line_id>/move")
@allow(policies.coordinate)
def move_line(line_id: UUID) -> Response:
    """Change round with the sibling before or behind, and stay open."""
    line, form = load(Criterion, line_id, see=_sees), MoveForm()
    if not form.validate():
        raise DomainError(Message("This form is damaged. Reload the page."))
    with transaction():
        criteria_editing.move(line, form.step.data, operation_id=form.operation_id.data, by=current_user)
    if wants_fragment():
        return editor.show(line.criteria_set, editor.open_line(line), focus=f"move{form.step.data}")
    return see_other("criteria.edit_line", line_id=line.id, _anchor=f"line-{line.id}")


@bp.post("/lines/<uuid:line_id>/removal")
@allow(policies.coordinate)
def remove_line(line_id: UUID) -> Response:
    """Take it away with all below it."""
    line = load(Criterion, line_id, see=_sees)
    criteria_set, parent = line.criteria_set, str(line.parent_id or "")
    with transaction():
        criteria_editing.remove(line, by=current_user)
    return _done(criteria_set, parent)


@bp.get("/<uuid:set_id>/sums")
@allow(policies.coordinate)
def sums(set_id: UUID) -> Response:
    """What the lines add up to with what is being typed into one of them; saves nothing."""
    criteria_set = _load_draft(set_id)
    lines = find.tree(criteria_set)
    line = next((each for each in lines if str(each.id) == request.args.get("line_id")), None)
    form = line_form.being_typed(request.args)
    opened = Opened(form, line, None if line else _above(criteria_set))
    told = editor.sums_of(opened, criteria_set, lines)
    return render("criteria/sums.html", "sums", criteria_set=criteria_set, **told)


def _save(criteria_set: CriteriaSet, opened: Opened, save: Callable[[], None]) -> Response:
    """Save what the form says, or show it again beside what is wrong or what a colleague wrote."""
    form, focus = opened.form, str(opened.form.line_id.data)
    if not form.validate():
        return editor.show(criteria_set, opened, focus=focus, status=422)
    try:
        with transaction():
            save()
    except Clashed as error:
        return editor.show(criteria_set, opened, focus=focus, status=409, clashes=_put_before(form, error))
    except DomainError as error:
        form.refuse(error)
        return editor.show(criteria_set, opened, focus=focus, status=422)
    return _done(criteria_set, focus)


def _put_before(form: ChangedHeadForm | LineForm, error: Clashed) -> list[tuple[str, str]]:
    """What a colleague wrote meanwhile; saved once more, the form takes its place."""
    form.refuse(error)
    form.revision.data, form.revision.raw_data = error.revision, None
    return [(say(log_words.column(name)), _theirs(name, each.theirs)) for name, each in error.clashes.items()]


def _done(criteria_set: CriteriaSet, focus: str) -> Response:
    """After a write: the table afresh, and the work goes on at that line."""
    if wants_fragment():
        return editor.show(criteria_set, focus=focus)
    return see_other("criteria.edit", set_id=criteria_set.id, line=focus, _anchor=f"line-{focus}" if focus else None)


def _theirs(name: str, value: object) -> str:
    if name in AGENCIES:
        return editor.agency_names(value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return str(said(log_words.shown("criterion", name, value))) or "–"


def _above(criteria_set: CriteriaSet) -> Criterion | None:
    """The line that `above` names; 404 for one that is not of this set."""
    typed = request.values.get("above", "")
    if not typed:
        return None
    try:
        return load(Criterion, UUID(typed), see=lambda _user, line: line.criteria_set_id == criteria_set.id)
    except ValueError:
        abort(404)


def _load_draft(set_id: UUID) -> CriteriaSet:
    return load(CriteriaSet, set_id, see=policies.edit_criteria_set)


def _edits(user: User, line: Criterion) -> bool:
    return policies.edit_criteria_set(user, line.criteria_set)


def _sees(user: User, line: Criterion) -> bool:
    """Whoever may see the set: that it is no draft any more is said by the service, in a sentence."""
    return policies.see_criteria_set(user, line.criteria_set)


def _head_page(
    form: ChangedHeadForm,
    criteria_set: CriteriaSet,
    *,
    status: int = 200,
    clashes: Sequence[tuple[str, str]] = (),
) -> Response:
    return render("criteria/head.html", form=form, criteria_set=criteria_set, clashes=clashes, status=status)
