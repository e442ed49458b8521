"""What an agency does first: read the notice of a visit, before the case is opened to it."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from inspection_app.models import Paper
from inspection_app.rules.numerals import days_text
from inspection_app.rules.terms import Due
from inspection_app.web import Step

from .words import due


def announced(notice: Paper) -> Step:
    """The days of the visit, the last day of the self-assessment, and the notice itself."""
    inspection: Any = notice.inspection  # a notice always has one
    days = days_text(inspection.visit_from, inspection.visit_to)
    said = [_("The team visits your agency: %(days)s.", days=days), *due(inspection, Due.SELF_ASSESSMENT)]
    href = url_for("papers.show", paper_id=notice.id)
    return Step(_("Your agency will be inspected"), " ".join(said), href, _("Read the notice"))
