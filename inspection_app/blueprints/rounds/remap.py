"""Moving a round to a later criteria set: choose it, look at what happens, decide what does not match, confirm."""

from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import CriteriaSet, Round
from inspection_app.queries import round_remaps as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.services import round_remaps
from inspection_app.services.round_remaps import Wish
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from . import remap_page
from .planning import round_to_plan
from .views import bp

CHOICE, TICK = "as-", "ok-"  # the form's names for an old item: what it becomes, and that its proposal is right


@bp.get("/rounds/<uuid:round_id>/remap")
@allow(policies.coordinate)
def ask_remap(round_id: UUID) -> Response:
    """The later versions to choose from; with `to`, what would happen."""
    round_ = round_to_plan(round_id)
    round_remaps.check_allowed(round_)
    if not request.args.get("to"):
        return _choose(round_)
    return _preview(round_, Wish(_set(request.args["to"]), {}, frozenset()))


@bp.post("/rounds/<uuid:round_id>/remap")
@allow(policies.coordinate)
def remap(round_id: UUID) -> Response:
    """Do what was shown; whatever is undecided or has changed meanwhile is shown again, with every choice kept."""
    round_, wish = round_to_plan(round_id), _wish()
    if request.form.get("step") == "look":
        return _preview(round_, wish)
    try:
        with transaction():
            round_remaps.remap(round_, wish, seen=request.form.get("seen", ""), say=_in_vietnamese, by=current_user)
    except round_remaps.Unready as error:
        return _preview(round_, wish, say(error.message), status=422)
    flash(_("The round now stands on «%(name)s». What moved is kept below.", name=wish.to.name), "success")
    return see_other("rounds.remaps", round_id=round_.id)


@bp.get("/rounds/<uuid:round_id>/remaps")
@allow(policies.read_rounds)
def remaps(round_id: UUID) -> Response:
    """Every change of criteria set this round has seen, with all that happened."""
    round_ = load(Round, round_id, see=policies.see_round)
    return render("rounds/remaps.html", round=round_, remaps=find.of_round(round_), words=remap_page.kept_words())


def _preview(round_: Round, wish: Wish, problem: str = "", *, status: int = 200) -> Response:
    try:
        shown = round_remaps.preview(round_, wish)
    except DomainError as error:
        return _choose(round_, say(error.message), status=error.status)
    page = remap_page.of(wish, shown)
    return render("rounds/remap.html", round=round_, problem=problem, checked=bool(problem), status=status, **page)


def _choose(round_: Round, problem: str = "", *, status: int = 200) -> Response:
    sets = find.later_than(round_.criteria_set)
    return render("rounds/remap_choose.html", round=round_, sets=sets, problem=problem, status=status)


def _wish() -> Wish:
    told = request.form
    choices = {name.removeprefix(CHOICE): value for name, value in told.items() if name.startswith(CHOICE)}
    ticked = {name.removeprefix(TICK) for name in told if name.startswith(TICK)}
    return Wish(_set(told.get("to", "")), choices, ticked)


def _set(text: str) -> CriteriaSet:
    try:
        return load(CriteriaSet, UUID(text), see=policies.see_criteria_set)
    except ValueError:
        abort(404)


def _in_vietnamese(message: Message) -> str:
    """What is noted beside scores is read in papers, which are Vietnamese."""
    with force_locale("vi"):
        return say(message)
