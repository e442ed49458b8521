"""Scoring an item: exact points by its rule, or by hand with a reason; four ways of having no points."""

from decimal import Decimal
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import ItemState, Stage
from inspection_app.services import assessments
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    items_of,
    lead_of,
    make_inspection,
    make_officer,
    make_other_inspection,
    make_round,
    make_score,
    member_of,
    score_draft,
)

pytestmark = pytest.mark.usefixtures("app")


def refusal(assessment: Assessment, *args: Any, **told: Any) -> DomainError:
    """What the service says to this entry."""
    with pytest.raises(DomainError) as caught:
        make_score(assessment, *args, **told)
    db.session.expire_all()
    assert assessment.points is None
    return caught.value


@pytest.mark.parametrize(
    ("code", "value", "points", "state"),
    [
        ("1.1.1", "100", "2", ItemState.MET),  # ladder
        ("1.1.1", "80", "1", ItemState.PARTLY_MET),
        ("1.1.1", "79.99", "0", ItemState.NOT_MET),
        ("1.1.2", "3", "2", ItemState.MET),  # count
        ("1.1.2", "1", "1", ItemState.PARTLY_MET),
        ("1.1.3", "90.5", "1.81", ItemState.PARTLY_MET),  # ratio
        ("1.1.3", "79", "0", ItemState.NOT_MET),
        ("1.2", "1", "2", ItemState.MET),  # yes or no
        ("1.2", "0", "0", ItemState.NOT_MET),
        ("1.3", "3", "1.5", ItemState.PARTLY_MET),  # checklist
    ],
)
def test_points_follow_from_the_value(code: str, value: str, points: str, state: ItemState) -> None:
    assessment = make_score(item(make_inspection(), code), value)
    db.session.expire_all()
    assert (assessment.value, assessment.points, assessment.state) == (Decimal(value), Decimal(points), state)


@pytest.mark.parametrize(
    ("code", "value", "points", "state"),
    [
        ("1.1", "0", "4", ItemState.MET),  # deadline
        ("1.1", "5", "2", ItemState.PARTLY_MET),
        ("1.1", "11", "0", ItemState.NOT_MET),
        ("1.2", "90", "4", ItemState.MET),  # mixed
        ("1.2", "72", "3.2", ItemState.PARTLY_MET),
        ("1.2", "69.99", "0", ItemState.NOT_MET),
        ("1.3", "0", "4", ItemState.MET),  # deduction
        ("1.3", "3", "3.25", ItemState.PARTLY_MET),
        ("1.3", "17", "0", ItemState.NOT_MET),
    ],
)
def test_points_of_the_other_kinds(code: str, value: str, points: str, state: ItemState) -> None:
    assessment = make_score(item(make_other_inspection(), code), value)
    db.session.expire_all()
    assert (assessment.value, assessment.points, assessment.state) == (Decimal(value), Decimal(points), state)
    assert not assessments.is_by_hand(assessment)


@pytest.mark.parametrize(("code", "points"), [("1.1", None), ("1.2", Decimal(4)), ("1.3", None), ("1.4", Decimal(4))])
def test_where_nothing_arose_the_table_says_what_it_is_worth(code: str, points: Decimal | None) -> None:
    assessment = item(make_other_inspection(), code)
    assert refusal(assessment, state=ItemState.NOT_APPLICABLE).field == "reason"
    assert refusal(assessment, "1", state=ItemState.NOT_APPLICABLE, reason="Không").field == "judgement"
    make_score(assessment, state=ItemState.NOT_APPLICABLE, reason="Không có kiến nghị")
    db.session.expire_all()
    assert (assessment.state, assessment.value) == (ItemState.NOT_APPLICABLE, None)
    assert assessment.points == points
    assert not assessments.is_by_hand(assessment)


def test_points_of_published_statistics_are_not_given_by_the_team() -> None:
    assessment = item(make_other_inspection(), "2.1")
    assert assessment.state is ItemState.NOT_INSPECTED
    assert "statistics" in str(refusal(assessment, points="3", reason="Đoán"))


def test_points_by_hand_have_a_reason() -> None:
    inspection = make_inspection()
    assert refusal(item(inspection), points="0.25").field == "reason"
    assessment = make_score(item(inspection), points="0.25", reason="Theo biên bản làm việc")
    assert assessment.points == Decimal("0.25")
    assert assessments.is_by_hand(assessment)


def test_points_by_hand_go_before_the_value() -> None:
    assessment = make_score(item(make_inspection()), "100", points="1", reason="Thiếu một phần hồ sơ")
    assert (assessment.value, assessment.points) == (Decimal(100), Decimal(1))
    assert assessments.is_by_hand(assessment)


@pytest.mark.parametrize("points", ["-0.01", "2.01"])
def test_points_lie_between_0_and_the_maximum(points: str) -> None:
    assert refusal(item(make_inspection()), points=points, reason="Nhầm").field == "points"


@pytest.mark.parametrize(("code", "value"), [("1.1.1", "-1"), ("1.1.2", "1.5"), ("1.2", "2"), ("1.3", "5")])
def test_a_value_the_rule_does_not_know_is_refused(code: str, value: str) -> None:
    assert refusal(item(make_inspection(), code), value).field == "value"


def test_an_empty_entry_is_refused() -> None:
    assert refusal(item(make_inspection())).field == "value"


def test_four_things_that_are_not_the_same() -> None:
    inspection = make_inspection()
    make_score(item(inspection, "1.1.1"), state=ItemState.NOT_APPLICABLE, reason="Không phát sinh")
    make_score(item(inspection, "1.1.2"), state=ItemState.LACKS_EVIDENCE)
    make_score(item(inspection, "1.2"), "0")
    found = {code: (each.state, each.points) for code, each in items_of(inspection).items()}
    assert found["1.1.1"] == (ItemState.NOT_APPLICABLE, None)
    assert found["1.1.2"] == (ItemState.LACKS_EVIDENCE, None)
    assert found["1.1.3"] == (ItemState.NOT_ASSESSED, None)
    assert found["1.2"] == (ItemState.NOT_MET, Decimal(0))


def test_what_does_not_apply_has_a_reason_and_no_points() -> None:
    inspection = make_inspection()
    assert refusal(item(inspection), state=ItemState.NOT_APPLICABLE).field == "reason"
    assert refusal(item(inspection), "85", state=ItemState.NOT_APPLICABLE, reason="Không").field == "judgement"


def test_at_risk_keeps_its_points() -> None:
    assessment = make_score(item(make_inspection()), "85", state=ItemState.AT_RISK)
    assert (assessment.points, assessment.state) == (Decimal(1), ItemState.AT_RISK)


def test_an_entry_can_be_taken_back() -> None:
    assessment = make_score(item(make_inspection()), "85")
    make_score(assessment, state=ItemState.NOT_ASSESSED)
    assert (assessment.points, assessment.value, assessment.state) == (None, None, ItemState.NOT_ASSESSED)


def test_a_survey_is_not_scored_by_the_team() -> None:
    assessment = item(make_inspection(), "2.2")
    assert assessment.state is ItemState.NOT_INSPECTED
    assert "survey" in str(refusal(assessment, points="3", reason="Đoán"))


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.SELF_ASSESSMENT, Stage.CONCLUDED, Stage.CLOSED])
def test_nothing_is_scored_against_the_stage(stage: Stage) -> None:
    refusal(item(make_inspection(stage)), "85")


def test_the_same_operation_twice_is_one_change() -> None:
    assessment = item(make_inspection())
    draft = score_draft(assessment, "85")
    for _ in range(2):
        with transaction():
            assessments.record(assessment, draft, by=lead_of(assessment.inspection))
    assert assessment.revision == 2
    assert db.session.query(Activity).filter_by(verb="score.recorded").count() == 1


def test_two_scores_from_one_revision_clash_and_show_both() -> None:
    inspection = make_inspection()
    assessment = item(inspection)
    mine, theirs = score_draft(assessment, "100"), score_draft(assessment, "85")
    for draft, user in ((theirs, lead_of(inspection)),):
        with transaction():
            assessments.record(assessment, draft, by=user)
    with pytest.raises(Clashed) as caught, transaction():
        assessments.record(assessment, mine, by=member_of(inspection))
    assert (caught.value.clashes["points"].mine, caught.value.clashes["points"].theirs) == ("2", "1")
    db.session.expire_all()
    assert assessment.points == Decimal(1)


def test_the_agency_scores_itself() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT))
    officer = make_officer(assessment.inspection.agency)
    with transaction():
        assessments.self_score(assessment, assessments.SelfScoreDraft(Decimal(100), None, "Đã hoàn thành"), by=officer)
    assert (assessment.self_value, assessment.self_points) == (Decimal(100), Decimal(2))
    assert (assessment.points, assessment.state) == (None, ItemState.NOT_ASSESSED)
    with pytest.raises(DomainError), transaction():
        assessments.self_score(
            item(assessment.inspection, "1.3"), assessments.SelfScoreDraft(None, Decimal(99), ""), by=officer
        )


def test_the_agency_scores_itself_in_its_time_only() -> None:
    assessment = item(make_inspection(Stage.FIELDWORK))
    with pytest.raises(DomainError, match="Fieldwork"), transaction():
        assessments.self_score(
            assessment,
            assessments.SelfScoreDraft(Decimal(100), None, ""),
            by=make_officer(assessment.inspection.agency),
        )


def test_an_inspection_has_the_items_its_agency_leads() -> None:
    inspection = make_inspection()
    assert list(items_of(inspection)) == ["1.1.1", "1.1.2", "1.1.3", "1.2", "1.3", "2.2"]
    other = make_inspection(agency=None, round_=make_round())
    assert items_of(other) == {}
