"""Reads of explanations: those sent, the agency's drafts, and where an answer is expected."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Evidence, Explanation, Finding, Inspection
from inspection_app.rules.explanations import expected
from inspection_app.rules.terms import FindingKind, FindingState

from .evidence import counting
from .inspections import assessments_of

SHOWN = (FindingState.SHOWN, FindingState.EXPLAINED, FindingState.SETTLED)
DRAFTED = Explanation.given_at.is_(None)


@dataclass(frozen=True)
class Answers:
    """An item that asks for an answer, or has one."""

    assessment: Assessment
    expected: bool
    explanations: Sequence[Explanation]

    @property
    def unanswered(self) -> bool:
        """Expected, and nothing was sent in this round of explanations."""
        round_ = self.assessment.inspection.explanation_round
        sent = any(each.given_at and each.explanation_round == round_ for each in self.explanations)
        return self.expected and not sent and not self.accepted

    @property
    def accepted(self) -> bool:
        """Answered before, and judged: nobody has to answer twice."""
        return any(each.verdict for each in self.explanations)


def draft_at(assessment: Assessment) -> Explanation | None:
    """The agency's answer at this item that it has not sent."""
    return db.session.scalar(select(Explanation).where(Explanation.assessment_id == assessment.id, DRAFTED))


def latest_at(assessment: Assessment) -> Explanation | None:
    """The newest answer at this item, a draft before what was sent."""
    return next(reversed(at(assessment, drafts=True)), None)


def drafts_of(inspection: Inspection) -> Sequence[Explanation]:
    """What the agency wrote and has not sent, in the table's order."""
    return db.session.scalars(_of(inspection).where(DRAFTED)).unique().all()


def unjudged_of(inspection: Inspection) -> Sequence[Explanation]:
    """What was sent and not judged, in the table's order."""
    query = _of(inspection).where(Explanation.given_at.is_not(None), Explanation.verdict.is_(None))
    return db.session.scalars(query).unique().all()


def at(assessment: Assessment, *, drafts: bool) -> Sequence[Explanation]:
    """The explanations at one item, oldest first; a draft only for the agency's own eyes."""
    query = select(Explanation).where(Explanation.assessment_id == assessment.id)
    if not drafts:
        query = query.where(Explanation.given_at.is_not(None))
    return db.session.scalars(query.order_by(Explanation.given_at.nulls_last(), Explanation.id)).unique().all()


def answers(inspection: Inspection, *, drafts: bool) -> list[Answers]:
    """Every item that asks for an answer or has one, in the table's order; drafts only for the agency's own eyes."""
    given: dict[UUID, list[Explanation]] = {}
    query = _of(inspection) if drafts else _of(inspection).where(Explanation.given_at.is_not(None))
    for explanation in db.session.scalars(query).unique():
        given.setdefault(explanation.assessment_id, []).append(explanation)
    shortcomings = _shortcomings(inspection)
    found = [_answers(each, shortcomings[each.id], given.get(each.id, [])) for each in assessments_of(inspection)]
    return [each for each in found if each.expected or each.explanations]


def files_of(explanations: Sequence[Explanation]) -> dict[UUID, list[Evidence]]:
    """The files that came with each explanation and count."""
    if not explanations:
        return {}
    query = select(Evidence).where(Evidence.explanation_id.in_([each.id for each in explanations]), counting())
    found: dict[UUID, list[Evidence]] = {}
    for file in db.session.scalars(query.order_by(Evidence.added_at, Evidence.id)).unique():
        if file.explanation_id:
            found.setdefault(file.explanation_id, []).append(file)
    return found


def _answers(assessment: Assessment, shortcomings: int, given: list[Explanation]) -> Answers:
    asked = expected(assessment.self_points, assessment.published_points, shortcomings)
    return Answers(assessment, asked, given)


def _of(inspection: Inspection) -> Select[Explanation]:
    query = select(Explanation).join(Explanation.assessment).join(Assessment.criterion)
    query = query.where(Assessment.inspection_id == inspection.id)
    return query.order_by(Criterion.position, Explanation.given_at.nulls_last(), Explanation.id)


def _shortcomings(inspection: Inspection) -> Counter[UUID]:
    items = select(Assessment.id).where(Assessment.inspection_id == inspection.id)
    query = select(Finding.assessment_id, func.count()).where(
        Finding.assessment_id.in_(items), Finding.kind == FindingKind.SHORTCOMING, Finding.state.in_(SHOWN)
    )
    return Counter({row[0]: row[1] for row in db.session.execute(query.group_by(Finding.assessment_id))})
