"""Rounds: the list, one round as a whole, opening one and changing what its plan says."""

from uuid import UUID

from flask import Blueprint, Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.models.base import now
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.queries import rounds as find
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from . import page
from .forms import RoundForm, round_form
from .planning import round_to_plan

bp = Blueprint("rounds", __name__)


@bp.get("/rounds/")
@allow(policies.read_rounds)
def index() -> Response:
    """Every round this person may see, newest first."""
    found = find.newest_first(drafts=policies.coordinate(current_user))
    return render("rounds/index.html", rounds=found, progress=find.progress(), nothing=find.Progress())


@bp.get("/rounds/<uuid:round_id>/")
@allow(policies.read_rounds)
def show(round_id: UUID) -> Response:
    """One round as a whole."""
    round_ = load(Round, round_id, see=policies.see_round)
    return render("rounds/show.html", **page.of(round_))


@bp.get("/rounds/new")
@allow(policies.coordinate)
def new() -> Response:
    """The form of a new round, with what the last one said of its bodies."""
    last = next(iter(find.newest_first(drafts=True)), None)
    told = {name: getattr(last, name) for name in ("issuing_body", "superior_body", "place")} if last else {}
    return _form(RoundForm(formdata=None, data=told | {"year": local_day(now()).year}), None)


@bp.post("/rounds/")
@allow(policies.coordinate)
def create() -> Response:
    """Open a round."""
    form = RoundForm()
    form.offer(find_sets.newest_first(drafts=False))
    if not form.validate():
        return _form(form, None, status=422)
    try:
        with transaction():
            round_ = rounds.create(form.draft(), form.chosen_set(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, None, status=422)
    flash(_("The round was opened as a draft. Add the agencies next."), "success")
    return see_other("rounds.show", round_id=round_.id)


@bp.get("/rounds/<uuid:round_id>/edit")
@allow(policies.coordinate)
def edit(round_id: UUID) -> Response:
    """The form of changing what the plan says."""
    round_ = round_to_plan(round_id)
    return _form(round_form(round_), round_)


@bp.post("/rounds/<uuid:round_id>/edit")
@allow(policies.coordinate)
def change(round_id: UUID) -> Response:
    """Change what the plan says."""
    round_ = round_to_plan(round_id)
    form = RoundForm()
    form.offer(find_sets.newest_first(drafts=False))
    if not form.validate():
        return _form(form, round_, status=422)
    try:
        with transaction():
            rounds.change(round_, form.draft(), form.chosen_set(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, round_, status=422)
    flash(_("The plan was saved."), "success")
    return see_other("rounds.show", round_id=round_.id)


def _form(form: RoundForm, round_: Round | None, *, status: int = 200) -> Response:
    sets = find_sets.newest_first(drafts=False)
    form.offer(sets)
    return render("rounds/form.html", form=form, round=round_, sets=sets, status=status)
