"""The roll-up: the total is the sum of the fields, and of the agencies with what nobody inspects."""

from decimal import Decimal

import pytest

from inspection_app.models import Inspection
from inspection_app.queries import items, scores
from inspection_app.rules.tally import Figures, figures, total
from inspection_app.rules.terms import ItemState, Stage
from inspection_app.services import assessments, recommendations
from inspection_app.transaction import transaction
from tests.factories import (
    LEAVES,
    TOTAL,
    item,
    lead_of,
    make_agency,
    make_criteria_set,
    make_inspection,
    make_officer,
    make_other_inspection,
    make_recommendation,
    make_round,
    make_score,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def first() -> Inspection:
    """An agency that leads field 1 and a survey, with scores of every kind; the other agency is not inspected."""
    agency = make_agency()
    inspection = make_inspection(agency=agency, round_=make_round(make_criteria_set(agency, make_agency())))
    make_score(item(inspection, "1.1.1"), "85")  # 1 of 2
    make_score(item(inspection, "1.1.2"), "2", state=ItemState.AT_RISK)  # 2 of 2, unproven
    make_score(item(inspection, "1.1.3"), state=ItemState.NOT_APPLICABLE, reason="Không phát sinh")
    make_score(item(inspection, "1.2"), "0")
    make_recommendation(item(inspection, "1.2"), recoverable=Decimal("0.5"))
    return inspection


def parts(row: Figures) -> Decimal:
    return row.low + row.at_risk + row.lost + row.unassessed + row.assumed + row.excluded


def test_every_point_is_somewhere(first: Inspection) -> None:
    found = scores.of_round(first.round).total
    assert found.maximum == parts(found) == TOTAL
    assert (found.low, found.likely, found.high) == (Decimal(1), Decimal(3), Decimal("3.5"))
    assert (found.at_risk, found.lost, found.excluded) == (Decimal("2.5"), Decimal("2.5"), Decimal(2))
    assert (found.unassessed, found.assumed) == (Decimal(6), Decimal(6))
    assert (found.leaves, found.assessed, found.apart) == (len(LEAVES), 4, 2)


def test_the_total_is_the_sum_of_the_fields(first: Inspection) -> None:
    found = scores.of_round(first.round)
    assert total(found.under(field) for field in found.fields) == found.total
    assert [field.code for field in found.fields] == ["1", "2"]


def test_every_line_is_the_sum_of_the_lines_below(first: Inspection) -> None:
    found = scores.of_round(first.round)
    for line in found.criteria:
        below = [each for each in found.criteria if each.parent_id == line.id]
        if below:
            assert found.under(line) == total(found.under(each) for each in below), line.code
        assert found.under(line).maximum == line.maximum


def test_the_total_is_the_sum_of_the_agencies_and_what_nobody_inspects(first: Inspection) -> None:
    found = scores.of_round(first.round)
    nobody = figures(leaf for key, leaf in found.leaves.items() if key not in found.assessments)
    assert nobody.maximum == Decimal(7)
    assert nobody.likely == 0
    assert found.of_inspection(first) + nobody == found.total


def test_two_agencies_share_no_leaf(first: Inspection) -> None:
    other = next(line.lead_agency for line in first.round.criteria_set.criteria if line.code == "2.1")
    second = make_inspection(agency=other, round_=first.round, days_on=1)
    make_score(item(second, "2.1"), points="2.25", reason="Theo hồ sơ")
    found = scores.of_round(first.round)
    assert found.of_inspection(first) + found.of_inspection(second) == found.total
    assert found.of_inspection(second).likely == Decimal("2.25")


def test_a_board_says_the_same_as_the_round(first: Inspection) -> None:
    board = items.board(first, published=False)
    assert board.figures == scores.of_round(first.round).of_inspection(first)
    assert total(each.figures for each in board.fields) == board.figures


def test_nothing_entered_is_nothing_won_and_nothing_lost() -> None:
    round_ = make_round()
    found = scores.of_round(round_).total
    assert (found.likely, found.lost, found.assessed) == (Decimal(0), Decimal(0), 0)
    assert found.unassessed + found.assumed == TOTAL


def test_the_agency_adds_up_what_was_published(first: Inspection) -> None:
    assert items.board(first, published=True).figures.likely == 0
    to_stage(first, Stage.EXPLANATION)
    make_score(item(first, "1.3"), "4")
    assert items.board(first, published=False).figures.likely == Decimal(5)
    shown = items.board(first, published=True)
    assert shown.figures.likely == Decimal(3)
    assert total(each.figures for each in shown.fields) == shown.figures


def test_the_agency_is_not_told_what_remedies_could_win(first: Inspection) -> None:
    to_stage(first, Stage.EXPLANATION)
    assert items.board(first, published=True).figures.high == Decimal(3)


def test_a_withdrawn_remedy_wins_nothing(first: Inspection) -> None:
    made = items.item_detail(item(first, "1.2"), published=False).recommendations[0]
    with transaction():
        recommendations.withdraw(made, by=lead_of(first))
    assert scores.of_round(first.round).total.high == Decimal(3)


def test_what_did_not_arise_is_won_or_left_out_as_the_table_says() -> None:
    inspection = make_other_inspection()
    for code in ("1.2", "1.3"):
        make_score(item(inspection, code), state=ItemState.NOT_APPLICABLE, reason="Không phát sinh")
    found = scores.of_round(inspection.round).total
    assert found.maximum == parts(found) == TOTAL
    assert (found.low, found.likely, found.lost, found.excluded) == (Decimal(4), Decimal(4), Decimal(0), Decimal(4))
    assert (found.unassessed, found.assumed, found.assessed) == (Decimal(8), Decimal(4), 2)
    assert items.board(inspection, published=True).figures.likely == 0
    to_stage(inspection, Stage.EXPLANATION)
    assert items.board(inspection, published=True).figures == scores.of_round(inspection.round).of_inspection(
        inspection
    )


def test_self_scores_are_added_up_beside() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    officer = make_officer(inspection.agency)
    with transaction():
        assessments.self_score(
            item(inspection, "1.1.1"), assessments.SelfScoreDraft(Decimal(100), None, ""), by=officer
        )
        assessments.self_score(item(inspection, "1.1.2"), assessments.SelfScoreDraft(Decimal(1), None, ""), by=officer)
    assert scores.of_round(inspection.round).total.self_points == 0, "the agency's draft is its own"
    to_stage(inspection, Stage.FIELDWORK)
    found = scores.of_round(inspection.round).total
    assert (found.self_points, found.likely) == (Decimal(3), Decimal(0))
