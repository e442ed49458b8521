"""Reads of scenarios: what they suppose, against the round as it stands now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Recommendation, Round, Scenario, ScenarioStep
from inspection_app.rules.adoption import Standing, Step, refusal
from inspection_app.rules.message import Message
from inspection_app.rules.what_if import Supposed, still_to_win

from .forecasts import Forecast


@dataclass(frozen=True)
class StepNow:
    """A supposition, and whether it is still what it was when it was saved."""

    step: ScenarioStep
    key: str | None  # of an open remedy
    item: Criterion | None  # None once the item is none of the round's teams' any more
    assessment: Assessment | None
    stale: Message | None
    lacking: Decimal  # points that a new recommendation must win to reach what is supposed
    refusal: Message | None  # why no recommendation is made of it

    @property
    def counts(self) -> bool:
        """Whether it moves anything now."""
        return self.key is not None or (self.step.criterion_id is not None and self.item is not None)


@dataclass(frozen=True)
class ScenarioNow:
    """A scenario against the round as it stands."""

    scenario: Scenario
    steps: Sequence[StepNow]

    @cached_property
    def supposed(self) -> Supposed:
        """For the rules."""
        moved = {each.item.code: each.step.points for each in self.moved if each.item and each.step.points is not None}
        return Supposed(frozenset(each.key for each in self.steps if each.key), moved)

    @property
    def ticked(self) -> list[StepNow]:
        """Remedies."""
        return [each for each in self.steps if each.step.recommendation_id]

    @property
    def moved(self) -> list[StepNow]:
        """Items."""
        return [each for each in self.steps if each.step.criterion_id]

    @property
    def stale(self) -> int:
        """How many steps are not what they were."""
        return sum(each.stale is not None for each in self.steps)

    @property
    def lines(self) -> list[StepNow]:
        """What becomes a recommendation."""
        return [each for each in self.moved if each.refusal is None]


def of_round(round_: Round, *, only: Collection[UUID] | None = None) -> Sequence[Scenario]:
    """Newest first; of these ids where told."""
    query = select(Scenario).where(Scenario.round_id == round_.id).order_by(Scenario.created_at.desc(), Scenario.name)
    if only is not None:
        query = query.where(Scenario.id.in_(only))
    steps = selectinload(Scenario.steps)
    remedies = steps.joinedload(ScenarioStep.recommendation).joinedload(Recommendation.assessment)
    return db.session.scalars(query.options(remedies, steps.joinedload(ScenarioStep.criterion))).unique().all()


def named(round_: Round, name: str) -> Scenario | None:
    """The round's scenario of this name."""
    return db.session.scalar(select(Scenario).where(Scenario.round_id == round_.id, Scenario.name == name))


def now(scenario: Scenario, found: Forecast) -> ScenarioNow:
    """The scenario as it stands against this forecast; its steps in the table's order."""
    keys = {each.id: key for key, each in found.recommendations.items()}
    steps = [_step(each, found, keys) for each in scenario.steps]
    return ScenarioNow(scenario, sorted(steps, key=lambda each: (_place(each.step), str(each.step.id))))


def _place(step: ScenarioStep) -> int:
    criterion = step.recommendation.assessment.criterion if step.recommendation else step.criterion
    return criterion.position if criterion else 0


def _step(step: ScenarioStep, found: Forecast, keys: Mapping[UUID, str]) -> StepNow:
    if step.recommendation is not None:
        return _remedy(step, step.recommendation, keys.get(step.recommendation.id))
    criterion, points = step.criterion, step.points
    here = criterion is not None and criterion.code in found.items and found.can_move(criterion)
    if criterion is None or points is None or not here:
        return StepNow(step, None, None, None, GONE, Decimal(0), GONE)
    assessment = found.scores.assessments[criterion.id]
    lacking = still_to_win(found.scores.leaves[criterion.id], points)
    stale = CHANGED if step.before != assessment.points else None
    standing = Standing(assessment.inspection.round.state, assessment.inspection.stage)
    why = refusal(Step(assessment.points, points, lacking), standing)
    return StepNow(step, None, criterion, assessment, stale, lacking, why)


def _remedy(step: ScenarioStep, remedy: Recommendation, key: str | None) -> StepNow:
    stale = CLOSED if key is None else CHANGED_REMEDY if step.before != remedy.recoverable else None
    return StepNow(step, key, remedy.assessment.criterion, remedy.assessment, stale, Decimal(0), None)


GONE = Message("No team of this round scores this item any more.")
CHANGED = Message("Its score has changed since this was saved.")
CLOSED = Message("This remedy was withdrawn or closed since this was saved, and counts nothing.")
CHANGED_REMEDY = Message("The points this remedy can win have changed since this was saved.")
