"""Calendars of visits and deadlines: of a round, and a person's own over all rounds."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.models.base import now
from inspection_app.queries import workdays
from inspection_app.rules import case_calendar
from inspection_app.rules.case_calendar import Case
from inspection_app.rules.clock import local_day
from inspection_app.web import load, render

from . import agenda

bp = Blueprint("calendar", __name__)
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
Choices = list[tuple[str, str]]


@bp.get("/calendar/")
@allow(policies.signed_in)
def mine() -> Response:
    """My visits and deadlines over all rounds."""
    return _page(agenda.of_person(current_user), None)


@bp.get("/rounds/<uuid:round_id>/calendar")
@allow(policies.signed_in)
def of_round(round_id: UUID) -> Response:
    """The visits and deadlines of a round, as far as they are this person's business."""
    round_ = load(Round, round_id, see=lambda _user, _round: True)  # whose cases it shows is asked below
    return _page(agenda.of_round(round_), round_)


def _page(cases: Sequence[Case], round_: Round | None) -> Response:
    shown, chosen = _narrowed(cases)
    entries, office = case_calendar.entries_of(shown), workdays.calendar()
    first = _month() or case_calendar.nearest_month(entries, local_day(now()))
    weeks = case_calendar.month(first.year, first.month, entries, office, workdays.names())
    return render(
        "calendar/month.html",
        round=round_,
        first=first,
        before=_months_on(first, -1),
        after=_months_on(first, 1),
        weeks=weeks,
        empty=not any(day.inside and day.entries for week in weeks for day in week),
        odd=case_calendar.odd(shown, office),
        chosen=chosen,
        choices=_choices(cases),
    )


def _narrowed(cases: Sequence[Case]) -> tuple[list[Case], dict[str, str]]:
    """The cases of the chosen team and person; what names nobody here narrows nothing."""
    choices = _choices(cases)
    chosen = {name: request.args.get(name, "") for name in choices}
    known = {name: value for name, value in chosen.items() if value in dict(choices[name])}
    team, person = known.get("team"), known.get("person")
    shown = [
        each
        for each in cases
        if team in (None, str(each.team_id)) and (person is None or person in map(str, each.people))
    ]
    return shown, known


def _choices(cases: Sequence[Case]) -> dict[str, Choices]:
    """Teams and people that occur, to choose from."""
    teams = {str(each.team_id): each.team for each in cases if each.team_id}
    people = {str(user_id): name for each in cases for user_id, name in each.people.items()}
    return {"team": list(teams.items()), "person": list(people.items())}


def _month() -> date | None:
    found = MONTH.fullmatch(request.args.get("month", ""))
    return date(int(found[1]), int(found[2]), 1) if found else None


def _months_on(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
