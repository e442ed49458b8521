"""Scenarios: what the what-if supposes, kept under a name, listed, opened again, changed and deleted."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form, RevisionField, line
from inspection_app.models import Round, Scenario
from inspection_app.queries import forecasts
from inspection_app.queries import scenarios as find
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules.message import DomainError
from inspection_app.services import scenarios
from inspection_app.services.scenarios import Move, ScenarioDraft
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from . import scenario_page, what_if
from .views import bp


class ScenarioForm(Form):
    """The name; what is supposed stands in the address."""

    revision = RevisionField()
    name = line(_l("Name of the scenario"), most=120)


@bp.get("/rounds/<uuid:round_id>/scenarios", endpoint="scenarios")
@allow(policies.read_rounds)
def index(round_id: UUID) -> Response:
    """All of the round, with what each comes to."""
    round_ = load(Round, round_id, see=policies.see_round)
    return render("forecasts/scenarios.html", **scenario_page.all_of(round_))


@bp.get("/rounds/<uuid:round_id>/scenarios/new")
@allow(policies.coordinate)
def new_scenario(round_id: UUID) -> Response:
    """Ask for a name."""
    round_ = _round(round_id)
    opened = _opened(round_)
    told = {"name": opened.name, "revision": opened.revision} if opened else {"revision": 0}
    return _form(round_, ScenarioForm(formdata=None, **told))


@bp.post("/rounds/<uuid:round_id>/scenarios")
@allow(policies.coordinate)
def save_scenario(round_id: UUID) -> Response:
    """Keep it as a new one."""
    round_ = _round(round_id)
    return _save(round_, lambda draft: scenarios.create(round_, draft, by=current_user))


@bp.get("/scenarios/<uuid:scenario_id>")
@allow(policies.read_rounds)
def scenario(scenario_id: UUID) -> Response:
    """One of them, against the round as it stands now."""
    found = load(Scenario, scenario_id, see=policies.see_scenario)
    return render("forecasts/scenario.html", **scenario_page.of(found, current_user))


@bp.post("/scenarios/<uuid:scenario_id>")
@allow(policies.coordinate)
def change_scenario(scenario_id: UUID) -> Response:
    """Another name, or what the address supposes instead of what it supposed."""
    found = load(Scenario, scenario_id, see=policies.see_scenario)
    require(policies.change_scenario(current_user, found))

    def change(draft: ScenarioDraft) -> Scenario:
        scenarios.change(found, draft, by=current_user)
        return found

    return _save(found.round, change)


@bp.post("/scenarios/<uuid:scenario_id>/delete")
@allow(policies.coordinate)
def delete_scenario(scenario_id: UUID) -> Response:
    """Remove it."""
    found = load(Scenario, scenario_id, see=policies.see_scenario)
    require(policies.change_scenario(current_user, found))
    round_id = found.round_id
    with transaction():
        scenarios.delete(found, by=current_user)
    flash(_("The scenario was deleted."), "success")
    return see_other("forecasts.scenarios", round_id=round_id)


def _round(round_id: UUID) -> Round:
    round_ = load(Round, round_id, see=policies.see_round)
    require(policies.plan_round(current_user, round_))
    return round_


def _save(round_: Round, save: Callable[[ScenarioDraft], Scenario]) -> Response:
    form = ScenarioForm()
    if not form.validate():
        return _form(round_, form, status=422)
    try:
        with transaction():
            kept = save(_draft(forecasts.of_round(round_), form))
    except DomainError as error:
        form.refuse(error)
        return _form(round_, form, status=422)
    flash(_("The scenario was saved. No score and no recommendation changed."), "success")
    return see_other("forecasts.scenario", scenario_id=kept.id)


def _draft(found: Forecast, form: ScenarioForm) -> ScenarioDraft:
    supposed = what_if.of(found, what_if.asked(request.args, current_user))
    moved = [
        Move(found.scores.assessments[row.item.id], row.points, row.numbers) for row in supposed["moves"] if row.counts
    ]
    remedies = [found.recommendations[key] for key in sorted(supposed["ticked"])]
    return ScenarioDraft(form.name.data, remedies, moved, form.revision.data)


def _opened(round_: Round) -> Scenario | None:
    """The scenario these suppositions were opened from, where this person may change it."""
    told = what_if.asked(request.args, current_user).scenario
    return next((each for each in find.of_round(round_) if str(each.id) == told and _mine(each)), None)


def _mine(scenario: Scenario) -> bool:
    return policies.change_scenario(current_user, scenario)


def _form(round_: Round, form: ScenarioForm, *, status: int = 200) -> Response:
    found = forecasts.of_round(round_)
    supposed = what_if.of(found, what_if.asked(request.args, current_user))
    remedies = [found.recommendations[key] for key in found.recommendations if key in supposed["ticked"]]
    told = {**supposed, "round": round_, "form": form, "opened": _opened(round_), "remedies": remedies}
    return render("forecasts/new_scenario.html", status=status, **told)
