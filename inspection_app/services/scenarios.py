"""Scenarios of the what-if: kept under a name, and adopted once, whereby moved items become recommendations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy.orm.attributes import flag_modified

from inspection_app.extensions import db
from inspection_app.models import Agency, Assessment, Recommendation, Round, Scenario, ScenarioStep, User
from inspection_app.models.base import now
from inspection_app.queries import forecasts
from inspection_app.queries import scenarios as find
from inspection_app.queries.scenarios import StepNow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import plain

from . import activity, operations, recommendations, rounds
from .holding import hold
from .recommendations import RecommendationDraft

ADOPTED = Message("This scenario was adopted already. It no longer changes.")
CHANGED = Message("A colleague changed this scenario meanwhile. Look at it again, then go on.")
MOVED_ON = Message("What this scenario would bring has changed meanwhile. Look at the lines again, then adopt.")


@dataclass(frozen=True)
class Move:
    """An item that is supposed to reach these points, and the numbers it was worked out from."""

    assessment: Assessment
    points: Decimal
    numbers: Mapping[str, Decimal]


@dataclass(frozen=True)
class ScenarioDraft:
    """A name and what is supposed; `revision` 0 for a new one."""

    name: str
    remedies: Iterable[Recommendation]
    moves: Iterable[Move]
    revision: int = 0


@dataclass(frozen=True)
class Line:
    """The recommendation that a moved item becomes."""

    text: str
    lead_agency: Agency
    deadline: date


@dataclass(frozen=True)
class Adoption:
    """Lines by the id of their step; `seen` is the fingerprint of what was looked at."""

    operation_id: UUID
    seen: str
    lines: Mapping[UUID, Line]


def create(round_: Round, draft: ScenarioDraft, *, by: User) -> Scenario:
    """Keep what is supposed under a name; raises DomainError for a name that is taken. No score changes."""
    hold(round_, "state")
    rounds.check_open(round_)
    scenario = Scenario(round=round_, author_id=by.id)
    _fill(scenario, draft)
    activity.note("scenario.saved", scenario, by=by, extra=_told(scenario))
    return scenario


def change(scenario: Scenario, draft: ScenarioDraft, *, by: User) -> None:
    """Another name or other suppositions; raises DomainError once it is adopted, or on a stale revision."""
    _hold_open(scenario)
    if scenario.revision != draft.revision:
        raise DomainError(CHANGED)
    _fill(scenario, draft)
    activity.note("scenario.changed", scenario, by=by, extra=_told(scenario))


def delete(scenario: Scenario, *, by: User) -> None:
    """Remove it; the log keeps its name and what it supposed."""
    _hold_open(scenario)
    activity.note("scenario.deleted", scenario, by=by, extra={"name": scenario.name, **_told(scenario)})
    db.session.delete(scenario)


def adopt(scenario: Scenario, adoption: Adoption, *, by: User) -> int:
    """How many recommendations were made of it, all or none; remedies that are proposed already stay as they are."""
    if operations.is_repeat(adoption.operation_id, scenario.id, by=by):
        return 0
    _hold_open(scenario)
    lines = find.now(scenario, forecasts.of_round(scenario.round)).lines
    if fingerprint(lines) != adoption.seen or adoption.lines.keys() != {each.step.id for each in lines}:
        raise DomainError(MOVED_ON)
    for each in lines:
        _recommend(each, adoption.lines[each.step.id], by)
    scenario.adopted_by_id, scenario.adopted_at = by.id, now()
    activity.note("scenario.adopted", scenario, by=by, extra={"recommendations": len(lines)})
    return len(lines)


def fingerprint(lines: Iterable[StepNow]) -> str:
    """What tells that these are the lines somebody looked at."""
    return " ".join(sorted(f"{each.step.id.hex}:{plain(each.lacking)}" for each in lines))


def _recommend(line: StepNow, told: Line, by: User) -> None:
    draft = RecommendationDraft(uuid4(), uuid4(), 0, told.text, told.lead_agency, told.deadline, line.lacking)
    assert line.assessment is not None  # noqa: S101 - a line stands at an item
    try:
        recommendations.record(line.assessment, draft, by=by)
    except DomainError as error:
        raise DomainError(error.message, field=f"{error.field}_{line.step.id.hex}") from error


def _hold_open(scenario: Scenario) -> None:
    hold(scenario.round, "state")
    rounds.check_open(scenario.round)
    hold(scenario, "adopted_at", "revision")
    if scenario.adopted_at is not None:
        raise DomainError(ADOPTED)


def _fill(scenario: Scenario, draft: ScenarioDraft) -> None:
    with db.session.no_autoflush:
        other = find.named(scenario.round, draft.name)
    if other is not None and other.id != scenario.id:
        raise DomainError(Message("Another scenario of this round has this name."), field="name")
    steps = [ScenarioStep(recommendation=each, before=each.recoverable) for each in draft.remedies]
    steps += [_step(each) for each in draft.moves]
    if not steps:
        raise DomainError(Message("Nothing is supposed: tick a remedy or move an item first."))
    scenario.name, scenario.steps = draft.name, steps
    flag_modified(scenario, "name")  # other steps under the same name are another revision too


def _step(move: Move) -> ScenarioStep:
    numbers = {name: format(number, "f") for name, number in move.numbers.items()}
    item = move.assessment
    return ScenarioStep(criterion=item.criterion, points=move.points, numbers=numbers, before=item.points)


def _told(scenario: Scenario) -> dict[str, int]:
    moved = sum(each.criterion is not None for each in scenario.steps)
    return {"remedies": len(scenario.steps) - moved, "items": moved}
