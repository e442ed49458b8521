"""What the page of one round shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.models import Criterion, Inspection, Round
from inspection_app.queries import reports as find_reports
from inspection_app.queries import round_remaps as find_remaps
from inspection_app.queries import rounds as find
from inspection_app.queries import scores
from inspection_app.rules import workflow
from inspection_app.rules.numerals import days_text
from inspection_app.rules.tally import HELD_APART, Figures

from . import next_step


@dataclass(frozen=True)
class AgencyRow:
    """One agency of the round; `unassigned`: items that nobody was given yet."""

    inspection: Inspection
    figures: Figures
    unassigned: int
    days: str
    seen: bool  # may this person open the inspection
    plannable: bool


def of(round_: Round) -> dict[str, Any]:
    """Figures, fields, agencies, teams, visits and reports of the round."""
    found = scores.of_round(round_)
    inspections = find.inspections_of(round_)
    planned = policies.plan_round(current_user, round_)
    reports = [each for each in find_reports.of_round(round_) if policies.see_report(current_user, each)]
    agencies = _agencies(found, inspections, planned=planned)
    fields = [(field, found.under(field)) for field in found.fields]
    return {
        "round": round_,
        "total": found.total,
        "fields": fields,
        "bars": [_bar(round_, field, figures) for field, figures in fields],
        "bar_labels": bar_labels(),
        "agencies": agencies,
        "outside": find.agencies_outside(round_) if planned else [],
        "teams": find.teams_of(round_),
        "roll": find.roll_of,
        "schedule": _schedule(agencies),
        "reports": reports,
        "step": next_step.of(round_, agencies, reports) if planned else None,
        "moves": workflow.ROUND_MOVES[round_.state] if planned else (),
        "planned": planned,
        "remaps": find_remaps.of_round(round_),
        "later": find_remaps.later_than(round_.criteria_set) if planned else (),
    }


def bar_labels() -> Mapping[str, str]:
    """The parts of a bar, in the reader's language."""
    return {
        "low": _("Proven"),
        "at_risk": _("At risk"),
        "lost": _("Lost"),
        "unassessed": _("Not yet assessed"),
        "assumed": _("Survey and statistics"),
        "excluded": _("Not applicable"),
        "maximum": _("Maximum"),
    }


def days_of(inspection: Inspection) -> str:
    """The days of the visit; empty before it is planned."""
    return days_text(inspection.visit_from, inspection.visit_to)


def _agencies(found: scores.RoundScores, inspections: Sequence[Inspection], *, planned: bool) -> list[AgencyRow]:
    unassigned = _unassigned(found)
    return [
        AgencyRow(
            each,
            found.of_inspection(each),
            unassigned[each.id],
            days_of(each),
            seen=policies.see_inspection(current_user, each),
            plannable=planned and not workflow.settled(each.stage),
        )
        for each in inspections
    ]


def _unassigned(found: scores.RoundScores) -> Counter[UUID]:
    return Counter(
        each.inspection_id
        for each in found.assessments.values()
        if each.assignee_id is None and each.criterion.assessed_by not in HELD_APART
    )


def _bar(round_: Round, field: Criterion, figures: Figures) -> dict[str, object]:
    href = url_for("criteria.show", set_id=round_.criteria_set_id, _anchor=f"c-{field.code}")
    where = {"round_id": round_.id, "field": field.code}
    links = {part: url_for("forecasts.items", part=part, **where) for part in asdict(figures)}  # type: ignore[arg-type]
    return {"name": f"{field.code}. {field.name}", "href": href, "links": links} | asdict(figures)


def _schedule(agencies: Sequence[AgencyRow]) -> list[tuple[str, list[AgencyRow]]]:
    """The planned visits by their days, in order."""
    planned = [row for row in agencies if row.days]
    return [(days, list(rows)) for days, rows in groupby(planned, key=lambda row: row.days)]
