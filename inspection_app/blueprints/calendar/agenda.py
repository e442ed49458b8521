"""Whose cases stand in a calendar, and what of them its reader may know."""

from collections.abc import Iterable, Sequence

from flask import abort
from flask_login import current_user

from inspection_app import policies
from inspection_app.models import Inspection, Round, User
from inspection_app.queries import inspections, workdays
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.case_calendar import case_of
from inspection_app.rules.case_calendar import Case


def of_person(user: User) -> list[Case]:
    """The cases of this person's teams, and those of the agency he or she answers for."""
    mine = list(inspections.of_inspector(user)) if policies.inspect(user) else []
    if user.agency_id is not None and policies.answer_for_agency(user):
        mine += inspections.of_agency(user.agency_id)
    return _cases(mine, user)


def of_round(round_: Round) -> list[Case]:
    """The whole round for whoever follows it, else this person's own cases in it; 404 where there is none."""
    found: Sequence[Inspection] = find_rounds.inspections_of(round_)
    if policies.see_round(current_user, round_):
        return _cases(found, current_user, whole=True)
    mine = [each for each in found if policies.see_inspection(current_user, each)]
    if not mine:
        abort(404)
    return _cases(mine, current_user)


def _cases(found: Iterable[Inspection], reader: User, *, whole: bool = False) -> list[Case]:
    office = workdays.calendar()
    return [
        case_of(
            each,
            office,
            team_side=whole or policies.see_team_part(reader, each),
            opens=policies.see_inspection(reader, each),
        )
        for each in found
    ]
