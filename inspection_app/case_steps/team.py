"""What somebody of the team does next: wait, review, score, write minutes, judge, conclude, notify."""

from collections.abc import Callable, Mapping

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import dashboard as find
from inspection_app.queries import explanations, papers, self_assessments
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import PaperKind, PaperState, Stage
from inspection_app.web import Step

from . import minutes, requests
from .words import moving, waiting


def step(inspection: Inspection, user: User) -> Step:
    """The next thing for this person, by stage."""
    return requests.to_look_at(inspection) or STEPS[inspection.stage](inspection, user)


def _moves(inspection: Inspection, user: User) -> bool:
    return workflow.round_running(inspection.round.state) and policies.move_stage(user, inspection)


def _planned(inspection: Inspection, user: User) -> Step:
    if inspection.team and inspection.visit_from and _moves(inspection, user):
        return moving(inspection, Stage.SELF_ASSESSMENT, _("Let the agency score itself"))
    return waiting(inspection)


def _self_assessment(inspection: Inspection, user: User) -> Step:
    visited = inspection.visit_from is not None and inspection.visit_from <= local_day(now())
    if visited and _moves(inspection, user):
        return moving(inspection, Stage.FIELDWORK, _("Begin the visit at %(name)s", name=inspection.agency.name))
    href = url_for("self_assessments.show", inspection_id=inspection.id)
    if self_assessments.open_to_team(inspection):
        text = _("The agency has handed in its self-assessment. Hold its files against the scale before the visit.")
        return Step(inspection.agency.name, text, href, _("Read it"))
    return Step(inspection.agency.name, _("The agency is scoring itself."), href, _("See how far it is"))


def _fieldwork(inspection: Inspection, user: User) -> Step:
    if step := _to_assess(inspection, user) or minutes.step(inspection, user):
        return step
    if _moves(inspection, user):
        text = _("All items are assessed. The agency is shown scores and findings, and may explain.")
        return moving(inspection, Stage.EXPLANATION, inspection.agency.name, text)
    return waiting(inspection, _("All items are assessed."))


def _explanation(inspection: Inspection, user: User) -> Step:
    if step := _to_assess(inspection, user):
        return step
    if unjudged := len(explanations.unjudged_of(inspection)):
        text = _("%(count)s explanations wait for the team's verdict.", count=unjudged)
        href = url_for("inspections.explanations_of", inspection_id=inspection.id)
        return _go_on(inspection, text, href)
    last = inspection.explanation_due_on
    asked = any(each.unanswered for each in explanations.answers(inspection, drafts=False))
    if _moves(inspection, user) and (not asked or (last is not None and last < local_day(now()))):
        text = _("No explanation waits for a verdict. The results can be concluded.")
        return moving(inspection, Stage.CONCLUDED, inspection.agency.name, text)
    return waiting(inspection, _("The agency may explain itself."))


def _concluded(inspection: Inspection, user: User) -> Step:
    versions = papers.versions(PaperKind.RESULT_NOTICE, inspection)
    may = policies.prepare_paper(user, PaperKind.RESULT_NOTICE, inspection)
    if may and not any(each.state is PaperState.ISSUED for each in versions):
        text = _("The agency is told its result by the notice.")
        href = url_for("papers.of_inspection", inspection_id=inspection.id)
        title = _("Result notice: %(name)s", name=inspection.agency.name)
        return Step(title, text, href, _("Go on with it") if versions else _("Prepare it"))
    return waiting(inspection)


def _closed(inspection: Inspection, _user: User) -> Step:
    return waiting(inspection)


def _to_assess(inspection: Inspection, user: User) -> Step | None:
    """Items nobody has judged yet, one's own first."""
    left = find.left_to_assess(inspection, user)
    if not left.all:
        return None
    if left.mine:
        text = _("%(left)s items are not yet assessed, %(mine)s of them given to you.", left=left.all, mine=left.mine)
    else:
        text = _("%(left)s items are not yet assessed.", left=left.all)
    only = "mine" if left.mine else "open"
    return _go_on(inspection, text, url_for("inspections.show", inspection_id=inspection.id, only=only))


def _go_on(inspection: Inspection, text: str, href: str) -> Step:
    return Step(inspection.agency.name, text, href, _("Go on with this inspection"))


STEPS: Mapping[Stage, Callable[[Inspection, User], Step]] = {
    Stage.PLANNED: _planned,
    Stage.SELF_ASSESSMENT: _self_assessment,
    Stage.FIELDWORK: _fieldwork,
    Stage.EXPLANATION: _explanation,
    Stage.CONCLUDED: _concluded,
    Stage.CLOSED: _closed,
}
