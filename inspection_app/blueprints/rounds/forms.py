"""Forms of planning a round."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from inspection_app.forms import Form, day, line, options_of, required, text
from inspection_app.models import Agency, CriteriaSet, Inspection, Round, Team
from inspection_app.rules.message import DomainError
from inspection_app.rules.schedule import Visit
from inspection_app.services.rounds import RoundDraft

PLAN = tuple(RoundDraft.__dataclass_fields__)


class RoundForm(Form):
    """What the plan says."""

    number = line(_l("Number of the plan"), most=60)
    dated = day(_l("Dated"))
    title = line(_l("Title"))
    year = IntegerField(
        _l("Year of the index"),
        validators=[required, NumberRange(2000, 2100, _l("The year must lie between 2000 and 2100."))],
    )
    criteria_set = SelectField(_l("Criteria set"), validators=[required])
    starts_on = day(_l("From"))
    ends_on = day(_l("To"))
    issuing_body = line(_l("Issuing body"))
    superior_body = line(_l("Superior body"))
    place = line(_l("Place"), most=100)
    bases = text(_l("Legal bases"), must=True)
    purpose = text(_l("Purpose"))

    def offer(self, sets: Sequence[CriteriaSet]) -> None:
        """The criteria sets to choose from."""
        self.by_id = {str(each.id): each for each in sets}
        self.criteria_set.choices = options_of(sets, lambda each: each.name)

    def draft(self) -> RoundDraft:
        """What was entered, as the service takes it."""
        return RoundDraft(**{name: self[name].data for name in PLAN})

    def chosen_set(self) -> CriteriaSet:
        """The criteria set the round is bound to."""
        return self.by_id[self.criteria_set.data]


class AgenciesForm(Form):
    """Several agencies at once."""

    agencies = SelectMultipleField(
        _l("Agencies"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Choose at least one agency."))],
    )

    def offer(self, agencies: Sequence[Agency], items: Mapping[UUID, int]) -> None:
        """The agencies to choose from, with the number of items each answers for."""
        self.by_id = {str(agency.id): agency for agency in agencies}
        self.agencies.choices = [
            SelectChoice(
                str(agency.id), _("%(agency)s: %(count)s items", agency=agency.name, count=items.get(agency.id, 0))
            )
            for agency in agencies
        ]

    def chosen(self) -> list[Agency]:
        """The agencies ticked."""
        return [self.by_id[key] for key in self.agencies.data]


class VisitForm(Form):
    """Which team visits the agency, and when."""

    team = SelectField(_l("Team"), validators=[required])
    visit_from = day(_l("Visit from"))
    visit_to = day(_l("Visit to"), must=False)

    def offer(self, teams: Sequence[Team]) -> None:
        """The teams to choose from."""
        self.by_id = {str(team.id): team for team in teams}
        self.team.choices = options_of(teams, lambda team: team.name, blank=_("Choose a team"))

    def chosen_team(self) -> Team:
        """The team that visits."""
        return self.by_id[self.team.data]

    def visit(self) -> Visit:
        """The days; DomainError beside «to» where it lies before «from»."""
        start: date = self.visit_from.data
        try:
            return Visit(start, self.visit_to.data or start)
        except DomainError as error:
            raise DomainError(error.message, field="visit_to") from error


def round_form(round_: Round) -> RoundForm:
    """Filled with a round to be changed."""
    told = {name: getattr(round_, name) for name in PLAN}
    return RoundForm(formdata=None, data=told | {"criteria_set": str(round_.criteria_set_id)})


def visit_form(inspection: Inspection) -> VisitForm:
    """Filled with the visit as it is planned."""
    team = str(inspection.team_id) if inspection.team_id else ""
    days = {"visit_from": inspection.visit_from, "visit_to": inspection.visit_to}
    return VisitForm(formdata=None, data={"team": team} | days)
