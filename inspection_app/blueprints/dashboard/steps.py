"""The next steps of a person, by role; the first is the one to take now."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.i18n import say
from inspection_app.models import Inspection, Report, Round, User
from inspection_app.models.base import now
from inspection_app.queries import dashboard as find
from inspection_app.queries import evidence_requests, explanations, inspections, reports, rounds, workdays
from inspection_app.rules import deadlines, workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.evidence_requests import WAITING, overdue
from inspection_app.rules.labels import label
from inspection_app.rules.numerals import date_text, days_text
from inspection_app.rules.terms import Due, ReportState, RequestState, RoundState, Stage
from inspection_app.rules.workdays import WorkCalendar
from inspection_app.web import Step

from . import self_steps

URGENCY = (
    Stage.FIELDWORK,
    Stage.EXPLANATION,
    Stage.SELF_ASSESSMENT,
    Stage.PLANNED,
    Stage.CONCLUDED,
    Stage.CLOSED,
)


def of(user: User) -> list[Step]:
    """Every role's steps, in the order of urgency."""
    steps, office = [], workdays.calendar()
    if policies.lead_province(user):
        steps += _leader(user)
    if policies.inspect(user):
        mine = sorted(inspections.of_inspector(user), key=lambda each: URGENCY.index(each.stage))
        steps += [*filter(None, map(_answered, mine)), *(_inspector(each, user, office) for each in mine)]
    if user.agency_id is not None and policies.answer_for_agency(user):
        own = inspections.of_agency(user.agency_id)
        steps += [*filter(None, map(_requested, own)), *(_officer(each, user, office) for each in own)]
    if policies.coordinate(user):
        steps += _coordinator()
    if policies.administer(user):
        text = _("Open accounts, change roles, end sessions.")
        steps.append(Step(_("People"), text, url_for("admin.people"), _("Look after people")))
    return steps


def _leader(user: User) -> list[Step]:
    followed = [] if policies.coordinate(user) else _open_rounds(drafts=False)
    return (
        [_decide(report) for report in reports.in_states([ReportState.SUBMITTED])]
        + [
            Step(
                _("Report %(number)s was issued", number=report.number),
                report.round.title,
                url_for("reports.show", report_id=report.id),
                _("Read the report"),
            )
            for report in reports.in_states([ReportState.ISSUED])
        ]
        + [_round_step(each) for each in followed]
    )


def _decide(report: Report) -> Step:
    number, version = report.round.number, report.version
    return Step(
        _("A report waits for your decision"),
        _("Consolidated report of round %(number)s, version %(version)s", number=number, version=version),
        url_for("reports.show", report_id=report.id),
        _("Read and decide"),
    )


def _inspector(inspection: Inspection, user: User, office: WorkCalendar) -> Step:
    name = inspection.agency.name
    href = url_for("inspections.show", inspection_id=inspection.id)
    if not workflow.findings_open(inspection.stage):
        text = " ".join([_stage_and_visit(inspection), *_due(inspection, office, Due.SELF_ASSESSMENT, Due.RESULT)])
        return Step(name, text, href, _("Look at it"))
    left = find.left_to_assess(inspection, user)
    unjudged = find.explanations_unjudged(inspection)
    if left.mine:
        text = _("%(left)s items are not yet assessed, %(mine)s of them given to you.", left=left.all, mine=left.mine)
        href = url_for("inspections.show", inspection_id=inspection.id, only="mine")
    elif left.all:
        text = _("%(left)s items are not yet assessed.", left=left.all)
        href = url_for("inspections.show", inspection_id=inspection.id, only="open")
    elif unjudged:
        text = _("%(count)s explanations wait for the team's verdict.", count=unjudged)
        href = url_for("inspections.explanations_of", inspection_id=inspection.id)
    else:
        text = _("All items are assessed.")
    said = [_stage_and_visit(inspection), text, *_due(inspection, office, Due.EXPLANATION, Due.RESULT)]
    return Step(name, " ".join(said), href, _("Go on with this inspection"))


def _officer(inspection: Inspection, user: User, office: WorkCalendar) -> Step:
    if policies.self_assess(user, inspection):
        return self_steps.of(inspection, user)
    if inspection.stage is Stage.EXPLANATION and (step := _explain(inspection, office)):
        return step
    href = url_for("inspections.show", inspection_id=inspection.id)
    text = " ".join([_stage_and_visit(inspection), *_due(inspection, office, Due.SELF_ASSESSMENT)])
    return Step(inspection.round.title, text, href, _("Look at it"))


def _explain(inspection: Inspection, office: WorkCalendar) -> Step | None:
    """What the agency has not answered, or has answered and not sent."""
    waiting = sum(each.unanswered for each in explanations.answers(inspection, drafts=True))
    drafts = len(explanations.drafts_of(inspection))
    said = [_("%(count)s items wait for your explanation.", count=waiting)] if waiting else []
    said += [_("%(count)s drafts are not sent. The team does not see them.", count=drafts)] if drafts else []
    if not said:
        return None
    text = " ".join(said + _due(inspection, office, Due.EXPLANATION))
    href = url_for("inspections.explanations_of", inspection_id=inspection.id)
    return Step(_("Your agency may explain itself"), text, href, _("Read and explain"))


def _due(inspection: Inspection, office: WorkCalendar, *dues: Due) -> list[str]:
    """The last days among these that run now, with the time left."""
    today = local_day(now())
    days = [(due, getattr(inspection, due)) for due in dues if inspection.stage in deadlines.RUNNING[due]]
    return [
        _(
            "%(what)s: %(day)s (%(left)s).",
            what=say(label(due)),
            day=date_text(day),
            left=say(deadlines.left(day, today, office)),
        )
        for due, day in days
        if day
    ]


def _requested(inspection: Inspection) -> Step | None:
    """What the team asked this agency for and waits for."""
    waiting = evidence_requests.of_inspection(inspection, WAITING) if _requests_open(inspection) else []
    if not waiting:
        return None
    first = date_text(waiting[0].due_on)
    text = _("%(count)s requests wait for your answer, the first until %(day)s.", count=len(waiting), day=first)
    if late := sum(overdue(each.state, each.due_on, local_day(now())) for each in waiting):
        text += " " + _("%(count)s of them are overdue.", count=late)
    href = url_for("inspections.show", inspection_id=inspection.id) + "#open-requests"
    return Step(_("The team asks for further evidence"), text, href, _("Read and answer"))


def _answered(inspection: Inspection) -> Step | None:
    """What this agency answered and nobody has looked at."""
    answered = (
        evidence_requests.of_inspection(inspection, {RequestState.ANSWERED}) if _requests_open(inspection) else []
    )
    if not answered:
        return None
    text = _("%(count)s requests for evidence were answered.", count=len(answered))
    href = url_for("inspections.show", inspection_id=inspection.id) + "#open-requests"
    return Step(inspection.agency.name, text, href, _("Look at the answers"))


def _requests_open(inspection: Inspection) -> bool:
    return workflow.requests_open(inspection.stage) and workflow.round_open(inspection.round.state)


def _coordinator() -> list[Step]:
    steps = [_report_step(each) for each in reports.in_states([ReportState.APPROVED, ReportState.RETURNED])]
    open_rounds = _open_rounds(drafts=True)
    steps += [_round_step(each) for each in open_rounds]
    if not open_rounds:
        text = _("Give it the number, dates and bases of the plan.")
        steps.append(Step(_("Open a round"), text, url_for("rounds.new"), _("Open a round")))
    return steps


def _open_rounds(*, drafts: bool) -> list[Round]:
    return [each for each in rounds.newest_first(drafts=drafts) if each.state is not RoundState.CLOSED]


def _report_step(report: Report) -> Step:
    titles = {
        ReportState.APPROVED: _("The report is approved: issue it"),
        ReportState.RETURNED: _("The report was returned: correct it"),
    }
    text = report.return_reason or report.round.title
    return Step(titles[report.state], text, url_for("reports.show", report_id=report.id), _("Go to the report"))


def _round_step(round_: Round) -> Step:
    found = rounds.inspections_of(round_)
    unplanned = [each.agency.name for each in found if each.team is None]
    if not found:
        text = _("No agency has been added yet.")
    elif unplanned:
        text = _("Without a team yet: %(names)s.", names=", ".join(unplanned))
    else:
        done = sum(workflow.settled(each.stage) for each in found)
        text = _("%(done)s of %(all)s inspections are concluded.", done=done, all=len(found))
    return Step(
        f"{round_.number}: {round_.title}", text, url_for("rounds.show", round_id=round_.id), _("Go to the round")
    )


def _stage_and_visit(inspection: Inspection) -> str:
    stage = say(label(inspection.stage))
    days = days_text(inspection.visit_from, inspection.visit_to)
    if not days:
        return f"{stage}."
    sentence: str = _("%(stage)s, visit %(days)s.", stage=stage, days=days)
    return sentence
