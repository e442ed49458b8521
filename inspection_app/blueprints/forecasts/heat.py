"""The heat map: agencies by fields, with the share of the judged points that is proven."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from inspection_app import policies
from inspection_app.models import Agency, Inspection, User
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules.forecast import by_agency_and_field
from inspection_app.rules.tally import Figures, total
from inspection_app.rules.vietnamese import sort_key


@dataclass(frozen=True)
class Row:
    """One agency; a field in which it leads no item has no figures."""

    agency: Agency
    href: str | None  # its inspection, for those who may open it
    cells: tuple[Figures | None, ...]
    total: Figures


def of(found: Forecast, inspections: Sequence[Inspection], user: User) -> list[Row]:
    """A row for each agency that leads items, in Vietnamese order."""
    pairs = [(item.lead_agency.code, found.scores.leaves[item.id]) for item in found.items.values()]
    cells = by_agency_and_field(pairs)
    agencies = {item.lead_agency.code: item.lead_agency for item in found.items.values()}
    links = hrefs(inspections, user)
    codes = [field.code for field in found.scores.fields]
    rows = []
    for agency in sorted(agencies.values(), key=lambda each: sort_key(each.name)):
        own = tuple(cells.get((agency.code, code)) for code in codes)
        rows.append(Row(agency, links.get(agency.id), own, total(each for each in own if each)))
    return rows


def hrefs(inspections: Sequence[Inspection], user: User) -> dict[UUID, str]:
    """Where this person may look at each agency's inspection."""
    return {
        each.agency_id: url_for("inspections.show", inspection_id=each.id)
        for each in inspections
        if policies.see_inspection(user, each)
    }
