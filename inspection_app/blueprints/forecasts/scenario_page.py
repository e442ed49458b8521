"""What the pages of scenarios show."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for

from inspection_app import policies
from inspection_app.models import Round, Scenario, User
from inspection_app.queries import forecasts
from inspection_app.queries import scenarios as find
from inspection_app.queries.scenarios import ScenarioNow, StepNow
from inspection_app.rules.message import DomainError
from inspection_app.rules.what_if import POINTS, at_most, what_if, worked_out
from inspection_app.services.assessments import as_numbers

from .moves import as_typed
from .what_if import effect

MOST = 4  # scenarios beside one another


@dataclass(frozen=True)
class Card:
    """One scenario of the list."""

    now: ScenarioNow
    then: Decimal  # likely total as supposed
    high: Decimal


@dataclass(frozen=True)
class Row:
    """One line of a comparison: a remedy or an item, with what each scenario supposes of it."""

    words: str
    present: Decimal | None  # points now, or those the remedy can win
    cells: tuple[Decimal | bool | None, ...]  # points, or ticked; None where nothing is supposed

    @property
    def differs(self) -> bool:
        """Not all suppose the same."""
        return len(set(self.cells)) > 1


def all_of(round_: Round) -> dict[str, Any]:
    """The list."""
    found = forecasts.of_round(round_)
    cards = []
    for each in find.of_round(round_):
        now = find.now(each, found)
        likely = what_if(found.leaves, found.remedies, now.supposed)
        cards.append(Card(now, likely, at_most(found.leaves, now.supposed)))
    return {"round": round_, "cards": cards, "likely": found.scores.total.likely, "most": MOST}


def of(scenario: Scenario, user: User) -> dict[str, Any]:
    """One scenario."""
    found = forecasts.of_round(scenario.round)
    now = find.now(scenario, found)
    return {
        "round": scenario.round,
        "now": now,
        "scenario": scenario,
        "hrefs": _hrefs(now, user),
        "told": {each.step.id: _told(each) for each in now.moved},
        "state": state(now),
        **effect(found, now.supposed),
    }


def compared(round_: Round, ids: set[UUID]) -> dict[str, Any]:
    """Some scenarios of the round beside one another and beside the present."""
    found = forecasts.of_round(round_)
    shown = [find.now(each, found) for each in reversed(find.of_round(round_, only=ids))]
    effects = [effect(found, each.supposed) for each in shown]
    total = found.scores.total
    return {
        "round": round_,
        "shown": shown,
        "total": Row("", total.likely, tuple(each["moved"].then for each in effects)),
        "fields": [
            Row(lines[0].name, lines[0].likely, tuple(each.then for each in lines))
            for lines in zip(*(each["moved_fields"] for each in effects), strict=True)
        ],
        "remedies": _remedies(shown),
        "items": _items(shown),
    }


def state(now: ScenarioNow) -> Mapping[str, list[str]]:
    """The address that opens it in the what-if; what is no longer there is left out."""
    told: dict[str, list[str]] = {"tick": sorted(now.supposed.ticked), "scenario": [str(now.scenario.id)]}
    for each in now.moved:
        if each.item is not None:
            told.setdefault("row", []).append(each.item.code)
            told.setdefault("move", []).append(each.item.code)
            told |= {name: [text] for name, text in as_typed(_numbers(each), each.item.code).items()}
    return told


def _numbers(step: StepNow) -> Mapping[str, object]:
    """What was typed, or the points alone where a later table's rule makes something else of it."""
    return step.step.numbers if _told(step) is not None else {POINTS: step.step.points}


def _told(step: StepNow) -> Any:
    """How the numbers come to the points."""
    if step.item is None:
        return None
    try:
        scored = worked_out(step.item.parsed_rule, step.item.maximum, as_numbers(step.step.numbers))
    except DomainError:
        return None
    return scored.explanation if scored.points == step.step.points else None


def _hrefs(now: ScenarioNow, user: User) -> dict[UUID, str]:
    """Where this person may look at each step's item."""
    return {
        each.step.id: url_for("inspections.item", item_id=each.assessment.id, _anchor="item")
        for each in now.steps
        if each.assessment and policies.see_inspection(user, each.assessment.inspection)
    }


def _remedies(shown: list[ScenarioNow]) -> list[Row]:
    known = {each.key: each.step.recommendation for now in shown for each in now.ticked if each.key}
    rows = [(each.assessment.criterion, key, each) for key, each in known.items() if each]
    return [
        Row(f"{item.code} {each.text}", each.recoverable, tuple(key in now.supposed.ticked for now in shown))
        for item, key, each in sorted(rows, key=lambda row: (row[0].position, row[1]))
    ]


def _items(shown: list[ScenarioNow]) -> list[Row]:
    known = {each.item.code: (each.item, each.assessment) for now in shown for each in now.moved if each.item}
    return [
        Row(
            f"{code}. {item.name}",
            assessment.points if assessment else None,
            tuple(now.supposed.moved.get(code) for now in shown),
        )
        for code, (item, assessment) in sorted(known.items(), key=lambda each: each[1][0].position)
    ]
