"""The papers of the demo round: decisions on its teams, notices of the visits that were announced."""

from datetime import date

from inspection_app.models import Inspection, Paper, Round, Team, User
from inspection_app.queries import rounds as find
from inspection_app.rules.terms import PaperKind, Stage
from inspection_app.services import papers

DECIDED, ANNOUNCED = date(2020, 10, 20), date(2020, 10, 26)


def load(round_: Round, address: str, *, by: User) -> None:
    """Prepare and issue them; `address` is what their QR codes begin with."""
    for team in find.teams_of(round_):
        _issued(PaperKind.TEAM_DECISION, team, (DECIDED, address), by=by)
    for inspection in find.inspections_of(round_):
        if inspection.stage is not Stage.PLANNED:
            _issued(PaperKind.NOTICE, inspection, (ANNOUNCED, address), by=by)


def _issued(kind: PaperKind, about: Team | Inspection, told: tuple[date, str], *, by: User) -> Paper:
    dated, address = told
    paper = papers.prepare(kind, about, by=by)
    order = papers.Issue(dated, None, papers.shown(paper)[1], f"{address}/verify/{{code}}")
    papers.issue(paper, order, by=by)
    return paper
