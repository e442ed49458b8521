"""Forms of the inspection page."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from inspection_app.forms import DecimalField, Form, IdField, RevisionField, day, options_of, required, terms
from inspection_app.forms import text as text_area
from inspection_app.i18n import say
from inspection_app.models import Agency, Assessment
from inspection_app.rules.labels import label
from inspection_app.rules.rule_params import YesNo
from inspection_app.rules.terms import CauseKind, FindingKind, ItemState, Verdict
from inspection_app.services.assessments import CHOSEN, ScoreDraft, is_by_hand
from inspection_app.services.findings import FindingDraft
from inspection_app.services.recommendations import RecommendationDraft

JUDGEMENTS = [state for state in ItemState if state in CHOSEN]
ANSWERS = {"": None, "None": None, "0": Decimal(0), "1": Decimal(1)}  # WTForms makes text of None


def _answer(value: Any) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    if value not in ANSWERS:
        raise ValueError
    return ANSWERS[value]


class ScoreForm(Form):
    """The observed value, or points with a reason; the result follows unless one is chosen."""

    operation_id = IdField()
    revision = RevisionField()
    value = DecimalField(_l("Observed value"))
    judgement = terms(_l("Result"), ItemState, only=JUDGEMENTS, blank=_l("As the points say"))
    points = DecimalField(_l("Points given by hand"), places=2)
    reason = text_area(_l("Reason, note"), most=4000)

    def draft(self) -> ScoreDraft:
        """What was entered, as the service takes it."""
        return ScoreDraft(
            self.operation_id.data,
            self.revision.data,
            self.judgement.data,
            self.value.data,
            self.points.data,
            self.reason.data,
        )


class YesNoScoreForm(ScoreForm):
    """The same where the only question is whether the item is met."""

    value = RadioField(
        _l("Observed value"),
        choices=lambda: [SelectChoice("1", str(_l("Met"))), SelectChoice("0", str(_l("Not met")))],
        coerce=_answer,
        validate_choice=False,
    )


class FindingForm(Form):
    """A strength or a shortcoming."""

    finding_id = IdField()
    operation_id = IdField()
    revision = RevisionField()
    kind = RadioField(
        _l("Kind of finding"),
        choices=lambda: [
            SelectChoice(kind.value, say(label(kind))) for kind in (FindingKind.SHORTCOMING, FindingKind.STRENGTH)
        ],
        default=FindingKind.SHORTCOMING.value,
        validators=[required],
    )
    text = text_area(_l("What was found"), most=10_000, must=True)
    cause = text_area(_l("Cause"), most=4000)
    cause_kind = terms(_l("Kind of cause"), CauseKind, blank=_l("Not said"))

    def draft(self) -> FindingDraft:
        """What was entered, as the service takes it."""
        return FindingDraft(
            self.finding_id.data,
            self.operation_id.data,
            self.revision.data,
            FindingKind(self.kind.data),
            self.text.data,
            self.cause.data,
            self.cause_kind.data,
        )


class RecommendationForm(Form):
    """A remedy: what, who leads it, by when, and what it can still win."""

    recommendation_id = IdField()
    operation_id = IdField()
    revision = RevisionField()
    text = text_area(_l("Recommendation"), most=10_000, must=True)
    lead_agency = SelectField(_l("Lead agency"), validators=[required])
    deadline = day(_l("Deadline"), must=False)
    recoverable = DecimalField(_l("Points it can still win"), places=2)

    def offer(self, agencies: Sequence[Agency], *, chosen: UUID | None = None) -> None:
        """The agencies to choose from."""
        self.by_id = {str(agency.id): agency for agency in agencies}
        self.lead_agency.choices = options_of(agencies, lambda agency: agency.name)
        if chosen is not None:
            self.lead_agency.data = str(chosen)

    def draft(self) -> RecommendationDraft:
        """What was entered, as the service takes it."""
        return RecommendationDraft(
            self.recommendation_id.data,
            self.operation_id.data,
            self.revision.data,
            self.text.data,
            self.by_id[self.lead_agency.data],
            self.deadline.data,
            self.recoverable.data,
        )


class EvidenceForm(Form):
    """One file."""

    operation_id = IdField()
    file = FileField(_l("File or photo"), validators=[FileRequired(_l("Choose a file."))])


class ExplanationForm(Form):
    """The agency's answer."""

    operation_id = IdField()
    text = text_area(_l("Explanation"), most=10_000, must=True)


class VerdictForm(Form):
    """The team's answer to an explanation."""

    verdict = terms(_l("Verdict"), Verdict)
    reason = text_area(_l("Reason"), most=4000, must=True)


def score_form(item: Assessment, *, posted: bool = False) -> ScoreForm:
    """The form that fits the rule: as posted, or filled with the score as it stands."""
    kind: type[ScoreForm] = YesNoScoreForm if isinstance(item.criterion.parsed_rule, YesNo) else ScoreForm
    if posted:
        return kind()
    filled: dict[str, Any] = {
        "operation_id": uuid4(),
        "revision": item.revision,
        "value": item.value,
        "judgement": item.state if item.state in CHOSEN - {ItemState.NOT_ASSESSED} else None,
        "points": item.points if is_by_hand(item) else None,
        "reason": item.reason,
    }
    return kind(formdata=None, **filled)
