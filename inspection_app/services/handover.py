"""Hand-over (bàn giao): one person's items, or place in a team, go to another.

What the giver has typed and not saved is safe: every member of a team may save at every item of it, and a save made
on an older revision is merged field by field.
"""

from collections.abc import Iterable

from inspection_app.models import Assessment, Inspection, Team, User
from inspection_app.queries.inspections import assessments_of
from inspection_app.queries.rounds import planned_visits
from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import ItemState

from . import rounds


def hand_over(inspection: Inspection, giver: User, taker: User, *, only_open: bool, by: User) -> int:
    """Give one member's items to another, or only those not assessed; returns how many. DomainError for a stranger."""
    if giver.id == taker.id:
        raise DomainError(Message("Choose somebody else to take over."), field="taker")
    items = _given_to(giver, assessments_of(inspection), only_open=only_open)
    rounds.assign(inspection, dict.fromkeys(items, taker), by=by)
    return len(items)


def replace(team: Team, leaver: User, newcomer: User, *, by: User) -> int:
    """Put somebody in another's place in the team, items of open inspections included; returns how many items.

    Raises DomainError where the newcomer is in the team already, is no inspector, or is of an inspected agency.
    """
    role = team.role_of(leaver.id)
    if role is None:
        raise DomainError(Message("%(name)s is not in this team.", name=leaver.full_name))
    if team.role_of(newcomer.id) is not None:
        raise DomainError(Message("%(name)s is in this team already.", name=newcomer.full_name), field="newcomer")
    visits = [each for each in planned_visits(team.round) if each.team_id == team.id]
    items = {each: _given_to(leaver, assessments_of(each)) for each in visits if not workflow.settled(each.stage)}
    members = {each.user: each.role for each in team.members if each.user_id != leaver.id}
    rounds.change_team(team, team.name, members | {newcomer: role}, by=by)
    for inspection, theirs in items.items():
        rounds.assign(inspection, dict.fromkeys(theirs, newcomer), by=by)
    return sum(map(len, items.values()))


def _given_to(user: User, items: Iterable[Assessment], *, only_open: bool = False) -> list[Assessment]:
    return [
        each
        for each in items
        if each.assignee_id == user.id and not (only_open and each.state is not ItemState.NOT_ASSESSED)
    ]
