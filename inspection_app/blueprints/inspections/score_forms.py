"""The form of a score, made to fit the rule of its item."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspection_app.forms import DecimalField, Form, IdField, RevisionField, terms
from inspection_app.forms import text as text_area
from inspection_app.models import Assessment
from inspection_app.rules.rule_params import Checklist, Formula, Rule, YesNo, takes_percent
from inspection_app.rules.scoring import takes_value
from inspection_app.rules.terms import ItemState
from inspection_app.services.assessments import CHOSEN, ScoreDraft, SelfScoreDraft, as_numbers, is_by_hand

JUDGEMENTS = [state for state in ItemState if state in CHOSEN]
ANSWERS = {"": None, "None": None, "0": Decimal(0), "1": Decimal(1)}  # WTForms makes text of None
INPUT = "input_"  # what the fields of named numbers begin with


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
            self.inputs(),
        )

    @property
    def input_fields(self) -> list[Any]:
        """The fields of the named numbers, in the rule's order."""
        return [each for each in self if each.short_name.startswith(INPUT)]

    def inputs(self) -> dict[str, Decimal]:
        """The named numbers that were entered."""
        told = {each.short_name.removeprefix(INPUT): each.data for each in self.input_fields}
        return {name: number for name, number in told.items() if number is not None}

    def fill(self, inputs: Mapping[str, Decimal]) -> None:
        """Show the numbers as they stand."""
        for each in self.input_fields:
            each.data = inputs.get(each.short_name.removeprefix(INPUT))


class YesNoScoreForm(ScoreForm):
    """The same where the only question is whether the item is met."""

    value = RadioField(
        _l("Observed value"),
        choices=lambda: [SelectChoice("1", str(_l("Met"))), SelectChoice("0", str(_l("Not met")))],
        coerce=_answer,
        validate_choice=False,
    )


class PercentScoreForm(ScoreForm):
    """The percentage, or the two figures it is made of."""

    input_part = DecimalField(_l("Done, met or in time"))
    input_whole = DecimalField(_l("Of all"))

    def validate_input_whole(self, field: DecimalField) -> None:
        """Both figures or none, and not a percentage beside them."""
        if (self.input_part.data is None) != (field.data is None):
            raise ValidationError(_("Enter both figures, or the percentage alone."))
        if field.data is not None and self.value.data is not None:
            raise ValidationError(_("Enter the percentage or the two figures, not both."))


class ChecklistScoreForm(ScoreForm):
    """Named requirements, ticked one by one; that none is met is said too, so that silence is not zero."""

    value = None  # type: ignore[assignment] # what the rule asks for has no single value
    input_none = BooleanField(_l("None of these requirements is met"))

    def draft(self) -> ScoreDraft:
        """What was ticked; nothing where nothing was said."""
        reason = self.reason.data
        told = (self.operation_id.data, self.revision.data, self.judgement.data, None, self.points.data)
        return ScoreDraft(*told, reason, self.inputs())

    def inputs(self) -> dict[str, Decimal]:
        """1 for each requirement met and 0 for each other."""
        ticks = [each for each in self.input_fields if each.short_name != "input_none"]
        if not self.input_none.data and not any(each.data for each in ticks):
            return {}
        return {each.short_name.removeprefix(INPUT): Decimal(bool(each.data)) for each in ticks}

    def fill(self, inputs: Mapping[str, Decimal]) -> None:
        """Tick what is met."""
        super().fill(inputs)
        self.input_none.data = bool(inputs) and not any(inputs.values())

    def validate_input_none(self, field: BooleanField) -> None:
        """Not none and some."""
        if field.data and any(each.data for each in self.input_fields if each is not field):
            raise ValidationError(_("Some requirements are ticked: untick them, or this."))


class FormulaScoreForm(ScoreForm):
    """A number for each value of the formula."""

    value = None  # type: ignore[assignment] # what the rule asks for has no single value

    def draft(self) -> ScoreDraft:
        """What was entered; a formula has no single value."""
        told = (self.operation_id.data, self.revision.data, self.judgement.data, None, self.points.data)
        return ScoreDraft(*told, self.reason.data, self.inputs())


def form_of(rule: Rule) -> type[ScoreForm]:
    """The kind of form that asks what this rule needs."""
    match rule:
        case YesNo():
            return YesNoScoreForm
        case Checklist(_, names) if names:
            ticks = {f"{INPUT}{number}": BooleanField(name) for number, name in enumerate(names, 1)}
            none = {"input_none": BooleanField(_l("None of these requirements is met"))}  # after the others
            return type("ChecklistScoreForm", (ChecklistScoreForm,), ticks | none)
        case Formula(variables):
            numbers = {f"{INPUT}{each.name}": DecimalField(each.label) for each in variables}
            return type("FormulaScoreForm", (FormulaScoreForm,), numbers)
    return PercentScoreForm if takes_percent(rule) else ScoreForm


def score_form(item: Assessment, *, posted: bool = False) -> ScoreForm:
    """The form that fits the rule: as posted, or filled with the score as it stands."""
    kind = form_of(item.criterion.parsed_rule)
    return kind() if posted else filled(kind, item)


def filled(kind: type[ScoreForm], item: Assessment, **other: Any) -> ScoreForm:
    """A form with the score as it stands; `other` is told instead."""
    told: dict[str, Any] = {
        "operation_id": uuid4(),
        "revision": item.revision,
        "value": None if item.inputs else item.value,
        "judgement": item.state if item.state in CHOSEN - {ItemState.NOT_ASSESSED} else None,
        "points": item.points if is_by_hand(item) else None,
        "reason": item.reason,
    }
    form = kind(formdata=None, **told | other)
    form.fill(as_numbers(item.inputs))
    return form


class OwnFields:
    """What the agency's form asks otherwise: no result to choose, and points only where no value makes them."""

    judgement = None
    points = DecimalField(_l("Points claimed"), places=2)
    reason = text_area(_l("Explanation, note"), most=4000)
    named = text_area(_l("Documents that prove it (name, number, date)"), most=4000)


class OwnValueFields(OwnFields):
    """The same where the points follow from the value."""

    points = None  # type: ignore[assignment] # WTForms takes the field away


class OwnPointsFields(OwnFields):
    """The same where the rule takes no value."""

    value = None


def own_form(item: Assessment, *, posted: bool = False) -> Any:
    """The agency's form that fits the rule: as posted, or filled with its score as it stands."""
    rule = item.criterion.parsed_rule
    fields = OwnValueFields if takes_value(rule) else OwnPointsFields
    kind = type("OwnScoreForm", (fields, form_of(rule)), {"self_draft": self_draft})
    if posted:
        return kind()
    filled: dict[str, Any] = {"operation_id": uuid4(), "revision": item.revision}
    filled |= {"value": None if item.self_inputs else item.self_value, "points": item.self_points}
    form = kind(formdata=None, **filled, reason=item.self_note, named=item.self_evidence)
    form.fill(as_numbers(item.self_inputs))
    return form


def self_draft(form: Any) -> SelfScoreDraft:
    """What was entered, as the service takes it."""
    return SelfScoreDraft(
        value=form.value.data if form.value else None,
        points=form.points.data if form.points else None,
        note=form.reason.data,
        inputs=form.inputs(),
        evidence=form.named.data,
        operation_id=form.operation_id.data,
        revision=form.revision.data,
    )
