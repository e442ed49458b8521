"""The items at risk, as their rows show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from inspection_app import policies
from inspection_app.models import Agency, Criterion, Inspection, Recommendation, User
from inspection_app.models.base import now
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules.clock import local_day
from inspection_app.rules.forecast import Risk, days_left, ranked
from inspection_app.rules.vietnamese import sort_key


@dataclass(frozen=True)
class RemedyRow:
    """An open remedy, and how many days are left for it."""

    key: str
    recommendation: Recommendation
    days_left: int | None

    @property
    def overdue(self) -> bool:
        """Its deadline has passed."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class RiskRow:
    """One item of the ranking; `place` is its place among all, whatever agency is looked at."""

    place: int
    risk: Risk
    item: Criterion
    href: str | None  # the item, for those who may open it
    remedies: tuple[RemedyRow, ...]

    @property
    def agencies(self) -> list[Agency]:
        """Who answers for the item, then who leads a remedy."""
        return [self.item.lead_agency, *(each.recommendation.lead_agency for each in self.remedies)]

    def concerns(self, code: str) -> bool:
        """Whether this agency has something to do here."""
        return any(agency.code == code for agency in self.agencies)


def of(found: Forecast, inspections: Sequence[Inspection], user: User, *, by_days: bool = False) -> list[RiskRow]:
    """Every item that is not all won, those with most to win first, or those with least time."""
    today = local_day(now())
    open_to = {each.id for each in inspections if policies.see_inspection(user, each)}
    risks = ranked(found.leaves, found.remedies, by_days=by_days)
    return [_row(found, place, risk, open_to=open_to, today=today) for place, risk in enumerate(risks, 1)]


def agencies(rows: Sequence[RiskRow]) -> list[Agency]:
    """Those with something to do, in Vietnamese order."""
    return sorted({agency for row in rows for agency in row.agencies}, key=lambda each: sort_key(each.name))


def _row(found: Forecast, place: int, risk: Risk, *, open_to: set[UUID], today: date) -> RiskRow:
    item = found.items[risk.leaf.code]
    assessment = found.scores.assessments.get(item.id)
    seen = assessment is not None and assessment.inspection_id in open_to
    return RiskRow(
        place,
        risk,
        item,
        url_for("inspections.item", item_id=assessment.id, _anchor="item") if assessment and seen else None,
        tuple(
            RemedyRow(each.key, found.recommendations[each.key], days_left(each.deadline, today))
            for each in risk.remedies
        ),
    )
