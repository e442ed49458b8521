"""Entering the official result: typed into the table of the criteria set, or filled in from a file first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.queries import published_indexes as find
from inspection_app.rules import numerals, official
from inspection_app.rules.criteria_file import BadTable, Problem
from inspection_app.rules.figures_file import told
from inspection_app.rules.message import DomainError, Message
from inspection_app.services import published_indexes
from inspection_app.services.published_indexes import BadPoints
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .forms import PREFIX, FileForm, OfficialForm, parsed, typed_points
from .views import bp


@bp.get("/rounds/<uuid:round_id>/official/edit")
@allow(policies.coordinate)
def edit(round_id: UUID) -> Response:
    """The table to type into, with what is known."""
    round_ = load(Round, round_id, see=policies.see_round)
    return _page(round_, _known(round_), _Shown(_saved(round_)))


@bp.post("/rounds/<uuid:round_id>/official")
@allow(policies.coordinate)
def record(round_id: UUID) -> Response:
    """Save it, or say beside every place what does not fit."""
    round_ = load(Round, round_id, see=policies.see_round)
    form, typed = OfficialForm(), typed_points()
    form.offer()
    points, wrong = parsed(typed)
    if not form.validate() or wrong:
        return _page(round_, form, _Shown(typed, wrong), status=422)
    try:
        with transaction():
            published_indexes.record_official(round_, form.draft(points), by=current_user)
    except BadPoints as error:
        form.refuse(error)
        if official.TOTAL in error.problems:
            form.refuse(DomainError(error.problems[official.TOTAL], field="percent"))
        return _page(round_, form, _Shown(typed, error.problems), status=422)
    flash(_("The official result was saved."), "success")
    return see_other("official.show", round_id=round_.id)


@bp.post("/rounds/<uuid:round_id>/official/file")
@allow(policies.coordinate)
def read_file(round_id: UUID) -> Response:
    """Fill the table in from a file, to be looked at; nothing is saved yet."""
    round_ = load(Round, round_id, see=policies.see_round)
    upload, form = FileForm(), _known(round_)
    if not upload.validate():
        return _page(round_, form, _Shown(_saved(round_), upload=upload), status=422)
    try:
        typed, problems = official.read(upload.file.data.read())
    except BadTable as error:
        upload.refuse(told(error))
        shown = _Shown(_saved(round_), upload=upload, problems=error.problems)
        return _page(round_, form, shown, status=422)
    points, wrong = parsed(typed)
    wrong |= official.check(find.rows_of(round_), points, form.percent.data)
    return _page(round_, form, _Shown(typed, wrong, problems, filled=True))


def _known(round_: Round) -> OfficialForm:
    index = find.of_round(round_)
    form = OfficialForm(formdata=None, obj=index)
    form.offer()
    return form


def _saved(round_: Round) -> dict[str, str]:
    points = find.points_of(find.of_round(round_), round_)
    return {code: numerals.plain(value) for code, value in points.items()}


@dataclass(frozen=True)
class _Shown:
    """What stands in the table: points as typed, what is wrong by code; `filled` from a file and not saved."""

    typed: Mapping[str, str]
    wrong: Mapping[str, Message] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    filled: bool = False
    upload: FileForm | None = None


def _page(round_: Round, form: OfficialForm, shown: _Shown, *, status: int = 200) -> Response:
    lines = find_sets.tree(round_.criteria_set)
    codes = {each.code for each in lines}
    return render(
        "official/edit.html",
        round=round_,
        form=form,
        upload=shown.upload or FileForm(formdata=None),
        lines=lines,
        typed=shown.typed,
        saved=_saved(round_) if shown.filled else shown.typed,
        wrong=shown.wrong,
        strange=sorted((set(shown.typed) | set(shown.wrong)) - codes - {official.TOTAL}),
        problems=shown.problems,
        filled=shown.filled,
        prefix=PREFIX,
        status=status,
    )
