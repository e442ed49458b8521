"""What the page of a forecast shows."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from inspection_app.models import Criterion, Round, User
from inspection_app.queries import assumptions as find_assumptions
from inspection_app.queries import forecasts as find
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules import assumptions
from inspection_app.rules import forecast as rules
from inspection_app.rules.assumptions import Range
from inspection_app.rules.tally import Figures, Leaf

from . import heat, risks

EVERY = "all"  # asks for all remedies at once


@dataclass(frozen=True)
class Asked:
    """What the address asks for: one agency's items, some remedies; and who asks."""

    agency: str  # code; an unknown one is nobody's and shows all
    ticked: frozenset[str]
    user: User


@dataclass(frozen=True)
class Moved:
    """Likely points of a line as they are, and with the ticked remedies carried out."""

    name: str
    likely: Decimal
    then: Decimal
    high: Decimal

    @property
    def gain(self) -> Decimal:
        """Points that the ticked remedies add."""
        return self.then - self.likely


def of(round_: Round, asked: Asked) -> dict[str, Any]:
    """Range, fields, agencies, items at risk and the remedies to tick."""
    found = find.of_round(round_)
    scores = found.scores
    inspections = find_rounds.inspections_of(round_)
    ranked = risks.of(found, inspections, asked.user)
    agencies = risks.agencies(ranked)
    only = asked.agency if any(asked.agency == each.code for each in agencies) else ""
    fields = [(field, scores.under(field)) for field in scores.fields]
    return {
        "round": round_,
        "total": scores.total,
        "judged": rules.judged,
        "fields": fields,
        "bars": [_bar(field, figures) for field, figures in fields],
        "bar_labels": bar_labels(),
        "apart": _named(found, "assumed"),
        "unassessed": _named(found, "unassessed"),
        "published": find.published_before(round_),
        "heat": heat.of(found, inspections, asked.user),
        "shade": rules.shade,
        "share_won": rules.share_won,
        "risks": [each for each in ranked if not only or each.concerns(only)],
        "ranked": ranked,
        "agencies": agencies,
        "only": only,
        "every": EVERY,
        **_assumed(found, round_),
        **_what_if(found, asked),
        "oob": False,
    }


def _assumed(found: Forecast, round_: Round) -> dict[str, Any]:
    """The whole index with what is assumed of items that nobody inspects."""
    stated, published = find_assumptions.of_round(round_), find_assumptions.last_published(round_)
    items = _named(found, "assumed")
    lines = [find_assumptions.Line(each, stated.get(each.id), published.get(each.code)) for each in items]
    known = [
        (Range(each.assumption.low, each.assumption.likely, each.assumption.high), each.criterion.maximum)
        for each in lines
        if each.assumption
    ]
    whole = assumptions.whole(found.scores.total, known)
    wanted = round_.target * whole.maximum / 100 if round_.target is not None else None
    gap = whole.range.likely - wanted if wanted is not None else None
    return {"assumptions": lines, "whole": whole, "gap": gap}


def moved(round_: Round, asked: Asked) -> dict[str, Any]:
    """Only what the ticked remedies move."""
    return _what_if(find.of_round(round_), asked) | {"oob": True}


def _what_if(found: Forecast, asked: Asked) -> dict[str, Any]:
    ticked = rules.chosen(found.remedies, asked.ticked, every=EVERY)

    def moved_to(name: str, leaves: list[Leaf], figures: Figures) -> Moved:
        return Moved(name, figures.likely, rules.what_if(leaves, found.remedies, ticked), figures.high)

    scores = found.scores
    return {
        "ticked": ticked,
        "moved": moved_to(_("Total"), found.leaves, scores.total),
        "moved_fields": [
            moved_to(f"{field.code}. {field.name}", list(scores.below[field.id]), scores.under(field))
            for field in scores.fields
        ],
    }


def bar_labels() -> dict[str, str]:
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


def _bar(field: Criterion, figures: Figures) -> dict[str, object]:
    return {"name": f"{field.code}. {field.name}", "href": f"#field-{field.code}"} | asdict(figures)


def _named(found: Forecast, part: str) -> list[Criterion]:
    """The items whose points lie in this part of the tally, in the table's order."""
    rows = [(each, found.scores.under(each)) for each in found.items.values()]
    return [item for item, figures in rows if getattr(figures, part)]
