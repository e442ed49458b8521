"""The numbers of official papers: a series for each issuing body, type of paper and year (Nghị định 30/2020)."""

from dataclasses import dataclass

from sqlalchemy import extract, func, select

from inspection_app.extensions import db
from inspection_app.models import Paper, Report, Round
from inspection_app.rules.terms import ReportState

from .turns import Turn, wait_for

REPORTS = "BC"  # the consolidated report stands in a table of its own
IN_SERIES = (ReportState.ISSUED, ReportState.SUPERSEDED)


@dataclass(frozen=True)
class Series:
    """Whose numbers, of which papers, in which year."""

    body: str
    code: str  # QĐ, TB, BC …
    year: int


def last(series: Series) -> int:
    """The highest number of the series, or 0; whoever asks in a transaction gives the next one, and others wait."""
    wait_for(Turn.NUMBER)
    query = select(func.max(Paper.number)).where(
        Paper.issuing_body == series.body, Paper.type_code == series.code, Paper.year == series.year
    )
    found = [db.session.scalar(query) or 0]
    if series.code == REPORTS:
        found.append(_last_report(series))
    return max(found)


def _last_report(series: Series) -> int:
    query = select(func.max(Report.number)).join(Round, Report.round_id == Round.id)
    query = query.where(Round.issuing_body == series.body, Report.state.in_(IN_SERIES))
    return db.session.scalar(query.where(extract("year", Report.dated) == series.year)) or 0
