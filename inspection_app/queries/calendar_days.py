"""The office's own calendar, as the rules of working days take it."""

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import CalendarDay
from inspection_app.rules.workdays import WorkCalendar


def work_calendar() -> WorkCalendar:
    """Public holidays as corrected by the office."""
    days = db.session.scalars(select(CalendarDay)).all()
    off, worked = (frozenset(each.day for each in days if each.worked is kind) for kind in (False, True))
    return WorkCalendar(off, worked)
