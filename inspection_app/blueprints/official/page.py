"""What the page of the forecast's error shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for

from inspection_app import policies
from inspection_app.models import Criterion, Round, User
from inspection_app.queries import published_indexes as find
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.published_indexes import Comparison
from inspection_app.rules import forecast_error as rules
from inspection_app.rules.forecast_error import Item, Sum
from inspection_app.rules.numerals import signed
from inspection_app.rules.tally import ZERO

MOST_MISSES = 10


@dataclass(frozen=True)
class ItemRow:
    """One item with its way there, for those who may open it."""

    criterion: Criterion
    item: Item
    href: str | None


@dataclass(frozen=True)
class FieldRow:
    """One field with its items that were published; `bar` is where its error lies, in percent of the width."""

    criterion: Criterion
    sum: Sum
    lines: tuple[ItemRow, ...]
    bar: tuple[Decimal, Decimal] | None  # from, width


def of(round_: Round, user: User) -> dict[str, Any]:
    """The comparison by total, field and item, or only the round while nothing was published."""
    found = find.comparison(round_)
    told: dict[str, Any] = {"round": round_, "found": found, "before": find.before(round_)}
    return told | (_rows(found, round_, user) if found else {})


def _rows(found: Comparison, round_: Round, user: User) -> dict[str, Any]:
    links = _links(found, round_, user)
    rows = [ItemRow(each, found.items[each.code], links.get(each.code)) for each in found.criteria if each.is_leaf]
    by_code = {row.item.code: row for row in rows}
    missed = [by_code[each.code] for each in rules.misses(row.item for row in rows)]
    scale = _scale(list(found.fields.values()))
    fields = [
        FieldRow(
            each,
            found.fields[each.code],
            tuple(row for row in rows if row.criterion.field_code == each.code and row.item.official is not None),
            _bar(found.fields[each.code], scale),
        )
        for each in found.criteria
        if each.code in found.fields
    ]
    return {
        "fields": fields,
        "misses": missed[:MOST_MISSES],
        "missed": len(missed),
        "measures": rules.measures(row.item for row in rows),
        "blank": [row for row in rows if row.item.span is None],
        "scale": scale,
        "signed": signed,
    }


def _scale(sums: Sequence[Sum]) -> Decimal:
    """The greatest error of any field either way, points: half the picture's width."""
    return max((abs(end) for each in sums for end in each.errors or ()), default=ZERO)


def _bar(told: Sum, scale: Decimal) -> tuple[Decimal, Decimal] | None:
    """From nothing to the error; where it is only known within bounds, from one to the other."""
    if not told.errors or not scale:
        return None
    least, most = told.errors
    if told.error is not None:
        least, most = min(ZERO, least), max(ZERO, most)
    return 50 + least * 50 / scale, (most - least) * 50 / scale


def _links(found: Comparison, round_: Round, user: User) -> dict[str, str]:
    """The items this person may open, by code."""
    seen = {each.id for each in find_rounds.inspections_of(round_) if policies.see_inspection(user, each)}
    return {
        each.criterion.code: url_for("inspections.item", item_id=each.id, _anchor="item")
        for each in found.assessments.values()
        if each.inspection_id in seen
    }
