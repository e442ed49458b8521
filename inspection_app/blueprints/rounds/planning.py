"""What the pages of planning load: rounds that may still be changed, and what belongs to them."""

from uuid import UUID

from flask_login import current_user

from inspection_app import policies
from inspection_app.models import Inspection, Round, Team
from inspection_app.services import rounds
from inspection_app.web import load, require


def round_to_plan(round_id: UUID) -> Round:
    """The round the address names; 404 for strangers, and a sentence once it is closed."""
    return _open(load(Round, round_id, see=policies.see_round))


def team_to_plan(team_id: UUID) -> Team:
    """The team the address names, of a round that may still be changed."""
    team = load(Team, team_id, see=lambda user, each: policies.see_round(user, each.round))
    _open(team.round)
    return team


def inspection_to_plan(inspection_id: UUID) -> Inspection:
    """The inspection the address names; a sentence once its results stand."""
    inspection = load(Inspection, inspection_id, see=lambda user, each: policies.see_round(user, each.round))
    _open(inspection.round)
    rounds.check_plannable(inspection)
    return inspection


def _open(round_: Round) -> Round:
    rounds.check_open(round_)
    require(policies.plan_round(current_user, round_))
    return round_
