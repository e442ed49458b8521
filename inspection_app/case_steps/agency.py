"""What the inspected agency does next: score itself, acknowledge the minutes, explain, read the result."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.queries import explanations, meetings, papers
from inspection_app.rules import workflow
from inspection_app.rules.terms import Capacity, PaperKind, PaperState, Stage
from inspection_app.web import Step

from . import self_assessment
from .words import waiting


def step(inspection: Inspection, user: User) -> Step:
    """The next thing for its officers and its head."""
    if policies.self_assess(user, inspection):
        return self_assessment.of(inspection, user)
    if policies.acknowledge_minutes(user, inspection) and (asked := _acknowledge(inspection)):
        return asked
    if inspection.stage is Stage.EXPLANATION and (asked := _explain(inspection)):
        return asked
    if workflow.settled(inspection.stage) and (told := _result(inspection)):
        return told
    return waiting(inspection)


def _acknowledge(inspection: Inspection) -> Step | None:
    """The minutes were fixed and the agency has not said its word."""
    meeting = meetings.of_inspection(inspection)
    standing = meetings.standing(meeting) if meeting else None
    if standing is None or standing.sha256 is None or Capacity.REPRESENTATIVE not in standing.missing:
        return None
    text = _("The team fixed the minutes of the visit. Read them, then agree or object.")
    href = url_for("minutes.show", inspection_id=inspection.id)
    return Step(_("Minutes of the visit"), text, href, _("Read and answer"))


def _explain(inspection: Inspection) -> Step | None:
    """What the agency has not answered, or has answered and not sent."""
    waits = sum(each.unanswered for each in explanations.answers(inspection, drafts=True))
    drafts = len(explanations.drafts_of(inspection))
    said = [_("%(count)s items wait for your explanation.", count=waits)] if waits else []
    said += [_("%(count)s drafts are not sent. The team does not see them.", count=drafts)] if drafts else []
    if not said:
        return None
    href = url_for("inspections.explanations_of", inspection_id=inspection.id)
    return Step(_("Your agency may explain itself"), " ".join(said), href, _("Read and explain"))


def _result(inspection: Inspection) -> Step | None:
    """The result notice, once it is issued."""
    issued = [each for each in papers.versions(PaperKind.RESULT_NOTICE, inspection) if each.state is PaperState.ISSUED]
    if not issued:
        return None
    text = _("The result of the inspection was issued to your agency.")
    href = url_for("papers.of_inspection", inspection_id=inspection.id)
    return Step(_("Result notice"), text, href, _("Read the result notice"))
