"""Adopting a scenario: each moved item becomes a recommendation whose words are looked over first."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Response, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from wtforms import HiddenField, SelectField

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form, IdField, day, options_of, required
from inspection_app.forms import text as text_area
from inspection_app.models import Agency, Scenario
from inspection_app.queries import agencies, forecasts
from inspection_app.queries import scenarios as find
from inspection_app.queries.scenarios import ScenarioNow, StepNow
from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError
from inspection_app.services import scenarios
from inspection_app.services.scenarios import Adoption, Line, fingerprint
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .views import bp


class AdoptionForm(Form):
    """The lines' own fields are added by `_form_of`, named after their step."""

    operation_id = IdField()
    seen = HiddenField()

    def draft(self, now: ScenarioNow, known: Mapping[str, Agency]) -> Adoption:
        """What was entered, as the service takes it."""
        fields = self._fields
        lines = {}
        for each in now.lines:
            text, agency, deadline = (fields[f"{name}_{each.step.id.hex}"].data for name in NAMES)
            lines[each.step.id] = Line(text, known[agency], deadline)
        return Adoption(self.operation_id.data, self.seen.data or "", lines)


NAMES = ("text", "lead_agency", "deadline")


@bp.get("/scenarios/<uuid:scenario_id>/adopt")
@allow(policies.coordinate)
def ask_adopt(scenario_id: UUID) -> Response:
    """What adopting it would bring, to be looked over."""
    now = _load(scenario_id)
    require(policies.adopt_scenario(current_user, now.scenario))
    given = {"operation_id": uuid4(), "seen": fingerprint(now.lines)}
    return _page(now, _form_of(now, agencies.in_order())(formdata=None, **given))


@bp.post("/scenarios/<uuid:scenario_id>/adopt")
@allow(policies.coordinate)
def adopt(scenario_id: UUID) -> Response:
    """Make the recommendations, once however often it is sent."""
    now = _load(scenario_id)
    require(policies.plan_round(current_user, now.scenario.round))
    if now.scenario.adopted_at is not None:  # sent twice
        return see_other("forecasts.scenario", scenario_id=scenario_id)
    known = agencies.in_order()
    form = _form_of(now, known)()
    if not form.validate():
        return _page(now, form, status=422)
    try:
        with transaction():
            draft = form.draft(now, {str(each.id): each for each in known})
            made = scenarios.adopt(now.scenario, draft, by=current_user)
    except DomainError as error:
        return _refused(scenario_id, error)
    flash(
        ngettext(
            "The scenario was adopted: %(num)d recommendation made.",
            "The scenario was adopted: %(num)d recommendations made.",
            made,
        ),
        "success",
    )
    return see_other("forecasts.scenario", scenario_id=scenario_id)


def _load(scenario_id: UUID) -> ScenarioNow:
    scenario = load(Scenario, scenario_id, see=policies.see_scenario)
    return find.now(scenario, forecasts.of_round(scenario.round))


def _refused(scenario_id: UUID, error: DomainError) -> Response:
    """The lines as they stand now, with what was typed where a line is still there."""
    now = _load(scenario_id)
    if now.scenario.adopted_at is not None:
        return see_other("forecasts.scenario", scenario_id=scenario_id)
    again = _form_of(now, agencies.in_order())()
    again.seen.data, again.seen.raw_data = fingerprint(now.lines), None
    again.refuse(error)
    return _page(now, again, status=422)


def _form_of(now: ScenarioNow, known: list[Agency]) -> type[AdoptionForm]:
    """A form with text, lead agency and deadline for every line."""
    fields: dict[str, Any] = {}
    for each in now.lines:
        key = each.step.id.hex
        lead = str(each.item.lead_agency_id) if each.item else None
        fields[f"text_{key}"] = text_area(_l("Recommendation"), most=10_000, must=True, default=_words(each))
        fields[f"lead_agency_{key}"] = SelectField(
            _l("Lead agency"),
            choices=options_of(known, lambda agency: agency.name),
            default=lead,
            validators=[required],
        )
        fields[f"deadline_{key}"] = day(_l("Deadline"))
    return type("AdoptionForm", (AdoptionForm,), fields)


def _words(line: StepNow) -> str:
    """A first wording, to be mended by whoever adopts."""
    if line.item is None or line.assessment is None:
        return ""
    words: str = _(
        "Bring item %(code)s “%(name)s” from %(now)s to %(then)s points",
        code=line.item.code,
        name=line.item.name,
        now=numerals.points(line.assessment.points),
        then=numerals.points(line.step.points),
    )
    return words


def _page(now: ScenarioNow, form: AdoptionForm, *, status: int = 200) -> Response:
    rows = [(each, [form[f"{name}_{each.step.id.hex}"] for name in NAMES]) for each in now.lines]
    refused = [each for each in now.moved if each.refusal]
    told = {"round": now.scenario.round, "scenario": now.scenario, "now": now, "rows": rows, "refused": refused}
    return render("forecasts/adopt.html", form=form, status=status, **told)
