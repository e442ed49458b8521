"""Forms of the register and of the checks."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from inspection_app.forms import Form, IdField, RevisionField, day, line, options_of, required, terms
from inspection_app.forms import text as text_area
from inspection_app.models import Agency, Assessment
from inspection_app.rules.terms import CauseKind, Channel, FeedbackState, FindingKind
from inspection_app.services.feedback import AnswerDraft, FeedbackDraft
from inspection_app.services.findings import FindingDraft


class FeedbackForm(Form):
    """A line of the register."""

    feedback_id = IdField()
    operation_id = IdField()
    revision = RevisionField()
    received_on = day(_l("Received on"))
    channel = terms(_l("Channel"), Channel)
    agency = SelectField(_l("Agency it is about"), validators=[required])
    procedure = line(_l("Administrative procedure"), must=False)
    content = text_area(_l("Content"), most=10_000, must=True)
    due_on = day(_l("To be answered by"), must=False)

    def offer(self, agencies: Sequence[Agency]) -> "FeedbackForm":
        """The agencies to choose from."""
        self.by_id = {str(agency.id): agency for agency in agencies}
        self.agency.choices = options_of(agencies, lambda agency: agency.name)
        return self

    def draft(self) -> FeedbackDraft:
        """What was entered, as the service takes it."""
        return FeedbackDraft(
            self.received_on.data,
            Channel(self.channel.data),
            self.by_id[self.agency.data],
            self.procedure.data,
            self.content.data,
            self.due_on.data,
        )


class AnswerForm(Form):
    """How far the agency is."""

    revision = RevisionField()
    state = terms(_l("State"), FeedbackState)
    answer = text_area(_l("Answer"), most=10_000)
    answered_on = day(_l("Answered on"), must=False)

    def draft(self) -> AnswerDraft:
        """What was entered, as the service takes it."""
        state = FeedbackState(self.state.data)
        return AnswerDraft(self.revision.data, state, self.answer.data, self.answered_on.data)


class LinkForm(Form):
    """The item it is looked at with."""

    item = SelectField(_l("Item"), validators=[required])

    def offer(self, items: Sequence[Assessment]) -> "LinkForm":
        """The items to choose from."""
        self.by_id = {str(item.id): item for item in items}
        self.item.choices = options_of(items, lambda item: f"{item.criterion.code}. {item.criterion.name}")
        return self


class CheckForm(Form):
    """What the check showed."""

    result = text_area(_l("What the check showed"), most=4000, must=True)


class FromFeedbackForm(Form):
    """The finding it becomes."""

    finding_id = IdField()
    operation_id = IdField()
    text = text_area(_l("What was found"), most=10_000, must=True)
    cause = text_area(_l("Cause"), most=4000)
    cause_kind = terms(_l("Kind of cause"), CauseKind, blank=_l("Not said"))

    def draft(self) -> FindingDraft:
        """A shortcoming, as the service takes it."""
        kind, cause_kind = FindingKind.SHORTCOMING, self.cause_kind.data
        return FindingDraft(
            self.finding_id.data, self.operation_id.data, 0, kind, self.text.data, self.cause.data, cause_kind
        )
