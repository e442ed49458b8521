"""Forms of papers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField
from wtforms.validators import Optional, Regexp

from inspection_app.forms import Form, RevisionField, day, line
from inspection_app.forms import text as text_area
from inspection_app.i18n import say
from inspection_app.models import Paper
from inspection_app.rules.papers import KINDS
from inspection_app.services.papers import editable


class PaperForm(Form):
    """Texts and frame of a draft; only those its kind has."""

    revision = RevisionField()
    subject = line(_l("Subject"), most=600)
    addressees = text_area(_l("Addressees"), most=2000)
    authority = line(_l("Who decides"), must=False)
    bases = text_area(_l("Legal bases"), most=8000)
    opening = text_area(_l("Opening sentence"), most=8000)
    place_text = line(_l("Place of the visit"), must=False)
    attendance = text_area(_l("Who attends"), most=8000)
    details = text_area(_l("Details"), most=8000)
    closing = text_area(_l("Closing sentence"), most=4000, must=True)
    superior_body = line(_l("Superior body"), must=False)
    issuing_body = line(_l("Issuing body"))
    body_symbol = line(_l("Symbol of the body"), most=20)
    place = line(_l("Place in the head"), most=60)
    signatory_on_behalf = line(_l("On behalf of"), must=False)
    signatory_post = line(_l("Post of the signatory"), must=False)
    signatory_name = line(_l("Name of the signatory"), must=False)
    recipients = text_area(_l("Recipients"), most=4000)

    def __init__(self, paper: Paper, **told: Any) -> None:
        super().__init__(**told)
        for name in set(self.data) - {*editable(paper), "revision", "csrf_token"}:
            del self[name]
        for name, title in KINDS[paper.kind].texts.items():
            self[name].label.text = say(title)
        symbol = Regexp(r"[^\s/]+\Z", message=_l("Letters without spaces or strokes, for instance BCĐ."))
        self.body_symbol.validators = [*self.body_symbol.validators, symbol]

    def texts(self) -> dict[str, str]:
        """What was entered, as the service takes it."""
        return {name: text or "" for name, text in self.data.items() if name not in {"revision", "csrf_token"}}


class IssueForm(Form):
    """Date and number; `read` is the hash of what was read."""

    read = HiddenField()
    dated = day(_l("Date of the paper"))
    number = IntegerField(_l("Number of the paper"), validators=[Optional()])


class ScanForm(Form):
    """What was signed."""

    file = FileField(_l("PDF or picture"), validators=[FileRequired(_l("Choose a file."))])
