"""Whatever hangs on an item goes along when its round changes the criteria set, also where two items become one."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Assessment, Base, Criterion, Evidence, Explanation, FeedbackCheck, Inspection
from inspection_app.queries import explanations as find_answers
from inspection_app.queries.round_remaps import HANGING
from inspection_app.rules.terms import Side, Stage
from inspection_app.services import explanations, feedback, scenarios
from inspection_app.services.explanations import AnswerDraft
from inspection_app.transaction import transaction
from tests import desk
from tests import factories as make
from tests.citizens import make_check, make_feedback
from tests.remap_cases import go, later, wish
from tests.scenario_cases import make_scenario

pytestmark = pytest.mark.usefixtures("app")


def pointing_to(table: str) -> set[str]:
    """The tables with a key into this one."""
    tables = Base.metadata.tables.values()
    return {each.name for each in tables for key in each.foreign_keys if key.column.table.name == table}


def test_every_table_of_an_item_is_known_to_the_move() -> None:
    """A new table that hangs on items belongs into HANGING, one that names criteria into remap_assumptions."""
    assert pointing_to(Assessment.__tablename__) == {kind.__tablename__ for kind in HANGING.values()}
    followed = {"assessment", "assumption", "scenario_step"}
    assert pointing_to(Criterion.__tablename__) == followed | {"criterion", "co_operating_agency"}


def gone(lines: dict[str, Criterion]) -> None:
    """1.1.2 becomes an item of another name under another code."""
    lines["1.1.2"].name, lines["1.1.2"].code = "Chuyển đổi số", "1.1.4"


def merge(inspection: Inspection) -> list[dict[str, str]]:
    """1.1.2 goes into 1.1.1; what could not follow."""
    remap = go(inspection.round, wish(inspection.round, later(inspection.round, gone), c1_1_2="1.1.1"))
    db.session.expire_all()
    left: list[dict[str, str]] = remap.details["left"]
    return left


def draft(item: Assessment, text: str, *files: tuple[str, bytes]) -> Explanation:
    officer = make.make_officer(item.inspection.agency)
    with transaction():
        answer = AnswerDraft(uuid4(), 0, text, files)
        return explanations.draft(item, answer, by=officer)


def test_an_item_with_nothing_but_a_check_or_a_named_document_is_not_dropped() -> None:
    inspection = make.make_inspection()
    check, named = make_check(make.item(inspection, "1.1.2")), make.item(inspection, "1.1.3")
    named.self_evidence = "Công văn số 5"
    make.saved([named])

    def change(lines: dict[str, Criterion]) -> None:
        gone(lines)
        lines["1.1.3"].name, lines["1.1.3"].code = "Khác hẳn", "1.1.5"

    to = later(inspection.round, change)
    go(inspection.round, wish(inspection.round, to, c1_1_2="1.1.1", c1_1_3="1.1.5"))
    db.session.expire_all()
    assert check.assessment == make.item(inspection, "1.1.1")
    assert make.item(inspection, "1.1.5").self_evidence == "Công văn số 5"


def test_everything_of_two_items_that_become_one_stands_at_the_one() -> None:
    inspection = make.make_inspection()
    first, second = make.item(inspection, "1.1.1"), make.item(inspection, "1.1.2")
    make.make_score(first, "85")
    remedy = make.make_recommendation(second)
    rows: list[Any] = [remedy, make.make_finding(second), make.make_evidence(second, side=Side.TEAM)]
    rows += [desk.make_thread(second), make_check(second)]
    desk.hand_in(inspection)
    rows.append(desk.make_request(second))
    scenario = make_scenario(inspection.round, [remedy], by=make.lead_of(inspection))
    make.to_stage(inspection, Stage.EXPLANATION)
    rows.append(make.make_explanation(second))
    assert merge(inspection) == []
    assert {row.assessment for row in rows} == {first}
    assert {each.recommendation for each in scenario.steps} == {remedy}
    assert (first.value, first.points) == (Decimal(85), Decimal(1))
    sets = {each.criterion.criteria_set_id for each in make.items_of(inspection).values()}
    assert sets == {inspection.round.criteria_set_id}


def test_checks_of_the_same_feedback_become_one_and_no_word_is_lost() -> None:
    inspection = make.make_inspection()
    first, second = make.item(inspection, "1.1.1"), make.item(inspection, "1.1.2")
    line = make_feedback(inspection.agency)
    kept, joined = make_check(first, line), make_check(second, line)
    with transaction():
        feedback.check_handling(joined, "Trả lời muộn", by=make.lead_of(inspection))
        finding = feedback.become_finding(joined, make.finding_draft(), by=make.lead_of(inspection))
    left = merge(inspection)
    assert [(each["kind"], each["code"], each["result"]) for each in left] == [
        ("feedback_check", "1.1.2", "Trả lời muộn")
    ]
    assert db.session.query(FeedbackCheck).one() == kept
    assert (kept.result, kept.finding, kept.checked_by) == ("Trả lời muộn", finding, make.lead_of(inspection))
    assert finding.assessment == first


def test_two_drafts_of_the_agency_become_one_with_both_words_and_files() -> None:
    inspection = make.make_inspection(Stage.EXPLANATION)
    first, second = make.item(inspection, "1.1.1"), make.item(inspection, "1.1.2")
    kept = draft(first, "Ý thứ nhất")
    draft(second, "Ý thứ hai", ("ý hai.txt", b"hai"))
    assert merge(inspection) == []
    assert db.session.query(Explanation).one() == kept == find_answers.draft_at(first)
    assert kept.text == "Ý thứ nhất\n\nÝ thứ hai"
    assert db.session.query(Evidence).one().explanation == kept


def test_a_step_of_a_scenario_keeps_its_points_under_another_rule() -> None:
    inspection = make.make_inspection()
    same, other = make.item(inspection, "1.1.1"), make.item(inspection, "1.1.3")
    moves = [scenarios.Move(each, Decimal(1), {"value": Decimal(80)}) for each in (same, other)]
    with transaction():
        supposed = scenarios.ScenarioDraft("Phương án", (), moves)
        scenario = scenarios.create(inspection.round, supposed, by=make.make_coordinator())

    def change(lines: dict[str, Criterion]) -> None:
        lines["1.1.3"].rule_params = "floor=95"

    go(inspection.round, wish(inspection.round, later(inspection.round, change)))
    db.session.expire_all()
    steps = {each.criterion.code: each for each in scenario.steps if each.criterion}
    assert {each.criterion.criteria_set for each in steps.values() if each.criterion} == {inspection.round.criteria_set}
    assert (steps["1.1.1"].numbers, steps["1.1.1"].points) == ({"value": "80"}, Decimal(1))
    assert (steps["1.1.3"].numbers, steps["1.1.3"].points) == ({"points": "1"}, Decimal(1))
