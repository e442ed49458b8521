"""What the consolidated report says, gathered from the round as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, select

from inspection_app.documents.content import (
    AgencyChapter,
    EvidenceRow,
    FieldRow,
    Letterhead,
    Proposal,
    ReportContent,
    RiskRow,
    ScoreRow,
    SectionText,
    Signatory,
    Statement,
)
from inspection_app.documents.wording import sentence
from inspection_app.extensions import db
from inspection_app.models import Assessment, Criterion, Evidence, Finding, Inspection, Recommendation, Report, Round
from inspection_app.rules.clock import local_day
from inspection_app.rules.forecast import PROBLEMS
from inspection_app.rules.numerals import percent
from inspection_app.rules.scoring import explained
from inspection_app.rules.tally import Figures, figures, group
from inspection_app.rules.terms import FindingKind, FindingState, Side

from . import rounds as find
from .evidence import counting, handed_over
from .items import CLOSED_RECOMMENDATIONS
from .scores import RoundScores, of_round

SUBJECT = "Kết quả kiểm tra việc thực hiện các giải pháp nâng cao Chỉ số cải cách hành chính năm {year}"
BROUGHT_BY = {Side.AGENCY: "Cơ quan được kiểm tra", Side.TEAM: "Đoàn kiểm tra"}


@dataclass(frozen=True)
class Gathered:
    """Everything entered in the round, read once."""

    round: Round
    scores: RoundScores
    inspections: Sequence[Inspection]
    findings: Sequence[Finding]
    recommendations: Sequence[Recommendation]
    evidence: Sequence[Evidence]


def content_of(report: Report) -> ReportContent:
    """The whole content, from the round's entries and the report's own texts."""
    round_ = report.round
    gathered = _gather(round_)
    total = gathered.scores.total
    return ReportContent(
        letterhead=Letterhead(round_.superior_body, round_.issuing_body, "BCĐ", round_.place),
        number=report.number,
        dated=report.dated,
        subject=SUBJECT.format(year=round_.year),
        addressee=round_.superior_body,
        bases=tuple(line for line in round_.bases.splitlines() if line.strip()),
        round_number=round_.number,
        round_dated=round_.dated,
        year=round_.year,
        criteria_set=round_.criteria_set.name,
        decision=round_.criteria_set.decision,
        confirmed=round_.criteria_set.confirmed_at is not None,
        period_from=round_.starts_on,
        period_to=round_.ends_on,
        group=_group(total),
        total=total,
        fields=tuple(FieldRow(each.code, each.name, gathered.scores.under(each)) for each in gathered.scores.fields),
        agencies=tuple(_chapter(each, gathered) for each in gathered.inspections),
        proposals=tuple(_proposal(each) for each in gathered.recommendations),
        sections=tuple(SectionText(each.key, each.text) for each in sorted(report.sections, key=lambda one: one.key)),
        scores=tuple(_score_row(each, gathered.scores) for each in gathered.scores.criteria),
        risks=_risks(gathered),
        evidence=tuple(_evidence_row(each) for each in gathered.evidence),
        recipients=tuple(line for line in report.recipients.splitlines() if line.strip()),
        signatory=Signatory(report.signatory_on_behalf, report.signatory_post, report.signatory_name),
        demo=round_.is_demo,
    )


def _gather(round_: Round) -> Gathered:
    findings = select(Finding).join(Finding.assessment).join(Assessment.criterion)
    findings = findings.where(_in(round_), Finding.state != FindingState.WITHDRAWN)
    recommendations = select(Recommendation).join(Recommendation.assessment).join(Assessment.criterion)
    recommendations = recommendations.where(_in(round_), Recommendation.state.not_in(CLOSED_RECOMMENDATIONS))
    evidence = select(Evidence).join(Evidence.assessment).join(Assessment.criterion)
    evidence = evidence.where(_in(round_), counting(), handed_over())
    return Gathered(
        round_,
        of_round(round_),
        find.inspections_of(round_),
        db.session.scalars(findings.order_by(Criterion.position, Finding.recorded_at, Finding.id)).unique().all(),
        db.session.scalars(recommendations.order_by(Criterion.position, Recommendation.recorded_at, Recommendation.id))
        .unique()
        .all(),
        db.session.scalars(evidence.order_by(Criterion.position, Evidence.added_at, Evidence.id)).unique().all(),
    )


def _in(round_: Round) -> ColumnElement[bool]:
    return Assessment.inspection_id.in_(select(Inspection.id).where(Inspection.round_id == round_.id))


def _group(total: Figures) -> str | None:
    """The group of the likely total; unknown while items are unassessed or only assumed."""
    if total.unassessed or total.assumed:
        return None
    share = percent(total.likely, total.maximum - total.excluded)
    return group(share) if share is not None else None


def _chapter(inspection: Inspection, gathered: Gathered) -> AgencyChapter:
    mine = [each for each in gathered.findings if each.assessment.inspection_id == inspection.id]
    return AgencyChapter(
        code=inspection.agency.code,
        name=inspection.agency.name,
        team=inspection.team.name if inspection.team else "",
        visited_from=inspection.visit_from,
        visited_to=inspection.visit_to,
        stage=inspection.stage,
        figures=gathered.scores.of_inspection(inspection),
        strengths=_statements(mine, FindingKind.STRENGTH),
        shortcomings=_statements(mine, FindingKind.SHORTCOMING),
    )


def _statements(findings: Sequence[Finding], kind: FindingKind) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            each.assessment.criterion.code, each.assessment.criterion.name, each.text, each.cause, each.cause_kind
        )
        for each in findings
        if each.kind is kind
    )


def _proposal(recommendation: Recommendation) -> Proposal:
    return Proposal(
        recommendation.assessment.criterion.code,
        recommendation.text,
        recommendation.lead_agency.name,
        recommendation.deadline,
        recommendation.recoverable,
    )


def _score_row(criterion: Criterion, scores: RoundScores) -> ScoreRow:
    assessment = scores.assessments.get(criterion.id)
    if criterion.is_leaf:
        leaf = scores.leaves[criterion.id]
        self_points, team_points, state = leaf.self_points, leaf.points, leaf.state
    else:
        self_points, team_points = _sums(scores, criterion.id)
        state = None
    return ScoreRow(
        code=criterion.code,
        level=criterion.level,
        name=criterion.name,
        assessed_by=criterion.assessed_by,
        agency_code=criterion.lead_agency.code,
        maximum=criterion.maximum,
        self_points=self_points,
        team_points=team_points,
        state=state,
        reason=assessment.reason if assessment else "",
        explanation=_explanation(assessment) if assessment else "",
        minimum=scores.leaves[criterion.id].minimum if criterion.is_leaf else Decimal(0),
        bonus=criterion.is_leaf and scores.leaves[criterion.id].bonus,
    )


def _explanation(assessment: Assessment) -> str:
    """How the points came about, in Vietnamese as the whole paper; empty where the rule did not give them."""
    criterion = assessment.criterion
    numbers = {name: Decimal(number) for name, number in assessment.inputs.items()}
    told = explained(criterion.parsed_rule, criterion.maximum, assessment.value, numbers, assessment.points)
    return sentence(told) if told else ""


def _sums(scores: RoundScores, criterion_id: UUID) -> tuple[Decimal | None, Decimal | None]:
    """Self and team points under a line; None where nobody has given any."""
    leaves = scores.below[criterion_id]
    own = [leaf.self_points for leaf in leaves if leaf.self_points is not None]
    team = [leaf.points for leaf in leaves if leaf.points is not None]
    return (sum(own, Decimal(0)) if own else None), (sum(team, Decimal(0)) if team else None)


def _risks(gathered: Gathered) -> tuple[RiskRow, ...]:
    """Items with points at risk or lost, those with most to win first."""
    rows = []
    for criterion in gathered.scores.criteria:
        assessment = gathered.scores.assessments.get(criterion.id)
        if criterion.is_leaf and assessment is not None and assessment.state in PROBLEMS:
            rows.append(_risk(criterion, assessment, gathered))
    return tuple(sorted(rows, key=lambda row: (-row.at_risk, -row.lost)))


def _risk(criterion: Criterion, assessment: Assessment, gathered: Gathered) -> RiskRow:
    row = figures([gathered.scores.leaves[criterion.id]])
    problems = [
        each.text
        for each in gathered.findings
        if each.assessment_id == assessment.id and each.kind is FindingKind.SHORTCOMING
    ]
    return RiskRow(
        code=criterion.code,
        name=criterion.name,
        agency_name=criterion.lead_agency.name,
        state=assessment.state,
        maximum=criterion.maximum,
        team_points=assessment.points,
        at_risk=row.at_risk,
        lost=row.lost,
        problem=" ".join(problems) or assessment.reason,
        remedies=tuple(_proposal(each) for each in gathered.recommendations if each.assessment_id == assessment.id),
    )


def _evidence_row(evidence: Evidence) -> EvidenceRow:
    assessment = evidence.assessment
    return EvidenceRow(
        criterion_code=assessment.criterion.code,
        agency_code=assessment.criterion.lead_agency.code,
        name=evidence.name,
        sha256=evidence.sha256,
        brought_by=BROUGHT_BY[evidence.side],
        received_on=local_day(evidence.added_at),
    )
