"""Forms of the consolidated report."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from inspection_app.forms import Form, RevisionField, day, line, text


class SectionForm(Form):
    """The text by hand under one heading."""

    revision = RevisionField()
    text = text(_l("Text"))  # the page puts the section's title in place of this label


class FrameForm(Form):
    """Who signs, and who receives it."""

    signatory_on_behalf = line(_l("On behalf of"), must=False)
    signatory_post = line(_l("Post of the signatory"), must=False)
    signatory_name = line(_l("Name of the signatory"), must=False)
    recipients = text(_l("Recipients"), most=4000)


class ApproveForm(Form):
    """Agreement with the draft that was read."""

    read = HiddenField()


class ReturnForm(Form):
    """What has to be changed first."""

    reason = text(_l("What has to be changed"), most=4000, must=True)


class IssueForm(Form):
    """The date on the paper."""

    dated = day(_l("Date of the report"))
