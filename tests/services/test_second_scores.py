"""Double scoring: by somebody else of the team, settled by its head, and the first score never lost."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, SecondScore
from inspection_app.queries import second_scores as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import ItemState, SecondChoice, SecondState, Stage
from inspection_app.services import second_scores
from inspection_app.services.second_scores import Settlement
from inspection_app.transaction import transaction
from tests import factories as make

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def scored() -> Assessment:
    """A ladder item with 1 of 2 points, scored by the lead."""
    return make.make_score(make.item(make.make_inspection()), "85", reason="Theo báo cáo")


def state(assessment: Assessment) -> SecondState:
    db.session.expire_all()
    return find.of_item(assessment).state


def second_of(assessment: Assessment) -> SecondScore:
    return db.session.query(SecondScore).filter_by(assessment_id=assessment.id).one()


def agree(assessment: Assessment, **told: Any) -> None:
    given: dict[str, Any] = {"by": make.member_of(assessment.inspection), "revision": assessment.revision} | told
    with transaction():
        second_scores.agree(assessment, uuid4(), **given)


def settle(second: SecondScore, choice: SecondChoice, points: str | None = None, **told: Any) -> None:
    decided: dict[str, Any] = {
        "operation_id": uuid4(),
        "revision": second.assessment.revision,
        "choice": choice,
        "points": Decimal(points) if points else None,
        "reason": "Thống nhất tại cuộc họp",
    }
    with transaction():
        second_scores.settle(second, Settlement(**decided | told), by=make.lead_of(second.assessment.inspection))


def test_one_tap_agrees(scored: Assessment) -> None:
    assert state(scored) is SecondState.NOT_CHECKED
    agree(scored)
    assert (state(scored), find.of_item(scored).difference) == (SecondState.AGREED, Decimal(0))


def test_an_own_score_follows_the_same_rule(scored: Assessment) -> None:
    second = make.make_second_score(scored, "100")
    assert (second.points, second.state, second.first_points) == (Decimal(2), ItemState.MET, Decimal(1))
    assert (state(scored), find.of_item(scored).difference) == (SecondState.DIFFERS, Decimal(1))
    assert (scored.points, scored.reason) == (Decimal(1), "Theo báo cáo"), "until it is settled the first score counts"


def test_the_same_points_from_another_value_agree(scored: Assessment) -> None:
    make.make_second_score(scored, "90")
    assert state(scored) is SecondState.AGREED


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"value": "5000"}, "value"),
        ({"value": "100", "reason": ""}, "reason"),
        ({"points": "3"}, "points"),
        ({}, "value"),
        ({"state": ItemState.NOT_ASSESSED}, "judgement"),
    ],
)
def test_what_the_rule_refuses_is_refused(scored: Assessment, told: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        make.make_second_score(scored, **told)
    assert (caught.value.field, state(scored)) == (field, SecondState.NOT_CHECKED)


def test_nobody_checks_the_own_score(scored: Assessment) -> None:
    lead = make.lead_of(scored.inspection)
    with pytest.raises(DomainError, match="is yours"):
        make.make_second_score(scored, "100", by=lead)
    with pytest.raises(DomainError, match="is yours"):
        agree(scored, by=lead)


def test_what_is_not_scored_is_not_scored_again() -> None:
    with pytest.raises(DomainError, match="not scored this item yet"):
        agree(make.item(make.make_inspection()))


def test_a_third_person_leaves_a_given_second_score_alone() -> None:
    round_ = make.make_round(make.make_criteria_set(agency := make.make_agency()))
    lead, second, third = (make.make_inspector() for _ in range(3))
    team = make.make_team(round_, lead, second, third)
    item = make.make_score(make.item(make.make_inspection(agency=agency, round_=round_, team=team)), "85")
    agree(item, by=second)
    with pytest.raises(DomainError, match=second.full_name):
        agree(item, by=third)
    make.make_second_score(item, "100", by=second)
    assert state(item) is SecondState.DIFFERS, "one's own may be changed"
    make.make_score(item, "50")
    agree(item, by=third)
    assert state(item) is SecondState.AGREED, "a stale one is anybody's"


def test_a_changed_team_score_makes_it_stale(scored: Assessment) -> None:
    agree(scored)
    make.make_score(scored, "100")
    assert state(scored) is SecondState.STALE
    with pytest.raises(DomainError, match="no difference"):
        settle(second_of(scored), SecondChoice.FIRST)


def test_two_scores_of_one_person_are_no_second_pair_of_eyes(scored: Assessment) -> None:
    agree(scored)
    make.make_score(scored, "86", by=make.member_of(scored.inspection))
    assert (scored.points, state(scored)) == (Decimal(1), SecondState.STALE)


def test_an_agreement_is_with_what_was_read(scored: Assessment) -> None:
    read_at = scored.revision
    make.make_score(scored, "100")
    with pytest.raises(DomainError, match="changed meanwhile"):
        agree(scored, revision=read_at)
    assert state(scored) is SecondState.NOT_CHECKED


@pytest.mark.parametrize("closed", ["concluded", "round"])
def test_stage_and_round_close_it(scored: Assessment, closed: str) -> None:
    second = make.make_second_score(scored, "100")
    if closed == "round":
        make.close_round(scored.inspection.round)
    else:
        make.to_stage(scored.inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError, match="change"):
        agree(scored)
    with pytest.raises(DomainError, match="change"):
        settle(second, SecondChoice.FIRST)
    assert state(scored) is SecondState.DIFFERS


DECISION = "Thống nhất tại cuộc họp"


@pytest.mark.parametrize(
    ("choice", "points", "value", "reason"),
    [
        (SecondChoice.FIRST, "1", "85", "Theo báo cáo"),
        (SecondChoice.SECOND, "2", "100", DECISION),
        (SecondChoice.OTHER, "1.5", "85", DECISION),
    ],
)
def test_the_head_settles(scored: Assessment, choice: SecondChoice, points: str, value: str, reason: str) -> None:
    second = make.make_second_score(scored, "100", reason="Lời của người chấm lần 2")
    settle(second, choice, points if choice is SecondChoice.OTHER else None)
    assert state(scored) is SecondState.SETTLED
    assert (scored.points, scored.value, scored.reason) == (Decimal(points), Decimal(value), reason)
    assert (second.settled_points, second.settled_reason) == (Decimal(points), DECISION)
    lines = [line.verb for line in db.session.query(Activity).order_by(Activity.id)]
    assert lines[-1] == "second_score.settled"
    assert lines.count("score.recorded") == (1 if choice is SecondChoice.FIRST else 2)
    make.make_score(scored, "50")
    assert state(scored) is SecondState.STALE


@pytest.mark.parametrize(
    ("choice", "points", "reason", "field"),
    [
        (SecondChoice.FIRST, None, "", "reason"),
        (SecondChoice.OTHER, None, "Có", "points"),
        (SecondChoice.OTHER, "2.5", "Có", "points"),
    ],
)
def test_a_decision_has_points_and_a_reason(
    scored: Assessment, choice: SecondChoice, points: str | None, reason: str, field: str
) -> None:
    second = make.make_second_score(scored, "100")
    with pytest.raises(DomainError) as caught:
        settle(second, choice, points, reason=reason)
    assert (caught.value.field, state(scored), scored.points) == (field, SecondState.DIFFERS, Decimal(1))


def test_sent_twice_is_done_once(scored: Assessment) -> None:
    draft = make.score_draft(scored, "100", reason="Đối chiếu lại")
    for _twice in range(2):
        with transaction():
            second_scores.record(scored, draft, by=make.member_of(scored.inspection))
    operation_id, read_at = uuid4(), scored.revision
    for _twice in range(2):
        settle(second_of(scored), SecondChoice.SECOND, operation_id=operation_id, revision=read_at)
    verbs = [line.verb for line in db.session.query(Activity)]
    assert (verbs.count("second_score.recorded"), verbs.count("second_score.settled")) == (1, 1)


def test_the_list_has_every_scored_item(scored: Assessment) -> None:
    inspection = scored.inspection
    agree(make.make_score(make.item(inspection, "1.2"), "1"))
    make.make_score(make.item(inspection, "1.3"), "3")
    make.make_second_score(scored, "100")
    found = {line.assessment.criterion.code: line.state for line in find.of_inspection(inspection)}
    assert found == {"1.1.1": SecondState.DIFFERS, "1.2": SecondState.AGREED, "1.3": SecondState.NOT_CHECKED}
