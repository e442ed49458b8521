"""Reads of second scores: of one item, and of an inspection with how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Inspection, SecondScore
from inspection_app.rules.second_scores import UNSCORED, Judged, settled_standing, standing
from inspection_app.rules.terms import SecondState

OPEN = frozenset({SecondState.DIFFERS, SecondState.STALE})  # somebody still has to do something


@dataclass(frozen=True)
class Line:
    """One scored item with its second score, where it has one."""

    assessment: Assessment
    second: SecondScore | None
    state: SecondState

    @property
    def first_points(self) -> Decimal | None:
        """The team's points that the second score was held against; those of now where there is none."""
        return self.second.first_points if self.second else self.assessment.points

    @property
    def difference(self) -> Decimal | None:
        """Second less first, in points; None where one of them has no points."""
        if self.second is None or self.second.points is None or self.second.first_points is None:
            return None
        return self.second.points - self.second.first_points


def of_item(assessment: Assessment) -> Line:
    """How this item's second score stands."""
    second = db.session.scalar(select(SecondScore).where(SecondScore.assessment_id == assessment.id))
    return Line(assessment, second, _state(assessment, second))


def of_inspection(inspection: Inspection) -> Sequence[Line]:
    """Every item the team has scored, in the table's order."""
    items = select(Assessment).join(Assessment.criterion).options(selectinload(Assessment.scorer))
    items = items.where(Assessment.inspection_id == inspection.id, Assessment.state.not_in(UNSCORED))
    seconds = select(SecondScore).join(SecondScore.assessment).where(Assessment.inspection_id == inspection.id)
    seconds = seconds.options(selectinload(SecondScore.settled_by))
    by_item = {each.assessment_id: each for each in db.session.scalars(seconds)}
    found = db.session.scalars(items.order_by(Criterion.position)).all()
    return [Line(each, by_item.get(each.id), _state(each, by_item.get(each.id))) for each in found]


def _state(assessment: Assessment, second: SecondScore | None) -> SecondState:
    if second is None:
        return SecondState.NOT_CHECKED
    now = Judged(assessment.state, assessment.points)
    if second.settled_at is not None:
        return settled_standing(now, second.settled_points)
    if second.scorer_id == assessment.scorer_id:
        return SecondState.STALE  # the same person has given the team's score since: no second pair of eyes
    return standing(now, Judged(second.first_state, second.first_points), Judged(second.state, second.points))
