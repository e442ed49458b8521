"""Forms of the self-assessment page."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from inspection_app.forms import Form, text


class ApproveForm(Form):
    """The head stands for the content as it was shown."""

    seen = HiddenField()


class ReturnForm(Form):
    """What the head wants changed."""

    reason = text(_l("Reason of the return"), most=2000, must=True)


class ReopenForm(Form):
    """Why the agency may change it again."""

    reason = text(_l("Reason of reopening"), most=2000, must=True)


class SheetForm(Form):
    """A filled sheet."""

    file = FileField(_l("Filled self-assessment sheet (.xlsx)"), validators=[FileRequired(_l("Choose a file."))])


class PlainForm(Form):
    """A step that needs no words; refusals stand above its button."""
