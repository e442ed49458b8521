"""Published results: the list, and the import in two steps, looking at what was read before it is saved."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.queries import published_indexes as find
from inspection_app.rules import published_table
from inspection_app.rules.criteria_file import BadTable, Problem
from inspection_app.rules.figures_file import told
from inspection_app.rules.message import DomainError
from inspection_app.rules.published_table import COLUMNS, COMPONENTS, REQUIRED, Result
from inspection_app.services import published_indexes
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .forms import FileForm, SaveForm

MOST_SHOWN = 100  # problems of one file
bp = Blueprint("published", __name__, url_prefix="/published")


@bp.get("/")
@allow(policies.read_rounds)
def index() -> Response:
    """All results that are known."""
    return render("published/index.html", results=find.everything(), names=names())


@bp.get("/new")
@allow(policies.coordinate)
def new() -> Response:
    """The form of importing a table."""
    return _choose(FileForm(formdata=None))


@bp.post("/check")
@allow(policies.coordinate)
def check() -> Response:
    """Read a table and show what it would do; nothing is saved yet."""
    form = FileForm()
    if not form.validate():
        return _choose(form, status=422)
    try:
        results = published_table.read(form.file.data.read())
        text = published_table.write(results)
    except BadTable as error:
        form.refuse(told(error))
        return _choose(form, error.problems, status=422)
    return _preview(SaveForm(formdata=None, data={"table": text}), results)


@bp.post("/")
@allow(policies.coordinate)
def create() -> Response:
    """Save what was looked at; other figures are replaced only where that was ticked."""
    form = SaveForm()
    try:
        results = published_table.read((form.table.data or "").encode())
    except BadTable as error:
        return _choose(FileForm(formdata=None), error.problems, status=422)
    try:
        with transaction():
            saved = published_indexes.import_results(results, replace=form.replace.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _preview(form, results, status=422)
    flash(ngettext("%(num)d result was saved.", "%(num)d results were saved.", saved), "success")
    return see_other("published.index")


@bp.post("/bundled")
@allow(policies.coordinate)
def load_bundled() -> Response:
    """Add the published results that come with the program."""
    with transaction():
        saved = published_indexes.import_bundled(by=current_user)
    flash(ngettext("%(num)d result was saved.", "%(num)d results were saved.", saved), "success")
    return see_other("published.index")


def names() -> dict[str, str]:
    """The components of a total, in the reader's language."""
    words = (_("Appraised"), _("Satisfaction (SIPAS)"), _("Survey of leaders"), _("Economy and society"))
    return dict(zip(COMPONENTS, words, strict=True))


def _choose(form: FileForm, problems: Sequence[Problem] = (), *, status: int = 200) -> Response:
    return render(
        "published/new.html",
        form=form,
        problems=problems[:MOST_SHOWN],
        hidden_problems=max(0, len(problems) - MOST_SHOWN),
        required=REQUIRED,
        optional=[name for name in COLUMNS if name not in REQUIRED],
        status=status,
    )


def _preview(form: SaveForm, results: Sequence[Result], *, status: int = 200) -> Response:
    plan = published_indexes.plan(results)
    return render(
        "published/preview.html",
        form=form,
        plan=plan,
        changes=[each for each in plan if each.changes],
        fresh=[each for each in plan if each.old is None],
        names=names(),
        status=status,
    )
