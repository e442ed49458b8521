"""Requests for further evidence: whose turn it is, and whether the agency is late."""

from datetime import date

from inspection_app.rules.terms import RequestState

WAITING = frozenset({RequestState.OPEN, RequestState.REOPENED})  # for the agency
DAYS_TO_ANSWER = 3  # working days that are suggested: a habit, the team may set any day


def overdue(state: RequestState, due_on: date, today: date) -> bool:
    """Has the agency let its last day pass? On the day itself it is still in time."""
    return state in WAITING and today > due_on
