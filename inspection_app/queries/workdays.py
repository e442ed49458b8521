"""The office's calendar: Vietnam's public holidays, as the office's own days correct them."""

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import CalendarDay
from inspection_app.rules.workdays import WorkCalendar


def calendar() -> WorkCalendar:
    """What counts as a working day in this office."""
    rows = db.session.execute(select(CalendarDay.day, CalendarDay.worked)).all()
    return WorkCalendar(
        off=frozenset(day for day, worked in rows if not worked),
        worked=frozenset(day for day, worked in rows if worked),
    )
