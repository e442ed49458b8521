"""A round goes over to a later criteria set: everything follows or is kept in the details, and the sums hold."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection_app.extensions import db
from inspection_app.models import (
    Activity,
    Assessment,
    Assumption,
    Criterion,
    Finding,
    Inspection,
    Round,
    RoundRemap,
    SecondScore,
)
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.queries import scores
from inspection_app.queries.activity import of_inspection
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import ItemState, ReportState, Stage
from inspection_app.services import activity, round_remaps, rounds
from inspection_app.services.round_remaps import Wish
from inspection_app.transaction import transaction
from tests import factories as make
from tests.remap_cases import Change, go, later, leaf, wish
from tests.self_factories import make_self_score

pytestmark = pytest.mark.usefixtures("app")


def refused(round_: Round, wanted: Wish, **told: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        go(round_, wanted, **told)
    return caught.value


def told_of(remap: RoundRemap, code: str) -> Mapping[str, Any]:
    return next(item for item in remap.details["items"] if item["old"]["code"] == code)


def test_scores_are_kept_or_worked_out_again_and_what_hangs_on_them_follows() -> None:
    inspection = make.make_inspection()
    kept, again = make.item(inspection, "1.1.1"), make.item(inspection, "1.1.3")
    make.make_score(kept, "85")
    make.make_score(again, "90")
    finding = make.make_finding(kept)

    def change(lines: dict[str, Criterion]) -> None:
        lines["1.1.3"].rule_params = "floor=95"

    to = later(inspection.round, change)
    remap = go(inspection.round, wish(inspection.round, to))
    db.session.expire_all()
    assert inspection.round.criteria_set == to
    assert (kept.criterion, kept.points, finding.assessment) == (leaf(to, "1.1.1"), Decimal(1), kept)
    assert (again.value, again.points, again.state) == (Decimal(90), Decimal(0), ItemState.NOT_MET)
    assert told_of(remap, "1.1.3")["team"]["before"]["points"] == "1.8"
    assert {each.criterion.criteria_set_id for each in make.items_of(inspection).values()} == {to.id}
    assert len(make.items_of(inspection)) == 6
    assert {"round.remapped", "item.remapped"} <= {line.verb for line in db.session.query(Activity)}
    assert activity.verify(db.session.query(Activity).order_by(Activity.id)) > 0


@pytest.mark.parametrize("stage", [Stage.SELF_ASSESSMENT, Stage.FIELDWORK])
def test_the_agencys_own_score_goes_along_unseen_until_it_is_handed_in(stage: Stage) -> None:
    inspection = make.make_inspection(Stage.SELF_ASSESSMENT)
    assessment = make.item(inspection)
    make_self_score(assessment, "100", note="Bản nháp")
    make.to_stage(inspection, stage)
    remap = go(inspection.round, wish(inspection.round, later(inspection.round, lambda _lines: None)))
    lines = [
        line for line in of_inspection(inspection) if "self_points" in line.changes or "Bản nháp" in str(line.changes)
    ]
    is_open = stage is Stage.FIELDWORK
    assert assessment.self_points == Decimal(2)
    assert ("Bản nháp" in str(remap.details), bool(lines)) == (is_open, is_open)


def test_what_cannot_be_kept_is_assessed_again_and_stands_in_the_reason() -> None:
    inspection = make.make_inspection()
    item = make.item(inspection, "1.1.2")
    make.make_score(item, points="1.5", reason="Có một sáng kiến lớn")
    make.to_stage(inspection, Stage.EXPLANATION)

    def change(lines: dict[str, Criterion]) -> None:
        lines["1.1.2"].maximum, lines["1.1.1"].maximum = Decimal(3), Decimal(1)

    remap = go(inspection.round, wish(inspection.round, later(inspection.round, change)))
    assert (item.state, item.value, item.points) == (ItemState.NOT_ASSESSED, None, None)
    assert "1,50" in item.reason
    assert "Có một sáng kiến lớn" in item.reason
    assert (item.published_state, item.published_points) == (ItemState.NOT_ASSESSED, None)
    assert "1,50" in item.published_reason
    assert told_of(remap, "1.1.2")["team"]["reason"] == "Có một sáng kiến lớn"


def removed(lines: dict[str, Criterion]) -> None:
    """1.1.2 becomes an item of another name under another code."""
    lines["1.1.2"].name, lines["1.1.2"].code = "Chuyển đổi số", "1.1.4"


def test_what_does_not_match_is_decided_by_hand_and_may_join_another_item() -> None:
    inspection = make.make_inspection()
    first, second = make.item(inspection, "1.1.1"), make.item(inspection, "1.1.2")
    make.make_score(first, "85")
    make.make_score(second, "1", reason="Một sáng kiến")
    finding, evidence = make.make_finding(second), make.make_evidence(second)
    recommendation = make.make_recommendation(second)
    to = later(inspection.round, removed)
    assert refused(inspection.round, wish(inspection.round, to)).status == 422
    remap = go(inspection.round, wish(inspection.round, to, c1_1_2="1.1.1"))
    db.session.expire_all()
    assert {finding.assessment, evidence.assessment, recommendation.assessment} == {first}
    assert (first.value, first.points) == (Decimal(85), Decimal(1))
    assert "Một sáng kiến" in first.reason
    assert told_of(remap, "1.1.2")["fate"] == "merged"
    assert make.item(inspection, "1.1.4").state is ItemState.NOT_ASSESSED
    assert [place["code"] for place in remap.details["new"]] == ["1.1.4"]


def test_a_proposal_wants_a_yes_and_the_preview_must_still_be_right() -> None:
    inspection = make.make_inspection()
    item = make.item(inspection, "1.1.2")
    make.make_finding(item)

    def change(lines: dict[str, Criterion]) -> None:
        lines["1.1.2"].name = "Mô hình mới"

    to = later(inspection.round, change)
    assert refused(inspection.round, wish(inspection.round, to)).status == 422
    wanted = wish(inspection.round, to, ("1.1.2",))
    seen = round_remaps.preview(inspection.round, wanted).seen
    make.make_score(item, "1")
    assert refused(inspection.round, wanted, seen=seen).status == 422
    assert inspection.round.criteria_set != to
    go(inspection.round, wanted)
    assert item.criterion == leaf(to, "1.1.2")


def test_an_item_of_another_agency_now_stays_where_it_was_entered() -> None:
    round_ = make.make_round()
    here = make.make_inspection(round_=round_, agency=leaf(round_.criteria_set, "1.1.1").lead_agency)
    there = make.make_inspection(round_=round_, agency=leaf(round_.criteria_set, "2.1").lead_agency, days_on=1)
    scored = make.item(here, "1.1.1")
    make.make_score(scored, "85")

    def change(lines: dict[str, Criterion]) -> None:
        lines["1.1.1"].lead_agency = lines["1.1.2"].lead_agency = there.agency

    go(round_, wish(round_, later(round_, change)))
    assert make.item(here, "1.1.1") == scored
    assert "1.1.1" not in make.items_of(there)
    assert "1.1.2" in make.items_of(there)
    assert "1.1.2" not in make.items_of(here)
    assert len(scores.of_round(round_).assessments) == len(make.LEAVES)


def test_second_scores_and_assumptions_follow_or_are_kept_in_the_details() -> None:
    inspection = make.make_inspection()
    round_, item, by = inspection.round, make.item(inspection, "1.1.1"), make.make_inspector()
    make.make_score(item, "85")
    second = SecondScore(assessment=item, scorer=by, first_points=item.points, first_state=item.state)
    second.state, second.points, second.reason = ItemState.PARTLY_MET, Decimal(1), "Chấm lại"
    assumption = Assumption(round=round_, criterion=leaf(round_.criteria_set, "2.2"), stated_by=by, source="Năm trước")
    assumption.low, assumption.likely, assumption.high = Decimal(1), Decimal(2), Decimal(3)
    make.saved([second, assumption])
    first = later(round_, lambda _lines: None)
    assert go(round_, wish(round_, first)).details["left"] == []
    assert db.session.query(SecondScore).one().assessment == item
    assert assumption.criterion == leaf(first, "2.2")

    def change(lines: dict[str, Criterion]) -> None:
        lines["1.1.1"].maximum, lines["1.1.2"].maximum = Decimal(3), Decimal(1)
        lines["2.2"].maximum, lines["2.1"].maximum = Decimal(2), Decimal(5)

    left = go(round_, wish(round_, later(round_, change, "Bản sau nữa"))).details["left"]
    assert {each["kind"] for each in left} == {"second_score", "assumption"}
    assert db.session.query(SecondScore).count() == db.session.query(Assumption).count() == 0


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ISSUED])
def test_nothing_moves_once_a_report_was_put_before_the_leader(state: ReportState) -> None:
    inspection = make.make_inspection()
    to = later(inspection.round, lambda _lines: None)
    report = make.make_report(inspection.round)
    report.state = state
    make.saved([report])
    assert refused(inspection.round, wish(inspection.round, to)).status == 409
    report.state = ReportState.DRAFT
    make.saved([report])
    go(inspection.round, wish(inspection.round, to))


def test_only_a_later_published_version_and_the_plan_points_there() -> None:
    inspection = make.make_inspection()
    round_, old = inspection.round, inspection.round.criteria_set
    to = later(round_, lambda _lines: None)
    with pytest.raises(DomainError) as caught, transaction():
        rounds.change(round_, make.round_draft(), to, by=make.make_coordinator())
    assert caught.value.field == "criteria_set"
    go(round_, wish(round_, to))
    with pytest.raises(DomainError):
        round_remaps.preview(round_, Wish(old, {}, ()))


CODES = [code for code in make.LEAVES if code.startswith("1.")]


def enter(data: st.DataObject, inspection: Inspection) -> int:
    """Score some items and record a finding at each; how many."""
    items = make.items_of(inspection)
    chosen = data.draw(st.lists(st.sampled_from(sorted(items)), unique=True, max_size=4))
    for code in chosen:
        if items[code].criterion.rule in ("ladder", "ratio"):
            make.make_score(items[code], str(data.draw(st.integers(0, 100))))
        make.make_finding(items[code])
    return len(chosen)


def changed(data: st.DataObject, gone: str, name: str) -> Change:
    """One item becomes another one; perhaps points go from one item to another."""
    wide = data.draw(st.booleans())

    def change(lines: dict[str, Criterion]) -> None:
        if gone in lines:
            lines[gone].code, lines[gone].name = f"{gone.rpartition('.')[0]}.9{len(name)}", name
        if wide and {"1.1.1", "1.1.3"} <= set(lines):
            half = lines["1.1.1"].maximum / 2
            lines["1.1.1"].maximum, lines["1.1.3"].maximum = half, lines["1.1.3"].maximum + half

    return change


@given(st.data())
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_course_of_edits_and_moves_keeps_sums_and_loses_nothing(data: st.DataObject) -> None:
    inspection = make.make_inspection()
    round_, hung = inspection.round, 0
    for turn in range(1, data.draw(st.integers(1, 3)) + 1):
        hung += enter(data, inspection)
        before = {code: each.points for code, each in make.items_of(inspection).items()}
        gone = data.draw(st.sampled_from(CODES))
        to = later(round_, changed(data, gone, "x" * turn), f"Bản {turn} {inspection.id}")
        targets = [each for each in find_sets.tree(to) if each.is_leaf and each.lead_agency_id == inspection.agency_id]
        target = str(data.draw(st.sampled_from(targets)).id)
        old = [str(each.id) for each in find_sets.tree(round_.criteria_set) if each.code == gone]
        remap = go(round_, Wish(to, dict.fromkeys(old, target), ()))
        found = scores.of_round(round_)
        assert found.total.maximum == sum(each.maximum for each in found.leaves.values()) == to.maximum
        findings = db.session.query(Finding).join(Finding.assessment)
        assert findings.filter(Assessment.inspection_id == inspection.id).count() == hung
        kept = {item["old"]["code"]: item for item in remap.details["items"]}
        told = {code: Decimal(kept[code]["team"]["before"]["points"]) for code, points in before.items() if points}
        assert told == {code: points for code, points in before.items() if points}
