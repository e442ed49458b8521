"""Rounds, and the scenarios of their forecast."""

from inspection_app.models import Round, Scenario, Team, User
from inspection_app.rules import workflow
from inspection_app.rules.terms import RoundState

from .roles import coordinate, lead_province


def see_round(user: User, round_: Round) -> bool:
    """A coordinator always; a leader once it is approved."""
    return coordinate(user) or (lead_province(user) and round_.state is not RoundState.DRAFT)


def plan_round(user: User, round_: Round) -> bool:
    """Change a round, its teams and visits, until it is closed."""
    return coordinate(user) and workflow.round_open(round_.state)


def replace_member(user: User, team: Team) -> bool:
    """Put somebody in another's place in a team."""
    return plan_round(user, team.round)


def see_scenario(user: User, scenario: Scenario) -> bool:
    """Whoever sees the round's forecast."""
    return see_round(user, scenario.round)


def change_scenario(user: User, scenario: Scenario) -> bool:
    """Its author, until it is adopted: change it or delete it."""
    return adopt_scenario(user, scenario) and scenario.author_id == user.id


def adopt_scenario(user: User, scenario: Scenario) -> bool:
    """Make recommendations of it: the coordinator, once."""
    return plan_round(user, scenario.round) and scenario.adopted_at is None
