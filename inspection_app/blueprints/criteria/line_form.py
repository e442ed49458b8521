"""The form of one line of a draft."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import AnyOf, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from inspection_app.forms import DecimalField, Form, IdField, RevisionField, line, options_of, required, terms, text
from inspection_app.models import Agency, Criterion
from inspection_app.rules.criteria_cells import LONGEST
from inspection_app.rules.terms import Assessed, RuleKind
from inspection_app.services.criteria_editing import LineDraft

from .words import STATUSES, status_names

# How the parameters of each kind are written; the kinds that are not here take none.
EXAMPLES: Mapping[RuleKind, str] = {
    RuleKind.LADDER: "100=1; 80=0.5; 0=0",
    RuleKind.COUNT: "2=1; 1=0.5; 0=0",
    RuleKind.DEADLINE: "0=1; 5=0.5; 10=0",
    RuleKind.RATIO: "floor=95",
    RuleKind.MIXED: "floor=70; full=90",
    RuleKind.CHECKLIST: "4",
    RuleKind.DEDUCTION: "each=0.25; most=2",
    RuleKind.FORMULA: "a: Số hoàn thành; b: Số được giao; = maximum * a / b",
}


class LineForm(Form):
    """Everything a line says; its ids were chosen before it is saved."""

    line_id = IdField()
    operation_id = IdField()
    revision = RevisionField()
    code = line(_l("Code"), most=20)
    name = line(_l("Name"), most=LONGEST)
    maximum = DecimalField(_l("Maximum points"), validators=[InputRequired(_l("Please fill this in."))])
    bonus = BooleanField(_l("Bonus points: on top of the maximum above"))
    assessed_by = terms(_l("Judged by"), Assessed, validators=[required], default=Assessed.DOCUMENTS)
    rule = terms(_l("Rule"), RuleKind, validators=[required], default=RuleKind.MANUAL)
    rule_params = line(_l("Parameters of the rule"), most=2000, must=False)
    measure = line(_l("What is measured"), most=LONGEST, must=False)
    guidance = text(_l("How points are given"))
    evidence_required = text(_l("Evidence required"))
    legal_basis = text(_l("Legal basis"))
    lead_agency = SelectField(_l("Lead agency"), validators=[required])
    other_agencies = SelectMultipleField(
        _l("Co-operating agencies"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    name_status = SelectField(_l("Where the name comes from"))
    points_status = SelectField(_l("Where the points come from"))
    sum_above = BooleanField(_l("From now on the line above is the sum of the lines below it"))

    def offer(self, agencies: Sequence[Agency], like: Criterion | None) -> None:
        """The lists to choose from; a word of another table that `like` carries stays."""
        self.by_id = {str(agency.id): agency for agency in agencies}
        self.lead_agency.choices = options_of(agencies, lambda agency: f"{agency.code} · {agency.name}")
        self.other_agencies.choices = options_of(agencies, lambda agency: f"{agency.code} · {agency.name}")
        for name, known in STATUSES.items():
            words, own = status_names(), getattr(like, name, "")
            choices = dict.fromkeys(["", *known, own])
            self[name].choices = [(word, words.get(word, word)) for word in choices]

    def draft(self) -> LineDraft:
        """What was entered, as the service takes it."""
        same = {name: field.data for name, field in self._fields.items() if name != "csrf_token"}
        agencies = {
            "lead_agency": self.by_id[self.lead_agency.data],
            "other_agencies": [self.by_id[each] for each in self.other_agencies.data or ()],
        }
        return LineDraft(**same | agencies)


def posted(agencies: Sequence[Agency], like: Criterion | None = None) -> LineForm:
    """What was sent."""
    form = LineForm()
    form.offer(agencies, like)
    return form


def of_line(criterion: Criterion, agencies: Sequence[Agency]) -> LineForm:
    """Filled with a line to be changed."""
    chosen = {
        "lead_agency": str(criterion.lead_agency_id),
        "other_agencies": [str(agency.id) for agency in criterion.other_agencies],
    }
    form = LineForm(formdata=None, obj=criterion, line_id=criterion.id, operation_id=uuid4(), **chosen)
    form.offer(agencies, criterion)
    form.lead_agency.data, form.other_agencies.data = chosen["lead_agency"], chosen["other_agencies"]
    return form


def of_new(code: str, above: Criterion | None, agencies: Sequence[Agency]) -> LineForm:
    """Empty but for its code and what it most likely shares with the line above."""
    told = {"code": code, "line_id": uuid4(), "operation_id": uuid4(), "revision": 0}
    if above is not None:
        told |= {"lead_agency": str(above.lead_agency_id), "sum_above": above.is_leaf}
    form = LineForm(formdata=None, data=told)
    form.offer(agencies, None)
    return form


class MoveForm(Form):
    """Up or down, once."""

    operation_id = IdField()
    step = IntegerField(validators=[AnyOf((-1, 1))])


def being_typed(typed: MultiDict[str, str]) -> LineForm:
    """What stands in the fields that sums and rule depend on, right or wrong."""
    form = LineForm(formdata=None)
    for name in ("maximum", "bonus", "rule", "rule_params"):
        form[name].process(typed)
    return form


def parameters_help() -> list[tuple[RuleKind, str]]:
    """Each kind of rule with an example of its parameters."""
    return [(kind, EXAMPLES.get(kind, _("none"))) for kind in RuleKind]
