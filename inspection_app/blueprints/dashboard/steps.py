"""The next steps of a person, by role; the first is the one to take now."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import case_steps, policies
from inspection_app.models import Report, Round, User
from inspection_app.queries import inspections, papers, reports, rounds
from inspection_app.rules import workflow
from inspection_app.rules.terms import ReportState, RoundState, Stage
from inspection_app.web import Step

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
    steps = []
    if policies.lead_province(user):
        steps += _leader(user)
    if policies.inspect(user):
        mine = sorted(inspections.of_inspector(user), key=lambda each: URGENCY.index(each.stage))
        steps += [case_steps.of_home(each, user) for each in mine]
    if user.agency_id is not None and policies.answer_for_agency(user):
        steps += [case_steps.of_home(each, user) for each in inspections.of_agency(user.agency_id)]
        steps += [case_steps.announced(each) for each in papers.announced_to(user.agency_id)]
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
