"""Taking a round to its next state."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import Inspection, Round
from inspection_app.queries import reports
from inspection_app.queries import rounds as find
from inspection_app.rules import workflow
from inspection_app.rules.labels import label
from inspection_app.rules.terms import ReportState, RoundState
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .planning import round_to_plan
from .views import bp


@bp.get("/rounds/<uuid:round_id>/state/<state>")
@allow(policies.coordinate)
def confirm_move(round_id: UUID, state: str) -> Response:
    """Say what the step means, and what is still open, before it is taken."""
    round_, wanted = round_to_plan(round_id), _state(state)
    if not workflow.may_move(round_.state, wanted):
        abort(404)
    return render("rounds/state.html", round=round_, state=wanted, still_open=_still_open(round_, wanted))


@bp.post("/rounds/<uuid:round_id>/state")
@allow(policies.coordinate)
def move(round_id: UUID) -> Response:
    """Take the step."""
    round_, wanted = round_to_plan(round_id), _state(request.form.get("state", ""))
    with transaction():
        rounds.move(round_, wanted, by=current_user)
    flash(_("The round is now: %(state)s.", state=say(label(wanted))), "success")
    return see_other("rounds.show", round_id=round_.id)


def _state(text: str) -> RoundState:
    try:
        return RoundState(text)
    except ValueError:
        abort(404)


def _still_open(round_: Round, wanted: RoundState) -> list[str]:
    """What a careful coordinator would do before this step."""
    found = find.inspections_of(round_)
    sentences = [] if found else [_("No agency has been added yet.")]
    unplanned = [each for each in found if each.team is None]
    if unplanned:
        sentences.append(_("Without a team yet: %(names)s.", names=_names(unplanned)))
    unsettled = [each for each in found if not workflow.settled(each.stage)]
    if wanted in {RoundState.REPORTING, RoundState.CLOSED} and unsettled:
        sentences.append(_("Not concluded yet: %(names)s.", names=_names(unsettled)))
    issued = any(each.state is ReportState.ISSUED for each in reports.of_round(round_))
    if wanted is RoundState.CLOSED and not issued:
        sentences.append(_("No report has been issued."))
    return sentences


def _names(inspections: Sequence[Inspection]) -> str:
    return ", ".join(each.agency.name for each in inspections)
