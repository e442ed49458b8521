"""When somebody is reminded of a date: three days before, the day before, and every week once it has passed."""

from datetime import date, timedelta

EARLY = 3  # days before
LATE = 1
WEEK = 7  # days between two reminders of what is overdue


def horizon(today: date) -> date:
    """The last date that anybody is reminded of today."""
    return today + timedelta(days=EARLY)


def step(on: date, today: date) -> str:
    """Which reminder it is time for, empty while there is time; one that was missed is made up for by the next."""
    left = (on - today).days
    if left > EARLY:
        return ""
    if left > LATE:
        return f"{EARLY} days"
    if left >= 0:
        return f"{LATE} day"
    return f"overdue {(-left - 1) // WEEK + 1}"


def overdue(on: date, today: date) -> bool:
    """Has the date passed?"""
    return on < today
