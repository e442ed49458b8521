"""The forms of importing published results: choosing a file, then saving what was read."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField

from inspection_app.forms import Form


class FileForm(Form):
    """The table."""

    file = FileField(_l("Table of results (CSV or XLSX file)"), validators=[FileRequired(_l("Choose a file."))])


class SaveForm(Form):
    """The table as it was read, carried along as text and read again; and leave to replace."""

    table = HiddenField()
    replace = BooleanField(_l("Replace the figures that stand there now"))
