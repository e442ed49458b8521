"""Made-up people and cases, the cases by the services people use; what a test does not say has a default."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from inspection_app.extensions import db
from inspection_app.models import (
    Agency,
    Assessment,
    CriteriaSet,
    CriteriaUpload,
    Criterion,
    Evidence,
    Explanation,
    Finding,
    Inspection,
    Recommendation,
    Report,
    Round,
    SecondScore,
    Team,
    User,
    UserRole,
)
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.queries import inspections as find
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import (
    Assessed,
    CauseKind,
    FindingKind,
    ItemState,
    Role,
    RoundState,
    Side,
    Stage,
    TeamRole,
)
from inspection_app.services import (
    accounts,
    assessments,
    criteria_sets,
    criteria_uploads,
    evidence,
    explanations,
    findings,
    inspections,
    recommendations,
    reports,
    rounds,
    second_scores,
)
from inspection_app.transaction import transaction
from tests.tables import FORMULA_TABLE, OTHER_TABLE, TABLE

PASSWORD = "mot-mat-khau-du-dai"
START = date(2020, 11, 2)
TOTAL = Decimal(20)  # points of the small table
# Two fields, every kind of rule, two lead agencies: {0} answers for field 1 and 2.2, {1} for the rest.
LEAVES = ("1.1.1", "1.1.2", "1.1.3", "1.2", "1.3", "2.1", "2.2", "2.3")
STAGES = (Stage.PLANNED, Stage.SELF_ASSESSMENT, Stage.FIELDWORK, Stage.EXPLANATION, Stage.CONCLUDED, Stage.CLOSED)
ROUND_STATES = tuple(RoundState)
_number = count(1)


# --- criteria ---


def make_upload(by: User, content: bytes | None = None) -> CriteriaUpload:
    """A table that somebody is looking at."""
    content = content or TABLE.format(make_agency().code, make_agency().code).encode()
    draft = criteria_sets.SetDraft(f"Bảng đang xem {next(_number)}", 2020, "Quyết định mẫu", TOTAL)
    with transaction():
        return criteria_uploads.keep(draft, "bang.csv", content, by=by)


# --- people ---


def make_agency(code: str | None = None, name: str | None = None) -> Agency:
    number = next(_number)
    agency = Agency(code=code or f"SO{number}", name=name or f"Sở Mẫu {number}")
    saved([agency])
    return agency


def make_user(
    *roles: Role,
    agency: Agency | None = None,
    username: str | None = None,
    full_name: str | None = None,
    title: str = "Chuyên viên",
    password: str | None = None,
) -> User:
    """Somebody with these roles; without a password nobody signs in through the form (hashing takes its time)."""
    number = next(_number)
    user = User(
        username=username or f"nguoi{number}",
        full_name=full_name or f"Nguyễn Văn Mẫu {number}",
        title=title,
        agency=agency,
        role_rows=[UserRole(role=role) for role in roles],
        password_hash=accounts.hash_password(password) if password else None,
    )
    saved([user])
    return user


def make_administrator(**told: Any) -> User:
    return make_user(Role.ADMINISTRATOR, **told)


def make_coordinator(**told: Any) -> User:
    return make_user(Role.COORDINATOR, **told)


def make_inspector(**told: Any) -> User:
    return make_user(Role.INSPECTOR, **told)


def make_officer(agency: Agency, **told: Any) -> User:
    return make_user(Role.AGENCY_OFFICER, agency=agency, **told)


def make_head(agency: Agency, **told: Any) -> User:
    """The head of an agency."""
    return make_user(Role.AGENCY_HEAD, agency=agency, **told)


def make_leader(**told: Any) -> User:
    return make_user(Role.LEADER, **told)


# --- rounds ---


def make_criteria_set(
    lead: Agency | None = None,
    other: Agency | None = None,
    *,
    name: str | None = None,
    published: bool = True,
    table: str = TABLE,
) -> CriteriaSet:
    """The small table above: 8 leaves, 20 points; `lead` answers for 1.* and 2.2, `other` for 2.1 and 2.3."""
    lead, other = lead or make_agency(), other or make_agency()
    draft = criteria_sets.SetDraft(name or f"Bảng mẫu {next(_number)}", 2020, "Quyết định mẫu", TOTAL)
    with transaction():
        criteria_set = criteria_sets.import_table(draft, table.format(lead.code, other.code).encode(), by=None)
        if published:
            criteria_sets.publish(criteria_set, by=None)
    return criteria_set


def round_draft(**told: Any) -> rounds.RoundDraft:
    plan: dict[str, Any] = {
        "number": f"{next(_number)}/KH-BCĐ",
        "dated": date(2020, 10, 16),
        "title": "Kiểm tra các giải pháp nâng cao Chỉ số cải cách hành chính",
        "year": 2020,
        "issuing_body": "Ban Chỉ đạo cải cách hành chính",
        "superior_body": "Ủy ban nhân dân tỉnh An Giang",
        "place": "An Giang",
        "bases": "Căn cứ Quyết định mẫu",
        "purpose": "Đánh giá tiến độ thực hiện",
        "starts_on": START,
        "ends_on": date(2020, 11, 30),
    }
    return rounds.RoundDraft(**plan | told)


def make_round(
    criteria_set: CriteriaSet | None = None,
    *,
    state: RoundState = RoundState.IN_PROGRESS,
    by: User | None = None,
    **told: Any,
) -> Round:
    """A round in this state; further words go into its RoundDraft."""
    by = by or make_coordinator()
    criteria_set = criteria_set or make_criteria_set()
    with transaction():
        round_ = rounds.create(round_draft(**told), criteria_set, by=by)
        for each in ROUND_STATES[1 : ROUND_STATES.index(state) + 1]:
            rounds.move(round_, each, by=by)
    return round_


def make_team(round_: Round, lead: User | None = None, *members: User, name: str | None = None) -> Team:
    """A team with a lead and, of the others, the first as secretary."""
    people = {lead or make_inspector(): TeamRole.LEAD}
    people |= {user: TeamRole.MEMBER if place else TeamRole.SECRETARY for place, user in enumerate(members)}
    with transaction():
        return rounds.form_team(round_, name or f"Đoàn mẫu {next(_number)}", people, by=None)


# --- inspections ---


def make_inspection(
    stage: Stage = Stage.FIELDWORK,
    *,
    agency: Agency | None = None,
    round_: Round | None = None,
    team: Team | None = None,
    days_on: int = 0,
) -> Inspection:
    """An inspection at this stage, with a team (a new one unless told); the visit begins `days_on` after the round."""
    agency = agency or make_agency()
    round_ = round_ or make_round(make_criteria_set(agency))
    team = team or make_team(round_, make_inspector(), make_inspector())
    start = START + timedelta(days=days_on)
    with transaction():
        inspection = rounds.add_agency(round_, agency, by=None)
        rounds.put_on(inspection, team, Visit(start, start), by=None)
    to_stage(inspection, stage)
    return inspection


def make_other_inspection(stage: Stage = Stage.FIELDWORK) -> Inspection:
    """An inspection by the other small table."""
    agency = make_agency()
    return make_inspection(stage, agency=agency, round_=make_round(make_criteria_set(agency, table=OTHER_TABLE)))


def make_formula_inspection(stage: Stage = Stage.FIELDWORK) -> Inspection:
    """An inspection by the table with a formula, named requirements, bonus points and points off."""
    agency = make_agency()
    return make_inspection(stage, agency=agency, round_=make_round(make_criteria_set(agency, table=FORMULA_TABLE)))


def to_stage(inspection: Inspection, stage: Stage) -> None:
    """Take the inspection on, step by step, as its lead would."""
    with transaction():
        for each in STAGES[STAGES.index(inspection.stage) + 1 : STAGES.index(stage) + 1]:
            inspections.move(inspection, each, by=lead_of(inspection))


def lead_of(inspection: Inspection) -> User:
    return _member(inspection, TeamRole.LEAD)


def member_of(inspection: Inspection) -> User:
    """Somebody of the team who is not its head."""
    return _member(inspection, TeamRole.SECRETARY)


def _member(inspection: Inspection, role: TeamRole) -> User:
    assert inspection.team is not None
    return next(member.user for member in inspection.team.members if member.role is role)


def survey_item(round_: Round) -> Criterion:
    """An item of the round's table that rests on an assumption."""
    lines = find_sets.tree(round_.criteria_set)
    return next(each for each in lines if each.assessed_by is Assessed.SURVEY and each.is_leaf)


def items_of(inspection: Inspection) -> dict[str, Assessment]:
    """The items of the inspection by code."""
    return {each.criterion.code: each for each in find.assessments_of(inspection)}


def item(inspection: Inspection, code: str = "1.1.1") -> Assessment:
    return items_of(inspection)[code]


# --- what hangs on an item ---


def score_draft(
    assessment: Assessment,
    value: str | None = None,
    *,
    points: str | None = None,
    state: ItemState | None = None,
    reason: str = "",
    **told: Any,
) -> assessments.ScoreDraft:
    drafted: dict[str, Any] = {
        "operation_id": uuid4(),
        "revision": assessment.revision,
        "judgement": state,
        "value": _decimal(value),
        "points": _decimal(points),
        "reason": reason,
    }
    return assessments.ScoreDraft(**drafted | told)


def make_score(assessment: Assessment, value: str | None = None, *, by: User | None = None, **told: Any) -> Assessment:
    """The team's score: a value, or `points` with a `reason`, or a `state`."""
    with transaction():
        draft = score_draft(assessment, value, **told)
        assessments.record(assessment, draft, by=by or lead_of(assessment.inspection))
    return assessment


def make_second_score(
    assessment: Assessment,
    value: str | None = None,
    *,
    by: User | None = None,
    reason: str = "Đối chiếu lại",
    **told: Any,
) -> SecondScore:
    """Somebody else's score of the same item: a value, or `points`, or a `state`."""
    with transaction():
        draft = score_draft(assessment, value, reason=reason, **told)
        second_scores.record(assessment, draft, by=by or member_of(assessment.inspection))
    return db.session.query(SecondScore).filter_by(assessment_id=assessment.id).one()


def finding_draft(**told: Any) -> findings.FindingDraft:
    drafted: dict[str, Any] = {
        "finding_id": uuid4(),
        "operation_id": uuid4(),
        "revision": 0,
        "kind": FindingKind.SHORTCOMING,
        "text": "02/20 văn bản ban hành chậm so với kế hoạch",
        "cause": "Chưa bố trí đủ nhân lực",
        "cause_kind": CauseKind.SUBJECTIVE,
    }
    return findings.FindingDraft(**drafted | told)


def make_finding(assessment: Assessment, *, by: User | None = None, **told: Any) -> Finding:
    with transaction():
        return findings.record(assessment, finding_draft(**told), by=by or lead_of(assessment.inspection))


def recommendation_draft(assessment: Assessment, **told: Any) -> recommendations.RecommendationDraft:
    drafted: dict[str, Any] = {
        "recommendation_id": uuid4(),
        "operation_id": uuid4(),
        "revision": 0,
        "text": "Ban hành 02 văn bản còn chậm",
        "lead_agency": assessment.inspection.agency,
        "deadline": date(2020, 12, 15),
        "recoverable": Decimal(1),
    }
    return recommendations.RecommendationDraft(**drafted | told)


def make_recommendation(assessment: Assessment, *, by: User | None = None, **told: Any) -> Recommendation:
    with transaction():
        draft = recommendation_draft(assessment, **told)
        return recommendations.record(assessment, draft, by=by or lead_of(assessment.inspection))


def make_evidence(
    assessment: Assessment,
    content: bytes = b"Bien ban lam viec",
    *,
    name: str = "bien-ban.txt",
    side: Side = Side.TEAM,
    by: User | None = None,
) -> Evidence:
    with transaction():
        return evidence.add(assessment, name, content, side, by=by or lead_of(assessment.inspection))


def make_explanation(assessment: Assessment, *, by: User | None = None, text: str = "Đã có văn bản") -> Explanation:
    """The agency's answer; the inspection must be at the explanation stage."""
    with transaction():
        return explanations.give(assessment, text, by=by or make_officer(assessment.inspection.agency))


def make_report(round_: Round, *, by: User | None = None) -> Report:
    with transaction():
        return reports.create(round_, by=by or make_coordinator())


def saved(rows: Iterable[object]) -> None:
    """Save rows that a test made or changed by hand."""
    with transaction():
        db.session.add_all(rows)


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def close_round(round_: Round) -> None:
    """The whole way to its end, whatever its inspections say."""
    with transaction():
        for each in ROUND_STATES[ROUND_STATES.index(round_.state) + 1 :]:
            rounds.move(round_, each, by=make_coordinator())
