"""The form of importing a criteria table."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import NumberRange, ValidationError

from inspection_app.forms import DecimalField, Form, RevisionField, line, required
from inspection_app.rules.criteria_heading import MEANINGS
from inspection_app.rules.criteria_sheet import letter
from inspection_app.services.criteria_reading import Choice, Preview
from inspection_app.services.criteria_sets import HUNDRED, SetDraft

MOST_POINTS = Decimal(1000)


LONGEST_HEADING = 60  # characters of a heading in a list
LABELS = {
    "code": _l("Code"),
    "level": _l("Level"),
    "name": _l("Name (all levels in one column)"),
    "field_name": _l("Name of the field"),
    "criterion_name": _l("Name of the criterion"),
    "subcriterion_name": _l("Name of the sub-criterion"),
    "detail_name": _l("Name of the part of a sub-criterion"),
    "max_points": _l("Maximum points"),
    "bonus": _l("Bonus points"),
    "assessment": _l("Judged by"),
    "rule": _l("Rule"),
    "rule_params": _l("Parameters of the rule"),
    "measure": _l("What is measured"),
    "guidance": _l("How points are given"),
    "evidence_required": _l("Evidence required"),
    "legal_basis": _l("Legal basis"),
    "lead_agency": _l("Lead agency"),
    "other_agencies": _l("Co-operating agencies"),
    "note": _l("Remarks (added to how points are given)"),
    "name_status": _l("Where the name comes from"),
    "points_status": _l("Where the points come from"),
}


class HeadForm(Form):
    """What a table is called and what it is worth."""

    name = line(_l("Name of the criteria set"))
    year = IntegerField(
        _l("Year of the index"),
        validators=[required, NumberRange(2000, 2100, _l("The year must lie between 2000 and 2100."))],
    )
    decision = line(_l("Decision it stems from"))
    total = DecimalField(_l("Points of the whole table"), default=HUNDRED)

    def validate_total(self, field: DecimalField) -> None:
        """A table of no points, or of thousands, is a slip."""
        if field.data is None or not 0 < field.data <= MOST_POINTS:
            raise ValidationError(_("Give more than 0 and at most %(most)s points.", most=MOST_POINTS))

    def draft(self) -> SetDraft:
        """What was entered, as the service takes it."""
        return SetDraft(self.name.data, self.year.data, self.decision.data, self.total.data or HUNDRED)


class ChangedHeadForm(HeadForm):
    """The same of a draft, as it was read."""

    revision = RevisionField()


class ImportForm(HeadForm):
    """The table besides."""

    file = FileField(_l("Table (Excel or CSV file)"), validators=[FileRequired(_l("Choose a file."))])


class MappingForm(Form):
    """What is read from which column; the columns themselves are added below."""

    sheet = SelectField(_l("Sheet"))
    default_agency = SelectField(_l("Lead agency where the sheet names none"))
    remember = BooleanField(_l("Remember for files with the same heading"))

    def fill(self, preview: Preview, agencies: list[tuple[str, str]]) -> None:
        """Give every list its choices."""
        self.sheet.choices = [(name, name or _("the only one")) for name in preview.sheets]
        self.default_agency.choices = [("", _("– nobody –")), *agencies]
        texts = dict(enumerate(preview.reading.heading.texts))
        columns = [(str(at), f"{letter(at)} · {texts.get(at, '')[:LONGEST_HEADING]}") for at in range(preview.width)]
        for meaning in MEANINGS:
            self[meaning].choices = [("", _("– no column –")), *columns]

    def choice(self) -> Choice:
        """What was chosen, as the service takes it."""
        columns = {meaning: int(self[meaning].data) if self[meaning].data else None for meaning in MEANINGS}
        return Choice(self.sheet.data, columns, self.default_agency.data)


for _meaning in MEANINGS:
    setattr(MappingForm, _meaning, SelectField(LABELS[_meaning]))
