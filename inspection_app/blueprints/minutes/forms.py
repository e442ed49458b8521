"""Forms of the meeting and of those who sign its minutes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from inspection_app.forms import Form, IdField, RevisionField, line, options_of, required, secret, text
from inspection_app.i18n import say
from inspection_app.models import Inspection
from inspection_app.queries.minutes_content import person_of, team_of
from inspection_app.rules import attendance
from inspection_app.rules.clock import HERE, moment_text
from inspection_app.rules.labels import label
from inspection_app.rules.terms import Capacity, Decision
from inspection_app.services.meetings import MeetingDraft
from inspection_app.services.signoffs import Word

TYPED = ("%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%d/%m/%Y %Hh", "%Y-%m-%d %H:%M")


class MomentField(Field):
    """A day and a time on the office's clock, «05/11/2020 07:30»; empty is None."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])  # what was typed, right or wrong
        return moment_text(self.data) if self.data is not None else ""

    def process_formdata(self, values: list[str]) -> None:
        """Read what was typed; anything else is kept in the box and refused with a sentence."""
        self.data: datetime | None = None
        typed = " ".join(values[0].replace(",", " ").split()) if values else ""
        if typed:
            self.data = _moment(typed)


class PeopleField(SelectMultipleField):
    """People to be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MeetingForm(Form):
    """The meeting as its secretary writes it down."""

    operation_id = IdField()
    revision = RevisionField()
    started_at = MomentField(_l("Began at"), validators=[required], render_kw={"placeholder": "dd/mm/yyyy hh:mm"})
    ended_at = MomentField(_l("Ended at"), render_kw={"placeholder": "dd/mm/yyyy hh:mm"})
    place = line(_l("Place of the meeting"))
    chair_id = SelectField(_l("Chair of the meeting"), validators=[required])
    secretary_id = SelectField(_l("Secretary of the meeting"), validators=[required])
    team_present = PeopleField(_l("Present of the team"))
    agency_present = text(_l("Present of the agency"), most=5000)
    course = text(_l("Course of the meeting"))
    objections = text(_l("Objections of the agency"))
    conclusion = text(_l("The team's conclusion"))

    def offer(self, inspection: Inspection, kept: str = "") -> None:
        """The team to choose from, and whoever was ticked before and has left it since."""
        people = [each.user for each in team_of(inspection)]
        lines = [attendance.line(person_of(user, inspection)) for user in people]
        lines += [each for each in kept.splitlines() if each not in lines]
        self.team_present.choices = [SelectChoice(each, each) for each in lines]
        self.chair_id.choices = self.secretary_id.choices = options_of(people, lambda user: user.full_name)

    def draft(self) -> MeetingDraft:
        """What was entered, as the service takes it."""
        started_at: Any = self.started_at.data  # the form asks for it
        return MeetingDraft(
            self.operation_id.data,
            self.revision.data,
            started_at,
            self.ended_at.data,
            self.place.data,
            UUID(self.chair_id.data),
            UUID(self.secretary_id.data),
            "\n".join(each.value for each in self.team_present.choices if each.value in self.team_present.data),
            self.agency_present.data,
            self.course.data,
            self.objections.data,
            self.conclusion.data,
        )


class ReadForm(Form):
    """Carries which content was read."""

    operation_id = IdField()
    read = HiddenField(validators=[required, Length(max=64)])


class SignForm(ReadForm):
    """A person's own sign-off for the team."""

    password = secret(_l("Your password"))


class _Answer(ReadForm):
    decision = RadioField(
        _l("Decision"),
        choices=lambda: [SelectChoice(each.value, say(label(each))) for each in Decision],
        validators=[required],
    )
    remark = text(_l("Remarks or objections"), most=10_000)

    def word(self) -> Word:
        """What was said, as the service takes it."""
        return Word(
            self.operation_id.data,
            self.read.data,
            Capacity.REPRESENTATIVE,
            Decision(self.decision.data),
            self.remark.data,
        )


class AcknowledgeForm(_Answer):
    """The agency's officer, from an account of the agency."""

    password = secret(_l("Your password"))


class WitnessForm(_Answer):
    """The agency's representative, on the team's tablet."""

    name = line(_l("Full name of the representative"))
    post = line(_l("Post"))


def _moment(typed: str) -> datetime:
    for pattern in TYPED:
        try:
            found = datetime.strptime(typed, pattern).replace(tzinfo=HERE)
        except ValueError:
            continue
        if 2000 <= found.year <= 2100:  # noqa: PLR2004 - the sentence says them
            return found
        raise ValueError(_("The year must lie between 2000 and 2100."))
    raise ValueError(_("Write day and time as dd/mm/yyyy hh:mm, for instance 05/11/2020 07:30."))
