"""The office's calendar: Vietnam's public holidays, as the office's own days correct them."""

from collections.abc import Sequence
from datetime import date

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


def corrections(year: int) -> Sequence[CalendarDay]:
    """The office's own days of a year, in order."""
    days = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    return db.session.scalars(select(CalendarDay).where(days).order_by(CalendarDay.day)).all()


def correction_on(day: date) -> CalendarDay | None:
    """What the office says of this day."""
    return db.session.scalar(select(CalendarDay).where(CalendarDay.day == day))


def names() -> dict[date, str]:
    """What the office calls its own days."""
    return {row[0]: row[1] for row in db.session.execute(select(CalendarDay.day, CalendarDay.name))}
