"""The last days of one case that run now, and how long they still do."""

from dataclasses import dataclass
from datetime import date

from flask_login import current_user

from inspection_app import policies
from inspection_app.i18n import say
from inspection_app.models import Inspection
from inspection_app.models.base import now
from inspection_app.queries import workdays
from inspection_app.rules import deadlines
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import Due


@dataclass(frozen=True)
class DueDate:
    """A last day as it is shown."""

    due: Due
    day: date
    left: str
    is_over: bool
    reason: str  # where it was set by hand


def running(inspection: Inspection) -> list[DueDate]:
    """The last days that still mean something to this person; the result notice is the team's own."""
    calendar, today = workdays.calendar(), local_day(now())
    team = policies.see_team_part(current_user, inspection)
    found = []
    for due in Due:
        day = getattr(inspection, due)
        if day and inspection.stage in deadlines.RUNNING[due] and (team or due is not Due.RESULT):
            left = say(deadlines.left(day, today, calendar))
            found.append(DueDate(due, day, left, day < today, inspection.due_reasons.get(due, "")))
    return found
