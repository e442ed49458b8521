"""What is due is told three days before, the day before and every week after, once, to whoever has to do it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Inspection, Notification, Recommendation, User
from inspection_app.rules.terms import NoticeKind, RecommendationState, Stage
from inspection_app.services import notifications
from inspection_app.transaction import transaction
from tests import factories as make
from tests.desk import answer, make_request

ON = date(2020, 12, 10)
LATER = date(2099, 12, 10)  # whoever explains must be in time
pytestmark = pytest.mark.usefixtures("app")


def remind(day: date) -> int:
    with transaction():
        return notifications.remind(day)


def told(user: User) -> list[tuple[NoticeKind, str]]:
    kinds = (NoticeKind.DUE, NoticeKind.OVERDUE)
    rows = db.session.query(Notification).filter(Notification.user_id == user.id, Notification.kind.in_(kinds))
    return [(each.kind, str(each.message)) for each in rows.order_by(Notification.created_at)]


def due(stage: Stage, **dates: Any) -> Inspection:
    """A case at this stage with these dates."""
    inspection = make.make_inspection(stage)
    inspection.self_due_on = inspection.explanation_due_on = inspection.result_due_on = None
    for name, day in dates.items():
        setattr(inspection, name, day)
    make.saved([inspection])
    return inspection


def lead(inspection: Inspection) -> User:
    return make.lead_of(inspection)


def officer(inspection: Inspection) -> User:
    return make.make_officer(inspection.agency)


@pytest.mark.parametrize(
    ("stage", "column", "who"),
    [
        (Stage.SELF_ASSESSMENT, "self_due_on", officer),
        (Stage.FIELDWORK, "result_due_on", lead),
        (Stage.EXPLANATION, "result_due_on", lead),
    ],
)
def test_dates_of_a_case(stage: Stage, column: str, who: Callable[[Inspection], User]) -> None:
    inspection = due(stage, **{column: ON})
    user = who(inspection)
    for days in (10, 4):
        remind(ON - timedelta(days=days))
    assert told(user) == []
    for days in (3, 2, 1, 0, -1, -2, -7, -8):
        remind(ON - timedelta(days=days))
    kinds = [kind for kind, _text in told(user)]
    assert kinds == [NoticeKind.DUE] * 2 + [NoticeKind.OVERDUE] * 2
    assert "10/12/2020" in told(user)[0][1]
    assert told(user)[2][1].startswith("Overdue: ")


@pytest.mark.parametrize(
    ("stage", "column"),
    [
        (Stage.FIELDWORK, "self_due_on"),
        (Stage.CLOSED, "result_due_on"),
        (Stage.CONCLUDED, "explanation_due_on"),
        (Stage.PLANNED, "self_due_on"),
    ],
)
def test_what_is_done_is_not_due(stage: Stage, column: str) -> None:
    inspection = due(stage, **{column: ON})
    people = [officer(inspection), lead(inspection)]
    remind(ON)
    assert [told(user) for user in people] == [[], []]


def test_an_explanation_is_due_while_a_shortcoming_is_unanswered() -> None:
    inspection = make.make_inspection()
    user = officer(inspection)
    make.make_finding(make.item(inspection))
    make.to_stage(inspection, Stage.EXPLANATION)
    inspection.explanation_due_on = LATER
    make.saved([inspection])
    remind(LATER - timedelta(days=3))
    assert told(user) == [(NoticeKind.DUE, f"The explanations of {inspection.agency.name} are due on 10/12/2099.")]
    make.make_explanation(make.item(inspection), by=user)
    remind(LATER - timedelta(days=1))
    assert len(told(user)) == 1


def test_a_visit_is_told_to_both_sides_and_is_never_late() -> None:
    inspection = due(Stage.SELF_ASSESSMENT, visit_from=ON, visit_to=ON)
    people = [officer(inspection), lead(inspection), make.member_of(inspection)]
    for days in (3, 1, 0, -1, -9):
        remind(ON - timedelta(days=days))
    sentence = f"The visit at {inspection.agency.name} begins on 10/12/2020."
    assert [told(user) for user in people] == [[(NoticeKind.DUE, sentence)] * 2] * 3


def test_requests_for_evidence_of_one_day_are_told_together_while_they_wait() -> None:
    inspection = due(Stage.SELF_ASSESSMENT)
    user, asked = officer(inspection), [make_request(make.item(inspection, code)) for code in ("1.1.1", "1.2")]
    for each in asked:
        each.due_on = ON
    make.saved(asked)
    remind(ON - timedelta(days=4))
    assert told(user) == []
    remind(ON - timedelta(days=3))
    name = inspection.agency.name
    sentence = f"2 requests for evidence to {name} are to be answered by 10/12/2020."
    assert told(user) == [(NoticeKind.DUE, sentence)]
    assert told(lead(inspection)) == []
    answer(asked[0], by=user)
    remind(ON + timedelta(days=1))
    late = f"Overdue: 1 requests for evidence to {name} are to be answered by 10/12/2020."
    assert told(user)[1:] == [(NoticeKind.OVERDUE, late)]
    answer(asked[1], by=user)
    remind(ON + timedelta(days=8))
    assert len(told(user)) == 2


def test_an_unannounced_visit_is_not_told_to_the_agency() -> None:
    inspection = due(Stage.PLANNED, visit_from=ON, visit_to=ON)
    people = [officer(inspection), lead(inspection)]
    remind(ON)
    assert [len(told(user)) for user in people] == [0, 1]


def issued(inspection: Inspection, *codes: str) -> list[Recommendation]:
    recommended = [make.make_recommendation(make.item(inspection, code), deadline=ON) for code in codes]
    for each in recommended:
        each.state = RecommendationState.ISSUED
    make.saved(recommended)
    return recommended


def test_recommendations_of_one_day_are_told_together() -> None:
    inspection = make.make_inspection()
    user = officer(inspection)
    first, second = issued(inspection, "1.1.1", "1.1.2")
    remind(ON - timedelta(days=2))
    sentence = f"2 recommendations to {inspection.agency.name} are to be carried out by 10/12/2020."
    assert told(user) == [(NoticeKind.DUE, sentence)]
    first.state = second.state = RecommendationState.VERIFIED_DONE
    make.saved([first, second])
    remind(ON + timedelta(days=1))
    assert len(told(user)) == 1, "what is done is not overdue"


def test_a_recommendation_only_proposed_is_due_for_nobody() -> None:
    inspection = make.make_inspection()
    user = officer(inspection)
    make.make_recommendation(make.item(inspection), deadline=ON)
    remind(ON)
    assert told(user) == []


def test_a_closed_round_is_due_no_more() -> None:
    inspection = due(Stage.FIELDWORK, result_due_on=ON)
    make.close_round(inspection.round)
    remind(ON)
    assert told(lead(inspection)) == []


def test_closed_accounts_and_strangers_are_not_reminded() -> None:
    inspection = due(Stage.SELF_ASSESSMENT, self_due_on=ON)
    gone, stranger = officer(inspection), make.make_officer(make.make_agency())
    gone.is_active = False
    make.saved([gone])
    remind(ON)
    assert [told(gone), told(stranger)] == [[], []]


def test_looking_twice_tells_once() -> None:
    due(Stage.FIELDWORK, result_due_on=ON)
    assert remind(ON) > 0
    assert remind(ON) == 0


def test_a_date_that_moves_is_told_anew() -> None:
    inspection = due(Stage.FIELDWORK, result_due_on=ON)
    remind(ON)
    inspection.result_due_on = ON + timedelta(days=2)
    make.saved([inspection])
    remind(ON)
    assert [text[-11:] for _kind, text in told(lead(inspection))] == ["10/12/2020.", "12/12/2020."]


def test_reminding_costs_no_query_a_person(app: Flask, queries: Any) -> None:
    for _ in range(3):
        due(Stage.FIELDWORK, result_due_on=ON)
    with queries() as sent:
        remind(ON - timedelta(days=30))
    assert len(sent) <= 8
