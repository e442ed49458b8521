"""Dated work: who has to do what by when. A function a kind of work; `WORK` lists them all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from inspection_app.extensions import db
from inspection_app.models import (
    Assessment,
    EvidenceRequest,
    Finding,
    Inspection,
    Paper,
    Recommendation,
    Round,
    SelfAssessment,
    User,
)
from inspection_app.rules.evidence_requests import WAITING
from inspection_app.rules.message import Message
from inspection_app.rules.numerals import date_text
from inspection_app.rules.reminders import horizon
from inspection_app.rules.terms import (
    FindingKind,
    FindingState,
    PaperKind,
    PaperState,
    RecommendationState,
    RoundState,
    SelfState,
    Stage,
)
from inspection_app.rules.workflow import requests_open

from .recipients import DESK, officers, team_of

IDLE = (RoundState.DRAFT, RoundState.CLOSED)
TO_DO = (RecommendationState.ISSUED, RecommendationState.AGREED)
BEFORE_RESULTS = (Stage.FIELDWORK, Stage.EXPLANATION, Stage.CONCLUDED)
BEFORE_VISIT = (Stage.PLANNED, Stage.SELF_ASSESSMENT, Stage.FIELDWORK)


@dataclass(frozen=True)
class Duty:
    """One thing with a date. Whether these people may see the case is asked of the policies afterwards."""

    name: str  # with the inspection and the date it is one and the same duty
    inspection: Inspection
    on: date
    sentence: Message
    people: Sequence[User]
    lapses: bool = False  # once the day has come nothing is late


def duties(today: date) -> Iterator[Duty]:
    """Everything due within three days, or overdue."""
    for kind in WORK:
        yield from kind(today)


def self_assessments(today: date) -> Iterator[Duty]:
    """The agency assesses itself."""
    handed_in = exists().where(
        SelfAssessment.inspection_id == Inspection.id, SelfAssessment.state == SelfState.HANDED_IN
    )
    for each in _cases(Inspection.self_due_on, today, (Inspection.stage == Stage.SELF_ASSESSMENT) & ~handed_in):
        sentence = Message("The self-assessment of %(agency)s is due on %(day)s.", **_told(each, each.self_due_on))
        yield Duty("self-assessment", each, _day(each.self_due_on), sentence, officers(each.agency_id))


def explanations(today: date) -> Iterator[Duty]:
    """The agency explains the shortcomings it was shown."""
    unanswered = exists().where(
        Finding.assessment_id == Assessment.id,
        Assessment.inspection_id == Inspection.id,
        Finding.kind == FindingKind.SHORTCOMING,
        Finding.state == FindingState.SHOWN,
    )
    explaining = (Inspection.stage == Stage.EXPLANATION) & unanswered
    for each in _cases(Inspection.explanation_due_on, today, explaining):
        told = _told(each, each.explanation_due_on)
        sentence = Message("The explanations of %(agency)s are due on %(day)s.", **told)
        yield Duty("explanation", each, _day(each.explanation_due_on), sentence, officers(each.agency_id))


def results(today: date) -> Iterator[Duty]:
    """The team concludes, and the agency is told by the result notice."""
    issued = exists().where(
        Paper.inspection_id == Inspection.id,
        Paper.kind == PaperKind.RESULT_NOTICE,
        Paper.state == PaperState.ISSUED,
    )
    for each in _cases(Inspection.result_due_on, today, Inspection.stage.in_(BEFORE_RESULTS) & ~issued):
        told = _told(each, each.result_due_on)
        sentence = Message("The result notice of the inspection at %(agency)s is due on %(day)s.", **told)
        yield Duty("result", each, _day(each.result_due_on), sentence, team_of(each, DESK))


def visits(today: date) -> Iterator[Duty]:
    """The team comes, and the agency receives it."""
    coming = Inspection.stage.in_(BEFORE_VISIT) & (Inspection.visit_from >= today)
    for each in _cases(Inspection.visit_from, today, coming):
        sentence = Message("The visit at %(agency)s begins on %(day)s.", **_told(each, each.visit_from))
        people = [*team_of(each), *officers(each.agency_id)]
        yield Duty("visit", each, _day(each.visit_from), sentence, people, lapses=True)


def remedies(today: date) -> Iterator[Duty]:
    """The agencies do what was recommended to them: of one case, one agency and one day together."""
    query = select(Recommendation).join(Recommendation.assessment)
    query = query.where(Recommendation.state.in_(TO_DO), Recommendation.deadline <= horizon(today))
    order = (Assessment.inspection_id, Recommendation.lead_agency_id, Recommendation.deadline)
    rows = db.session.scalars(query.order_by(*order)).unique().all()
    for _key, group in groupby(rows, lambda each: (each.assessment.inspection_id, each.lead_agency_id, each.deadline)):
        yield _remedy(list(group))


def evidence_requests(today: date) -> Iterator[Duty]:
    """The agency brings what the team misses: of one case and one day together."""
    query = select(EvidenceRequest).join(EvidenceRequest.assessment).join(Assessment.inspection).join(Inspection.round)
    query = query.where(
        EvidenceRequest.state.in_(WAITING),
        EvidenceRequest.due_on <= horizon(today),
        Inspection.stage.in_([stage for stage in Stage if requests_open(stage)]),
        Round.state.not_in(IDLE),
    )
    rows = db.session.scalars(query.order_by(Assessment.inspection_id, EvidenceRequest.due_on)).unique().all()
    for _key, group in groupby(rows, lambda each: (each.assessment.inspection_id, each.due_on)):
        yield _asked(list(group))


def _asked(requests: Sequence[EvidenceRequest]) -> Duty:
    inspection, on = requests[0].assessment.inspection, requests[0].due_on
    told = {"count": len(requests), **_told(inspection, on)}
    sentence = Message("%(count)s requests for evidence to %(agency)s are to be answered by %(day)s.", **told)
    return Duty("evidence requests", inspection, on, sentence, officers(inspection.agency_id))


def _remedy(recommended: Sequence[Recommendation]) -> Duty:
    first = recommended[0]
    inspection, on = first.assessment.inspection, _day(first.deadline)
    told = {"agency": first.lead_agency.name, "count": len(recommended), "day": date_text(on)}
    sentence = Message("%(count)s recommendations to %(agency)s are to be carried out by %(day)s.", **told)
    return Duty(f"remedy {first.lead_agency_id}", inspection, on, sentence, officers(first.lead_agency_id))


def _cases(
    column: InstrumentedAttribute[date | None], today: date, going_on: ColumnElement[bool]
) -> Iterable[Inspection]:
    """The cases of running rounds whose date is near or past."""
    query = select(Inspection).join(Inspection.round)
    query = query.where(column <= horizon(today), going_on, Round.state.not_in(IDLE))
    return db.session.scalars(query.order_by(Inspection.id)).unique().all()


def _told(inspection: Inspection, on: date | None) -> dict[str, str]:
    return {"agency": inspection.agency.name, "day": date_text(_day(on))}


def _day(on: date | None) -> date:
    if on is None:
        raise ValueError("asked only of work with a date")
    return on


WORK: Sequence[Callable[[date], Iterable[Duty]]] = (
    self_assessments,
    explanations,
    results,
    visits,
    remedies,
    evidence_requests,
)
