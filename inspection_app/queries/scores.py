"""The roll-up of a round: every leaf of its criteria set, inspected or not, up to fields, agencies and the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Inspection, Round
from inspection_app.rules.scoring import lowest
from inspection_app.rules.tally import Figures, Leaf, figures, first_state

from . import rounds as find
from .criteria_sets import on_top
from .items import recoverable_by_item
from .self_assessments import open_to_team


@dataclass(frozen=True)
class RoundScores:
    """One round's leaves and who is inspected for them."""

    criteria: Sequence[Criterion]  # the whole tree, in the table's order
    assessments: Mapping[UUID, Assessment]  # by criterion
    leaves: Mapping[UUID, Leaf]  # by criterion; every leaf of the set has one
    below: Mapping[UUID, Sequence[Leaf]]  # by criterion: the leaves at and under this line

    def under(self, criterion: Criterion) -> Figures:
        """What is won, at risk and lost at this line and below it."""
        return figures(self.below[criterion.id])

    def of_inspection(self, inspection: Inspection) -> Figures:
        """The same over the items of one agency."""
        return figures(
            self.leaves[each.criterion_id] for each in self.assessments.values() if each.inspection_id == inspection.id
        )

    @property
    def total(self) -> Figures:
        """The same over everything."""
        return figures(self.leaves.values())

    @property
    def fields(self) -> list[Criterion]:
        """The top lines."""
        return [criterion for criterion in self.criteria if criterion.parent_id is None]


def of_round(round_: Round) -> RoundScores:
    """The round as it stands now."""
    query = select(Criterion).where(Criterion.criteria_set_id == round_.criteria_set_id).order_by(Criterion.position)
    criteria = db.session.scalars(query).unique().all()
    assessments = {each.criterion_id: each for each in find.assessments_of(round_)}
    won = recoverable_by_item({each.inspection_id for each in assessments.values()})
    bonus = on_top(criteria)
    leaves = {
        each.id: _leaf(each, assessments.get(each.id), won, bonus=each.id in bonus) for each in criteria if each.is_leaf
    }
    return RoundScores(criteria, assessments, leaves, _below(criteria, leaves))


def _below(criteria: Sequence[Criterion], leaves: Mapping[UUID, Leaf]) -> dict[UUID, list[Leaf]]:
    """Each leaf, filed under itself and every line above it."""
    parents = {each.id: each.parent_id for each in criteria}
    below: dict[UUID, list[Leaf]] = {each.id: [] for each in criteria}
    for key, leaf in leaves.items():
        line: UUID | None = key
        while line is not None:
            below[line].append(leaf)
            line = parents[line]
    return below


def _leaf(criterion: Criterion, assessment: Assessment | None, won: Mapping[UUID, Decimal], *, bonus: bool) -> Leaf:
    """An item nobody inspects in this round is not assessed, which is not zero."""
    return Leaf(
        code=criterion.code,
        maximum=criterion.maximum,
        minimum=lowest(criterion.parsed_rule, criterion.maximum),
        bonus=bonus,
        assessed_by=criterion.assessed_by,
        state=assessment.state if assessment else first_state(criterion.assessed_by),
        self_points=assessment.self_points if assessment and open_to_team(assessment.inspection) else None,
        points=assessment.points if assessment else None,
        recoverable=won.get(assessment.id, Decimal(0)) if assessment else Decimal(0),
    )
