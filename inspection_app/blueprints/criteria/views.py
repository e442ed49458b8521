"""Criteria sets: the list, one set as a tree with search, and the choice of a file to import."""

from contextlib import closing
from uuid import UUID

from flask import Blueprint, Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import CriteriaSet, Criterion
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_words import words
from inspection_app.services import criteria_uploads
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .forms import ImportForm
from .words import marks

LONGEST_SEARCH = 200  # characters
bp = Blueprint("criteria", __name__, url_prefix="/criteria")


@bp.get("/")
@allow(policies.read_criteria)
def index() -> Response:
    """All sets this person may see."""
    sets = find.newest_first(drafts=policies.coordinate(current_user))
    return render("criteria/index.html", sets=sets, sizes=find.sizes())


@bp.get("/<uuid:set_id>/")
@allow(policies.read_criteria)
def show(set_id: UUID) -> Response:
    """One set as a tree; with `q` only the lines that say it, and those above them."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    lines = find.tree(criteria_set)
    found = find.found_in(lines, search) if search else lines
    return render(
        "criteria/show.html",
        criteria_set=criteria_set,
        search=search,
        lines=found,
        leaves=sum(line.is_leaf for line in lines),
        rule_words=rule_words,
        marks=marks,
    )


@bp.get("/new")
@allow(policies.coordinate)
def new() -> Response:
    """The form of importing a table."""
    return _form(ImportForm(formdata=None))


@bp.post("/")
@allow(policies.coordinate)
def create() -> Response:
    """Put a file aside and go and look at what it says, or say why it is no table."""
    form = ImportForm()
    if not form.validate():
        return _form(form, status=422)
    try:
        with transaction(), closing(form.file.data) as file:  # a large one lies in a temporary file
            upload = criteria_uploads.keep(form.draft(), file.filename, file.read(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, status=422)
    return see_other("criteria.preview", upload_id=upload.id)


def rule_words(line: Criterion) -> str:
    """How this line is scored, in words."""
    return say(words(line.parsed_rule, line.maximum))


def _form(form: ImportForm, *, status: int = 200) -> Response:
    return render("criteria/new.html", form=form, status=status)
