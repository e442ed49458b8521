"""The consolidated report."""

from inspection_app.models import Report, User
from inspection_app.rules.terms import ReportState

from .roles import coordinate, lead_province


def see_report(user: User, report: Report) -> bool:
    """The coordinator always; a leader what has been put before him or her."""
    shown = {ReportState.SUBMITTED, ReportState.APPROVED, ReportState.ISSUED, ReportState.SUPERSEDED}
    return coordinate(user) or (lead_province(user) and report.state in shown)


def write_report(user: User, report: Report) -> bool:
    """Edit texts and draft again, until it is submitted."""
    return coordinate(user) and report.state in {ReportState.DRAFT, ReportState.RETURNED}


def decide_report(user: User, report: Report) -> bool:
    """Approve or return what was submitted."""
    return lead_province(user) and report.state is ReportState.SUBMITTED


def issue_report(user: User, report: Report) -> bool:
    """Number and date what was approved."""
    return coordinate(user) and report.state is ReportState.APPROVED
