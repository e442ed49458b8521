"""What a mark of a picture stands for: the items of a field or an agency whose points lie in one part."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Criterion, Round
from inspection_app.queries import forecasts
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules.tally import Figures, Leaf, figures, total
from inspection_app.web import load, render

from .parts import OPEN, PARTS, bar_labels
from .views import bp


@dataclass(frozen=True)
class Row:
    """One item with its points."""

    item: Criterion
    leaf: Leaf
    figures: Figures
    href: str | None  # for those who may open it


@bp.get("/rounds/<uuid:round_id>/forecast/items", endpoint="items")
@allow(policies.read_rounds)
def items(round_id: UUID) -> Response:
    """Those the address asks for; what it names that does not exist is not asked for."""
    round_ = load(Round, round_id, see=policies.see_round)
    found = forecasts.of_round(round_)
    part, field, agency = (request.args.get(name, "") for name in ("part", "field", "agency"))
    rows = [each for each in _rows(found, round_) if _asked(each, part, field, agency)]
    names = [f"{each.code}. {each.name}" for each in found.scores.fields if each.code == field]
    names += list({each.item.lead_agency.name for each in rows if each.item.lead_agency.code == agency})
    told: dict[str, Any] = {"rows": rows, "sum": total(each.figures for each in rows), "names": names, "part": part}
    return render("forecasts/items.html", round=round_, parts=PARTS, bar_labels=bar_labels(), **told)


def _asked(row: Row, part: str, field: str, agency: str) -> bool:
    looked_at = ("unassessed", "assumed") if part == OPEN else (part,) if part in PARTS else ()
    inside = not looked_at or any(getattr(row.figures, each) for each in looked_at)
    return inside and field in {"", row.item.field_code} and agency in {"", row.item.lead_agency.code}


def _rows(found: Forecast, round_: Round) -> list[Row]:
    visible = {each.id for each in find_rounds.inspections_of(round_) if policies.see_inspection(current_user, each)}
    rows = []
    for item in found.items.values():
        leaf, assessment = found.scores.leaves[item.id], found.scores.assessments.get(item.id)
        seen = assessment is not None and assessment.inspection_id in visible
        href = url_for("inspections.item", item_id=assessment.id, _anchor="item") if assessment and seen else None
        rows.append(Row(item, leaf, figures([leaf]), href))
    return rows
