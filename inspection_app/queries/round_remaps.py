"""Reads for taking a round over to a later version of its table: what was entered at every old item."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from inspection_app.extensions import db
from inspection_app.models import (
    Assessment,
    Assumption,
    CriteriaSet,
    Criterion,
    DeskThread,
    Evidence,
    EvidenceRequest,
    Explanation,
    FeedbackCheck,
    Finding,
    Inspection,
    Recommendation,
    Report,
    Round,
    RoundRemap,
    Scenario,
    ScenarioStep,
    SecondScore,
)
from inspection_app.rules.remap import Held
from inspection_app.rules.remap_match import Place
from inspection_app.rules.remap_scores import Score, is_nothing
from inspection_app.rules.terms import ItemState, SetState

from .self_assessments import open_to_team

Hanging = Finding | Evidence | Recommendation | Explanation | EvidenceRequest | DeskThread | FeedbackCheck
KINDS: Mapping[str, type[Hanging]] = {
    "findings": Finding,
    "evidence": Evidence,
    "recommendations": Recommendation,
    "explanations": Explanation,
    "requests": EvidenceRequest,
    "threads": DeskThread,
    "feedback_checks": FeedbackCheck,
}
HANGING: Mapping[str, type[Hanging | SecondScore]] = {**KINDS, "second_scores": SecondScore}
TEXTS = ("reason", "self_note", "self_evidence", "published_reason")  # any of them must not be lost


@dataclass(frozen=True)
class Standing:
    """The round as the plan is made from it."""

    held: Sequence[Held]  # every old item
    assessments: Mapping[str, Assessment]  # by the key of the old item
    inspections: Sequence[Inspection]
    assumptions: Sequence[Assumption]
    steps: Sequence[ScenarioStep]

    @property
    def loose(self) -> list[Assumption | ScenarioStep]:
        """What a forecast rests on besides scores."""
        return [*self.assumptions, *self.steps]


def later_than(criteria_set: CriteriaSet) -> Sequence[CriteriaSet]:
    """Published versions that were made after this one, newest first."""
    query = select(CriteriaSet).where(
        CriteriaSet.state == SetState.PUBLISHED,
        CriteriaSet.id != criteria_set.id,
        CriteriaSet.created_at >= criteria_set.created_at,
    )
    return db.session.scalars(query.order_by(CriteriaSet.created_at.desc())).all()


def of_round(round_: Round) -> Sequence[RoundRemap]:
    """How the round came to its table, the newest change first."""
    query = select(RoundRemap).where(RoundRemap.round_id == round_.id)
    return db.session.scalars(query.order_by(RoundRemap.remapped_at.desc())).unique().all()


def places_of(criteria_set_id: UUID) -> list[Place]:
    """The items of a version, in the table's order."""
    return [_place(each) for each in leaves_of(criteria_set_id)]


def leaves_of(criteria_set_id: UUID) -> list[Criterion]:
    """The lines of a version that carry points."""
    query = select(Criterion).where(Criterion.criteria_set_id == criteria_set_id).order_by(Criterion.position)
    return [each for each in db.session.scalars(query).unique() if each.is_leaf]


def standing(round_: Round, *, hold: bool = False) -> Standing:
    """Everything entered; with `hold` nobody else changes a score until the transaction ends."""
    query = select(Assessment).join(Assessment.inspection).where(Inspection.round_id == round_.id)
    query = query.execution_options(populate_existing=True)  # figures as the database has them, to be compared
    if hold:
        query = query.with_for_update(of=Assessment)
    assessments = {str(each.criterion_id): each for each in db.session.scalars(query).unique()}
    counts = _counts(round_)
    held = [_held(leaf, assessments.get(str(leaf.id)), counts) for leaf in leaves_of(round_.criteria_set_id)]
    own = select(Inspection).where(Inspection.round_id == round_.id)
    stated = select(Assumption).where(Assumption.round_id == round_.id)
    steps = select(ScenarioStep).join(ScenarioStep.scenario).where(Scenario.round_id == round_.id)
    return Standing(
        held,
        assessments,
        db.session.scalars(own).unique().all(),
        db.session.scalars(stated).unique().all(),
        db.session.scalars(steps.where(ScenarioStep.criterion_id.is_not(None)).order_by(ScenarioStep.id)).all(),
    )


def hanging_on(assessment: Assessment) -> list[Hanging]:
    """What moves with an item, withdrawn entries too; second scores apart."""
    found: list[Hanging] = []
    for kind in KINDS.values():
        query: Select[Any] = select(kind).where(kind.assessment_id == assessment.id)
        found += db.session.scalars(query).unique().all()
    return found


def files_with(explanation: Explanation) -> Sequence[Evidence]:
    """The files of an answer, those in the trash too."""
    return db.session.scalars(select(Evidence).where(Evidence.explanation_id == explanation.id)).unique().all()


def second_score_of(assessment: Assessment) -> SecondScore | None:
    """The second person's score, if there is one."""
    return db.session.scalar(select(SecondScore).where(SecondScore.assessment_id == assessment.id))


def reports_of(round_: Round) -> Sequence[Report]:
    """Its reports as they stand now; whoever wants to submit one waits."""
    query = select(Report).where(Report.round_id == round_.id).with_for_update(of=Report)
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().all()


def _place(leaf: Criterion) -> Place:
    return Place(str(leaf.id), leaf.code, leaf.name, leaf.maximum, leaf.assessed_by, leaf.parsed_rule)


def _counts(round_: Round) -> Mapping[UUID, Mapping[str, int]]:
    """How much of each kind hangs on every item that has any."""
    inside = select(Assessment.id).join(Assessment.inspection).where(Inspection.round_id == round_.id)
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for name, kind in HANGING.items():
        query = select(kind.assessment_id, func.count()).where(kind.assessment_id.in_(inside))
        for assessment_id, count in db.session.execute(query.group_by(kind.assessment_id)):
            found[assessment_id][name] = count
    return found


def _held(leaf: Criterion, assessment: Assessment | None, counts: Mapping[UUID, Mapping[str, int]]) -> Held:
    place = _place(leaf)
    if assessment is None:
        return Held(place)
    team = Score(assessment.state, assessment.value, assessment.points, assessment.inputs or {})
    own = Score(ItemState.MET, assessment.self_value, assessment.self_points, assessment.self_inputs or {})
    has_own = own.value is not None or own.points is not None or bool(own.inputs)
    shown = assessment.published_state and Score(assessment.published_state, None, assessment.published_points)
    hanging = tuple(sorted(counts.get(assessment.id, {}).items()))
    texts = any(getattr(assessment, name) for name in TEXTS)
    said = not is_nothing(place, team) or bool(shown and not is_nothing(place, shown))
    return Held(
        place,
        carries=said or has_own or bool(hanging) or texts,
        where=str(assessment.inspection_id),
        team=team,
        own=own if has_own else None,
        opened=open_to_team(assessment.inspection),
        shown=shown or None,
        counts=hanging,
    )
