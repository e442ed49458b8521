"""The form of importing a criteria table."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField
from wtforms.validators import NumberRange, ValidationError

from inspection_app.forms import DecimalField, Form, line, required
from inspection_app.services.criteria_sets import HUNDRED, SetDraft

MOST_POINTS = Decimal(1000)


class ImportForm(Form):
    """The table and what it is called."""

    name = line(_l("Name of the criteria set"))
    year = IntegerField(
        _l("Year of the index"),
        validators=[required, NumberRange(2000, 2100, _l("The year must lie between 2000 and 2100."))],
    )
    decision = line(_l("Decision it stems from"))
    total = DecimalField(_l("Points of the whole table"), default=HUNDRED)
    file = FileField(_l("Table (CSV file)"), validators=[FileRequired(_l("Choose a file."))])

    def validate_total(self, field: DecimalField) -> None:
        """A table of no points, or of thousands, is a slip."""
        if field.data is None or not 0 < field.data <= MOST_POINTS:
            raise ValidationError(_("Give more than 0 and at most %(most)s points.", most=MOST_POINTS))

    def draft(self) -> SetDraft:
        """What was entered, as the service takes it."""
        return SetDraft(self.name.data, self.year.data, self.decision.data, self.total.data or HUNDRED)
