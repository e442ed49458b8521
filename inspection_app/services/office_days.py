"""The office's own days: off in lieu, or worked in exchange. Dates already worked out stay as they were told."""

from datetime import date

from inspection_app.extensions import db
from inspection_app.models import CalendarDay, User
from inspection_app.queries import workdays as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import date_text
from inspection_app.rules.workdays import WorkCalendar

from . import activity


def correct(day: date, name: str, *, worked: bool, by: User) -> CalendarDay:
    """Say of a day that the office is open or closed; DomainError where it is so anyway."""
    if WorkCalendar().is_workday(day) is worked:
        told = date_text(day)
        is_open, is_closed = (
            Message("%(day)s is a working day anyway.", day=told),
            Message("%(day)s is a day off anyway.", day=told),
        )
        raise DomainError(is_open if worked else is_closed, field="day")
    row = find.correction_on(day) or CalendarDay(day=day)
    row.worked, row.name = worked, name
    activity.note("calendar.corrected", row, by=by)
    return row


def forget(row: CalendarDay, *, by: User) -> None:
    """Take the correction back: the public calendar holds again."""
    activity.note("calendar.restored", row, by=by, extra={"day": row.day, "name": row.name})
    db.session.delete(row)
