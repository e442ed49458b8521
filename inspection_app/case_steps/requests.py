"""Requests for further evidence: the agency answers, the team looks at the answer."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app.models import Inspection
from inspection_app.models.base import now
from inspection_app.queries import evidence_requests as find
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.evidence_requests import WAITING, overdue
from inspection_app.rules.numerals import date_text
from inspection_app.rules.terms import RequestState
from inspection_app.web import Step


def to_answer(inspection: Inspection) -> Step | None:
    """What the team asked this agency for and waits for."""
    waiting = find.of_inspection(inspection, WAITING) if _open(inspection) else []
    if not waiting:
        return None
    first = date_text(waiting[0].due_on)
    text = _("%(count)s requests wait for your answer, the first until %(day)s.", count=len(waiting), day=first)
    if late := sum(overdue(each.state, each.due_on, local_day(now())) for each in waiting):
        text += " " + _("%(count)s of them are overdue.", count=late)
    return Step(_("The team asks for further evidence"), text, _href(inspection), _("Read and answer"))


def to_look_at(inspection: Inspection) -> Step | None:
    """What this agency answered and nobody has looked at."""
    answered = find.of_inspection(inspection, {RequestState.ANSWERED}) if _open(inspection) else []
    if not answered:
        return None
    text = _("%(count)s requests for evidence were answered.", count=len(answered))
    return Step(inspection.agency.name, text, _href(inspection), _("Look at the answers"))


def _open(inspection: Inspection) -> bool:
    return workflow.requests_open(inspection.stage) and workflow.round_open(inspection.round.state)


def _href(inspection: Inspection) -> str:
    return url_for("inspections.show", inspection_id=inspection.id) + "#open-requests"
