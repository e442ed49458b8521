"""The one thing a coordinator should do next in a round."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from inspection_app.models import Report, Round
from inspection_app.queries import papers
from inspection_app.rules import workflow
from inspection_app.rules.terms import PaperKind, ReportState, RoundState, Stage
from inspection_app.web import Step

if TYPE_CHECKING:
    from .page import AgencyRow


def of(round_: Round, agencies: Sequence["AgencyRow"], reports: Sequence[Report]) -> Step | None:
    """The next step of planning, inspecting or reporting; None once the round is closed."""
    if round_.state is RoundState.REPORTING:
        return _report(round_, reports)
    planning = _planning(round_, agencies)
    if planning or round_.state is not RoundState.IN_PROGRESS:
        return planning
    return _inspecting(round_, agencies)


def _planning(round_: Round, agencies: Sequence["AgencyRow"]) -> Step | None:
    if not agencies:
        href = url_for("rounds.choose_agencies", round_id=round_.id)
        text = _("The agencies that answer for the criteria are offered to you.")
        return Step(_("Add the agencies"), text, href, _("Add agencies"))
    if round_.state is RoundState.DRAFT:
        text = _("As soon as the plan is signed, leaders see the round.")
        return Step(_("Approve the plan"), text, _move(round_, RoundState.APPROVED), _("Approve the plan"))
    without = [row for row in agencies if row.inspection.team is None]
    if without:
        return _team_for(round_, without[0])
    if round_.state is RoundState.APPROVED:
        text = _("Every agency has its team and its visit.")
        return Step(_("Begin the inspections"), text, _move(round_, RoundState.IN_PROGRESS), _("Begin the inspections"))
    return None


def _team_for(round_: Round, row: "AgencyRow") -> Step:
    if not round_.teams:
        text = _("A team has one lead; nobody inspects his or her own agency.")
        return Step(_("Form a team"), text, url_for("rounds.new_team", round_id=round_.id), _("Form a team"))
    href = url_for("rounds.edit_visit", inspection_id=row.inspection.id)
    text = _("Without a team yet: %(names)s.", names=row.inspection.agency.name)
    return Step(_("Plan the visits"), text, href, _("Put a team on it"))


def _inspecting(round_: Round, agencies: Sequence["AgencyRow"]) -> Step:
    running = [row for row in agencies if not workflow.settled(row.inspection.stage)]
    if not running:
        text = _("All inspections are concluded.")
        return Step(_("Write the report"), text, _move(round_, RoundState.REPORTING), _("Go on to the report"))
    if untold := _untold(round_, running):
        href, text = url_for("papers.of_round", round_id=round_.id), _("Without a notice yet: %(names)s.", names=untold)
        return Step(_("Announce the visits"), text, href, _("To the papers"))
    given = [row for row in running if row.unassigned and row.plannable]
    text = _("%(done)s of %(all)s inspections are concluded.", done=len(agencies) - len(running), all=len(agencies))
    if given:
        row = given[0]
        title = _("Give out the items of %(agency)s", agency=row.inspection.agency.name)
        href = url_for("rounds.edit_assignments", inspection_id=row.inspection.id)
        return Step(title, _("%(count)s items have no inspector yet.", count=row.unassigned), href, _("Give out items"))
    href = url_for("inspections.show", inspection_id=running[0].inspection.id)
    return Step(_("Inspections are under way"), text, href, _("Go to the next one"))


def _untold(round_: Round, running: Sequence["AgencyRow"]) -> str:
    """The agencies to be visited that have no notice of it."""
    planned = [row.inspection for row in running if row.inspection.stage is Stage.PLANNED]
    told = {paper.inspection_id for paper in papers.issued(round_, [PaperKind.NOTICE])} if planned else set()
    return ", ".join(each.agency.name for each in planned if each.id not in told)


def _report(round_: Round, reports: Sequence[Report]) -> Step:
    if not reports:
        text = _("It is assembled from what the teams entered.")
        return Step(_("Start the report"), text, "#reports", _("Go to the report"))
    latest = reports[0]
    if latest.state is ReportState.ISSUED:
        text = _("The report has been issued.")
        return Step(_("Close the round"), text, _move(round_, RoundState.CLOSED), _("Close the round"))
    text = _("Version %(version)s is open.", version=latest.version)
    return Step(_("Finish the report"), text, url_for("reports.show", report_id=latest.id), _("Go to the report"))


def _move(round_: Round, state: RoundState) -> str:
    return url_for("rounds.confirm_move", round_id=round_.id, state=state.value)
