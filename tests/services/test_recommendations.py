"""Recommendations: within the item's points and after the round began, once, and nobody else's."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Recommendation
from inspection_app.queries.items import recoverable_by_item
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import RecommendationState, Stage
from inspection_app.services import recommendations
from inspection_app.transaction import transaction
from tests.factories import (
    START,
    item,
    lead_of,
    make_agency,
    make_inspection,
    make_recommendation,
    member_of,
    recommendation_draft,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")


def test_a_recommendation_is_recorded() -> None:
    inspection, lead = make_inspection(), make_agency(name="Sở Khác")
    made = make_recommendation(item(inspection), text="Ban hành văn bản", lead_agency=lead, recoverable=Decimal("0.25"))
    db.session.expire_all()
    assert (made.text, made.lead_agency.name, made.recoverable) == ("Ban hành văn bản", "Sở Khác", Decimal("0.25"))
    assert made.state is RecommendationState.PROPOSED


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"recoverable": Decimal("2.01")}, "recoverable"),
        ({"recoverable": Decimal("-0.01")}, "recoverable"),
        ({"deadline": date(2020, 11, 1)}, "deadline"),
    ],
)
def test_what_cannot_be_is_refused(told: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        make_recommendation(item(make_inspection()), **told)
    assert caught.value.field == field
    assert db.session.query(Recommendation).count() == 0


def test_the_bounds_themselves_are_fine() -> None:
    assert make_recommendation(item(make_inspection()), recoverable=Decimal(2), deadline=START).recoverable == 2
    assert make_recommendation(item(make_inspection()), recoverable=None, deadline=None).deadline is None


def test_the_same_operation_twice_is_one_row() -> None:
    assessment = item(make_inspection())
    draft = recommendation_draft(assessment)
    for _ in range(2):
        with transaction():
            recommendations.record(assessment, draft, by=lead_of(assessment.inspection))
    assert db.session.query(Recommendation).count() == 1


def test_another_lead_agency_is_known_at_once() -> None:
    assessment, other = item(make_inspection()), make_agency(name="Sở Khác")
    made = make_recommendation(assessment)
    assert made.lead_agency.id == assessment.inspection.agency_id
    make_recommendation(assessment, recommendation_id=made.id, revision=made.revision, lead_agency=other)
    assert made.lead_agency.name == "Sở Khác"


def test_an_id_of_another_inspection_is_refused() -> None:
    theirs, mine = make_recommendation(item(make_inspection())), item(make_inspection())
    with pytest.raises(DomainError, match="not yours"):
        make_recommendation(mine, recommendation_id=theirs.id, revision=1, text="cướp")
    db.session.expire_all()
    assert theirs.text != "cướp"


def test_a_colleagues_recommendation_is_changed_by_the_head_only() -> None:
    inspection = make_inspection()
    made = make_recommendation(item(inspection), by=lead_of(inspection))
    with pytest.raises(DomainError, match="not yours"):
        make_recommendation(item(inspection), recommendation_id=made.id, revision=1, by=member_of(inspection))


def test_nothing_is_written_against_the_stage() -> None:
    made = make_recommendation(item(make_inspection()))
    to_stage(made.assessment.inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError, match="concluded"):
        make_recommendation(made.assessment)
    with pytest.raises(DomainError, match="concluded"), transaction():
        recommendations.withdraw(made, by=lead_of(made.assessment.inspection))


def test_only_open_recommendations_can_win_points() -> None:
    inspection = make_inspection()
    made = [make_recommendation(item(inspection), recoverable=Decimal(points)) for points in ("0.5", "0.25")]
    assert recoverable_by_item([inspection.id]) == {item(inspection).id: Decimal("0.75")}
    with transaction():
        recommendations.withdraw(made[0], by=lead_of(inspection))
    assert recoverable_by_item([inspection.id]) == {item(inspection).id: Decimal("0.25")}


def test_a_change_of_a_withdrawn_one_is_told_instead_of_lost() -> None:
    made = make_recommendation(item(make_inspection()))
    with transaction():
        recommendations.withdraw(made, by=lead_of(made.assessment.inspection))
    with pytest.raises(DomainError, match="withdrew"):
        make_recommendation(made.assessment, recommendation_id=made.id, revision=made.revision, text="khác")
