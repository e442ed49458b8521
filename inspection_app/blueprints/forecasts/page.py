"""What the page of a forecast shows."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import url_for

from inspection_app.models import Criterion, Round
from inspection_app.queries import assumptions as find_assumptions
from inspection_app.queries import forecasts as find
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules import assumptions
from inspection_app.rules import forecast as rules
from inspection_app.rules.assumptions import Range
from inspection_app.rules.tally import Figures

from . import heat, risks, what_if
from .parts import bar_labels, part_links
from .what_if import Asked

SHOWN_FIRST = 10  # of a long list; the rest is folded


def of(round_: Round, asked: Asked) -> dict[str, Any]:
    """Range, fields, agencies, items at risk and the remedies to tick."""
    found = find.of_round(round_)
    scores = found.scores
    inspections = find_rounds.inspections_of(round_)
    ranked = risks.of(found, inspections, asked.user, by_days=asked.by_days)
    agencies = risks.agencies(ranked)
    only = asked.agency if any(asked.agency == each.code for each in agencies) else ""
    fields = [(field, scores.under(field)) for field in scores.fields]
    supposed = what_if.of(found, asked)
    return {
        "round": round_,
        "total": scores.total,
        "judged": rules.judged,
        "fields": fields,
        "bars": [_bar(round_, field, figures) for field, figures in fields],
        "bar_labels": bar_labels(),
        "range_links": part_links(round_),
        "apart": _named(found, "assumed"),
        "unassessed": _named(found, "unassessed"),
        "published": find.published_before(round_),
        "heat": heat.of(found, inspections, asked.user),
        "shade": rules.shade,
        "share_won": rules.share_won,
        "risks": [each for each in ranked if not only or each.concerns(only)],
        "remedies": [(each, remedy) for each in ranked for remedy in each.remedies],
        "shown_first": SHOWN_FIRST,
        "agencies": agencies,
        "only": only,
        "every": what_if.EVERY,
        **_assumed(found, round_),
        "by_days": asked.by_days,
        "oob": False,
        **supposed,
        "carried": partial(_carried, round_, supposed["state"], agency=only, order="days" if asked.by_days else None),
    }


def _carried(round_: Round, state: Mapping[str, list[str]], **other: Any) -> str:
    """This page again with what is supposed, the agency and the order, less or other where told."""
    told = {name: value or None for name, value in {**state, **other}.items()}
    return url_for("forecasts.show", round_id=round_.id, **told)


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
    """Only what the suppositions move."""
    found = find.of_round(round_)
    return what_if.of(found, asked) | {"round": round_, "oob": True}


def _bar(round_: Round, field: Criterion, figures: Figures) -> dict[str, object]:
    links = part_links(round_, field=field.code)
    return {"name": f"{field.code}. {field.name}", "href": f"#field-{field.code}", "links": links} | asdict(figures)


def _named(found: Forecast, part: str) -> list[Criterion]:
    """The items whose points lie in this part of the tally, in the table's order."""
    rows = [(each, found.scores.under(each)) for each in found.items.values()]
    return [item for item, figures in rows if getattr(figures, part)]
