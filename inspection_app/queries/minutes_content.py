"""What the minutes of a visit say, gathered from the inspection as it stands now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from inspection_app.documents.content import Letterhead, Statement
from inspection_app.documents.minutes_content import MinutesContent, MinutesField, MinutesRow, Remedy, VisitResults
from inspection_app.documents.wording import sentence
from inspection_app.extensions import db
from inspection_app.models import (
    Assessment,
    Criterion,
    Evidence,
    Finding,
    Inspection,
    Meeting,
    Recommendation,
    Team,
    TeamMember,
    User,
)
from inspection_app.rules.attendance import Person, people
from inspection_app.rules.labels import label
from inspection_app.rules.scoring import explained
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.terms import FindingKind, TeamRole
from inspection_app.rules.vietnamese import sort_key

from .criteria_sets import bonus_lines, fields_of
from .evidence import counting, seen
from .inspections import assessments_of, findings_of
from .items import CLOSED_RECOMMENDATIONS
from .paper_body import plan_of, team_head

SUBJECT = "Kiểm tra việc thực hiện các giải pháp nâng cao Chỉ số cải cách hành chính năm {year} tại {agency}"


def content_of(meeting: Meeting) -> MinutesContent:
    """The whole content, from what was entered at the items and written of the meeting."""
    inspection = meeting.inspection
    round_, team = inspection.round, inspection.team
    return MinutesContent(
        letterhead=_letterhead(inspection),
        subject=subject_of(inspection),
        plan=plan_of(round_),
        decision=round_.criteria_set.decision,
        confirmed=round_.criteria_set.confirmed_at is not None,
        agency=inspection.agency.name,
        team=team.name if team else "",
        started_at=meeting.started_at.astimezone(UTC),
        ended_at=meeting.ended_at.astimezone(UTC) if meeting.ended_at else None,
        place=meeting.place,
        chair=person_of(meeting.chair, inspection),
        secretary=person_of(meeting.secretary, inspection),
        team_present=people(meeting.team_present),
        agency_present=people(meeting.agency_present),
        course=meeting.course,
        results=results_of(inspection),
        objections=meeting.objections,
        conclusion=meeting.conclusion,
        demo=round_.is_demo,
    )


def subject_of(inspection: Inspection) -> str:
    """What the minutes are about."""
    return SUBJECT.format(year=inspection.round.year, agency=inspection.agency.name)


def _letterhead(inspection: Inspection) -> Letterhead:
    """The team's own, as of every paper it issues itself."""
    head = team_head(inspection.round, inspection.team or Team(name=""))
    return Letterhead(head["superior_body"], head["issuing_body"], head["body_symbol"], head["place"])


def results_of(inspection: Inspection) -> VisitResults:
    """Scores, findings and remedies as the team has them now."""
    assessments = assessments_of(inspection)  # first: findings and remedies find their items loaded
    findings = findings_of(inspection)
    return VisitResults(
        fields=_fields(inspection, assessments),
        strengths=_statements(findings, FindingKind.STRENGTH),
        shortcomings=_statements(findings, FindingKind.SHORTCOMING),
        remedies=_remedies(inspection),
    )


def team_of(inspection: Inspection) -> list[TeamMember]:
    """The people of the team, its head first."""
    ranks = list(TeamRole)
    members = inspection.team.members if inspection.team else []
    return sorted(members, key=lambda each: (ranks.index(each.role), sort_key(each.user.full_name)))


def person_of(user: User, inspection: Inspection) -> Person:
    """A person of the team as papers name him or her: «Phó Giám đốc Sở Nội vụ, Trưởng đoàn»."""
    role = inspection.team.role_of(user.id) if inspection.team else None
    return Person(user.full_name, ", ".join(filter(None, (user.title, sentence(label(role)) if role else ""))))


def _fields(inspection: Inspection, assessments: Iterable[Assessment]) -> tuple[MinutesField, ...]:
    """The agency's items by field, in the table's order."""
    names = {field.code: field.name for field in fields_of(inspection.round.criteria_set_id)}
    bonus = bonus_lines(inspection.round.criteria_set_id)
    evidence = _evidence(inspection)
    by_field: dict[str, list[Assessment]] = defaultdict(list)
    for each in assessments:
        by_field[each.criterion.field_code].append(each)
    return tuple(
        MinutesField(
            code,
            names[code],
            tuple(_row(each, evidence, bonus=each.criterion_id in bonus) for each in items if not _is_apart(each)),
            sum(map(_is_apart, items)),
        )
        for code, items in by_field.items()
    )


def _is_apart(assessment: Assessment) -> bool:
    return assessment.criterion.assessed_by in HELD_APART


def _row(assessment: Assessment, evidence: Mapping[UUID, Sequence[str]], *, bonus: bool) -> MinutesRow:
    criterion = assessment.criterion
    numbers = {name: Decimal(number) for name, number in assessment.inputs.items()}
    told = explained(criterion.parsed_rule, criterion.maximum, assessment.value, numbers, assessment.points)
    return MinutesRow(
        code=criterion.code,
        name=criterion.name,
        maximum=criterion.maximum,
        self_points=assessment.self_points,
        points=assessment.points,
        state=assessment.state,
        reason="; ".join(filter(None, (sentence(told) if told else "", assessment.reason))),
        evidence=tuple(evidence.get(assessment.id, ())),
        bonus=bonus,
    )


def _evidence(inspection: Inspection) -> dict[UUID, list[str]]:
    """The names of the files at each item, both sides'."""
    query = select(Evidence.assessment_id, Evidence.name).join(Evidence.assessment)
    query = query.where(Assessment.inspection_id == inspection.id, counting(), seen(inspection, published=False))
    query = query.order_by(Evidence.added_at, Evidence.id)
    names: dict[UUID, list[str]] = defaultdict(list)
    for assessment_id, name in db.session.execute(query):
        names[assessment_id].append(name)
    return names


def _statements(findings: Iterable[Finding], kind: FindingKind) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            each.assessment.criterion.code, each.assessment.criterion.name, each.text, each.cause, each.cause_kind
        )
        for each in findings
        if each.kind is kind
    )


def _remedies(inspection: Inspection) -> tuple[Remedy, ...]:
    query = select(Recommendation).join(Recommendation.assessment).join(Assessment.criterion)
    query = query.where(
        Assessment.inspection_id == inspection.id, Recommendation.state.not_in(CLOSED_RECOMMENDATIONS)
    ).order_by(Criterion.position, Recommendation.recorded_at, Recommendation.id)
    return tuple(
        Remedy(each.assessment.criterion.code, each.text, each.lead_agency.name, each.deadline)
        for each in db.session.scalars(query).unique()
    )
