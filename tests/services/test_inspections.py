"""The course of an inspection, and that its agency never sees a draft."""

from decimal import Decimal

import pytest

from inspection_app.models import Inspection
from inspection_app.queries import activity, items
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FindingState, ItemState, Side, Stage
from inspection_app.services import inspections, rounds
from inspection_app.transaction import transaction
from tests.factories import (
    STAGES,
    item,
    lead_of,
    make_agency,
    make_evidence,
    make_finding,
    make_inspection,
    make_recommendation,
    make_round,
    make_score,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")
ALLOWED = {
    Stage.PLANNED: {Stage.SELF_ASSESSMENT, Stage.FIELDWORK},
    Stage.SELF_ASSESSMENT: {Stage.FIELDWORK},
    Stage.FIELDWORK: {Stage.EXPLANATION},
    Stage.EXPLANATION: {Stage.CONCLUDED, Stage.FIELDWORK},
    Stage.CONCLUDED: {Stage.CLOSED},
    Stage.CLOSED: set(),
}


def move(inspection: Inspection, stage: Stage) -> None:
    with transaction():
        inspections.move(inspection, stage, by=lead_of(inspection))


def seen_by_agency(inspection: Inspection, code: str = "1.1.1") -> items.ItemDetail:
    return items.item_detail(item(inspection, code), published=True)


@pytest.mark.parametrize("stage", STAGES)
def test_an_inspection_goes_the_ways_there_are(stage: Stage) -> None:
    inspection = make_inspection(stage)
    for wanted in STAGES:
        if wanted not in ALLOWED[stage]:
            with pytest.raises(DomainError):
                move(inspection, wanted)
            assert inspection.stage is stage
    for wanted in sorted(ALLOWED[stage])[:1]:
        move(inspection, wanted)
        assert inspection.stage is wanted


def test_the_log_tells_every_step_from_where_to_where() -> None:
    inspection = make_inspection(Stage.CONCLUDED)
    lines = [line for line in activity.of_inspection(inspection) if line.verb == "inspection.moved"]
    assert [line.changes["stage"][1] for line in reversed(lines)] == list(STAGES[1:5])
    assert [line.changes["stage"][0] for line in reversed(lines)] == list(STAGES[:4])
    assert "published_at" in lines[0].changes


def test_without_a_team_nothing_begins() -> None:
    with transaction():
        inspection = rounds.add_agency(make_round(), make_agency(), by=None)
    with pytest.raises(DomainError, match="Put a team"), transaction():
        inspections.move(inspection, Stage.FIELDWORK, by=None)


def test_the_agency_never_sees_a_draft() -> None:
    inspection = make_inspection()
    make_score(item(inspection), "85", reason="Nháp")
    make_finding(item(inspection))
    make_recommendation(item(inspection))
    make_evidence(item(inspection), side=Side.TEAM)
    seen = seen_by_agency(inspection)
    assert (seen.item.state, seen.item.points, seen.item.reason) == (ItemState.NOT_ASSESSED, None, "")
    assert (seen.item.findings, seen.item.evidence, seen.item.recommendations) == (0, 0, 0)
    assert [*seen.findings, *seen.evidence, *seen.recommendations] == []
    board = items.board(inspection, published=True)
    assert (board.figures.likely, board.figures.assessed) == (Decimal(0), 0)


def test_publishing_shows_scores_and_findings() -> None:
    inspection = make_inspection()
    make_score(item(inspection), "85", reason="Đã kiểm tra")
    finding = make_finding(item(inspection))
    move(inspection, Stage.EXPLANATION)
    seen = seen_by_agency(inspection)
    assert (seen.item.state, seen.item.points) == (ItemState.PARTLY_MET, Decimal(1))
    assert seen.item.reason == "Đã kiểm tra"
    assert (finding.state, [each.id for each in seen.findings]) == (FindingState.SHOWN, [finding.id])
    assert items.board(inspection, published=True).figures.likely == Decimal(1)


def test_what_changes_afterwards_waits_for_the_next_time() -> None:
    inspection = make_inspection()
    make_score(item(inspection), "85")
    move(inspection, Stage.EXPLANATION)
    make_score(item(inspection), "100")
    late = make_finding(item(inspection), text="Phát hiện sau")
    seen = seen_by_agency(inspection)
    assert (seen.item.points, seen.item.findings, list(seen.findings)) == (Decimal(1), 0, [])
    move(inspection, Stage.CONCLUDED)
    seen = seen_by_agency(inspection)
    assert (seen.item.points, [each.id for each in seen.findings]) == (Decimal(2), [late.id])


def test_a_shown_finding_changed_afterwards_is_a_draft_again() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection), text="Đã cho xem")
    move(inspection, Stage.EXPLANATION)
    make_finding(item(inspection), finding_id=finding.id, revision=finding.revision, text="Bản nháp mới")
    assert "Bản nháp mới" not in [each.text for each in seen_by_agency(inspection).findings]
    move(inspection, Stage.CONCLUDED)
    assert [each.text for each in seen_by_agency(inspection).findings] == ["Bản nháp mới"]


def test_the_agency_sees_what_it_brought_itself() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    mine = make_evidence(item(inspection), side=Side.AGENCY)
    to_stage(inspection, Stage.FIELDWORK)
    make_evidence(item(inspection), side=Side.TEAM)
    assert [each.id for each in seen_by_agency(inspection).evidence] == [mine.id]


def test_fieldwork_can_be_reopened() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    move(inspection, Stage.FIELDWORK)
    assert inspection.stage is Stage.FIELDWORK
    to_stage(inspection, Stage.CONCLUDED)
    assert inspection.published_at is not None
