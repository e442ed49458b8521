"""Forms about versions of a set: confirming one, and copying it as the next."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange

from inspection_app.forms import Form, line, required
from inspection_app.services.criteria_sets import SetDraft


class ConfirmForm(Form):
    """The document the set was checked against."""

    document = line(_l("Checked against"), description=_l("Number, date and subject of the official document."))


class CopyForm(Form):
    """What the next version is called."""

    name = line(_l("Name of the criteria set"))
    year = IntegerField(
        _l("Year of the index"),
        validators=[required, NumberRange(2000, 2100, _l("The year must lie between 2000 and 2100."))],
    )
    decision = line(_l("Decision it stems from"))

    def draft(self) -> SetDraft:
        """What was entered, as the service takes it."""
        return SetDraft(self.name.data, self.year.data, self.decision.data)
