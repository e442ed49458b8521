"""The agency scores itself, its head approves, it is handed in and frozen, the team may reopen it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection
from inspection_app.queries import activity, items, scores
from inspection_app.queries import self_assessments as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Gap, ItemState, SelfState, Side, Stage
from inspection_app.services import assessments, evidence, inspections, self_assessments
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    items_of,
    lead_of,
    make_evidence,
    make_formula_inspection,
    make_head,
    make_inspection,
    make_officer,
    make_score,
    to_stage,
)
from tests.self_factories import make_approved, make_filled, make_handed_in, make_self_score

pytestmark = pytest.mark.usefixtures("app")
FROZEN = "team lead or the coordinator can reopen"


def draft(**told: Any) -> assessments.SelfScoreDraft:
    drafted: dict[str, Any] = {"value": Decimal(100), "note": "Đã làm"}
    return assessments.SelfScoreDraft(**drafted | told)


def state_of(inspection: Inspection) -> SelfState:
    return find.state_of(find.fresh(inspection))


def act(step: Callable[..., Any], *told: Any, **named: Any) -> None:
    with transaction():
        step(*told, **named)


def test_a_fraction_gives_value_and_points() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT), "1.1.3")
    make_self_score(assessment, None, inputs={"part": Decimal("46.0"), "whole": Decimal(52)})
    db.session.expire_all()
    assert assessment.self_inputs == {"part": "46", "whole": "52"}
    assert assessment.self_value == Decimal("88.4615384615")
    assert assessment.self_points == Decimal("1.7692307692")


def test_a_formula_and_named_requirements() -> None:
    found = items_of(make_formula_inspection(Stage.SELF_ASSESSMENT))
    make_self_score(found["1.1"], None, inputs={"done": Decimal(3), "given": Decimal(4)})
    make_self_score(found["1.2"], None, inputs={str(each): Decimal(each < 3) for each in (1, 2, 3, 4)})
    make_self_score(found["1.5"], None, points=Decimal("0.5"))
    assert [found[code].self_points for code in ("1.1", "1.2", "1.5")] == [Decimal(6), Decimal(4), Decimal("0.5")]
    with pytest.raises(DomainError, match="every number"):
        make_self_score(found["1.1"], None, inputs={"done": Decimal(3)})


def test_a_survey_is_nobodys_to_score() -> None:
    with pytest.raises(DomainError, match="survey"):
        make_self_score(item(make_inspection(Stage.SELF_ASSESSMENT), "2.2"), None, points=Decimal(3))


def test_the_same_operation_twice_is_one_change() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT))
    officer, once = make_officer(assessment.inspection.agency), draft(operation_id=uuid4())
    for _each in range(2):
        act(assessments.self_score, assessment, once, by=officer)
    assert db.session.query(Activity).filter_by(verb="self_score.recorded").count() == 1


def test_two_officers_are_merged_by_field_or_put_before_the_writer() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT))
    one, other = make_officer(assessment.inspection.agency), make_officer(assessment.inspection.agency)
    read = assessment.revision
    make_self_score(assessment, "100", by=one, note="")
    noted = draft(value=None, note="Theo Báo cáo số 12", revision=read)
    act(assessments.self_score, assessment, noted, by=other)
    assert (assessment.self_points, assessment.self_note) == (Decimal(2), "Theo Báo cáo số 12")
    with pytest.raises(Clashed) as caught:
        act(assessments.self_score, assessment, draft(value=Decimal(85), note="", revision=read), by=other)
    assert caught.value.clashes["self_value"].theirs == "100"
    db.session.expire_all()
    assert assessment.self_points == Decimal(2)


def test_what_is_missing_is_told_by_field() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    make_self_score(item(inspection, "1.1.1"), "100", note="")
    make_self_score(item(inspection, "1.1.2"), "0", note="")
    make_self_score(item(inspection, "1.2"), None, note="Không phát sinh")
    seen = find.overview(inspection)
    gaps = {each.entry.code: each.gap for each in seen.missing}
    assert gaps == {"1.1.1": Gap.UNPROVEN, "1.1.3": Gap.EMPTY, "1.3": Gap.EMPTY}
    assert [(each.field.code, each.done, len(each.lines)) for each in seen.fields] == [("1", 2, 5)]
    make_evidence(item(inspection, "1.1.1"), side=Side.AGENCY, by=make_officer(inspection.agency))
    assert "1.1.1" not in {each.entry.code for each in find.overview(inspection).missing}


def test_nothing_incomplete_is_put_before_the_head() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    with pytest.raises(DomainError, match="5 items are not complete"):
        act(self_assessments.ask, inspection, by=make_officer(inspection.agency))
    assert state_of(inspection) is SelfState.DRAFTING


def test_from_the_officer_over_the_head_to_the_team() -> None:
    inspection = make_filled()
    officer, head = make_officer(inspection.agency), make_head(inspection.agency)
    act(self_assessments.ask, inspection, by=officer)
    act(self_assessments.send_back, inspection, "Ghi rõ số báo cáo", by=head)
    row = find.fresh(inspection)
    assert row is not None
    assert (row.state, row.return_reason) == (SelfState.RETURNED, "Ghi rõ số báo cáo")
    act(self_assessments.ask, inspection, by=officer)
    act(self_assessments.approve, inspection, find.overview(inspection).hash, by=head)
    assert (row.approved_by_id, row.approved_hash) == (head.id, find.overview(inspection).hash)
    act(self_assessments.hand_in, inspection, by=officer)
    assert (row.state, row.handed_in_by_id) == (SelfState.HANDED_IN, officer.id)
    assert row.handed_in_at is not None
    verbs = [each.verb for each in db.session.query(Activity).filter_by(subject_id=row.id).order_by(Activity.id)]
    assert verbs == [f"self_assessment.{step}" for step in ("asked", "returned", "asked", "approved", "handed_in")]
    last = db.session.query(Activity).filter_by(verb="self_assessment.handed_in").one()
    assert last.changes["state"] == ["approved", "handed_in"]


def test_the_head_approves_what_was_looked_at() -> None:
    inspection = make_filled()
    act(self_assessments.ask, inspection, by=make_officer(inspection.agency))
    looked_at = find.overview(inspection).hash
    make_self_score(item(inspection, "1.1.1"), "85")
    with pytest.raises(DomainError, match="changed meanwhile"):
        act(self_assessments.approve, inspection, looked_at, by=make_head(inspection.agency))
    assert state_of(inspection) is SelfState.ASKED


@pytest.mark.parametrize("changed", ["value", "note", "named", "file"])
def test_a_change_after_the_approval_voids_it(changed: str) -> None:
    inspection = make_approved()
    officer, assessment = make_officer(inspection.agency), item(inspection, "1.1.1")
    if changed == "file":
        make_evidence(assessment, side=Side.AGENCY, by=officer)
    else:
        told = {"value": {}, "note": {"note": "Khác"}, "named": {"evidence": "Báo cáo số 5"}}[changed]
        make_self_score(assessment, "85" if changed == "value" else "100", by=officer, **told)
    assert find.overview(inspection).approval_void
    with pytest.raises(DomainError, match="changed after the approval"):
        act(self_assessments.hand_in, inspection, by=officer)
    act(self_assessments.ask, inspection, by=officer)
    assert state_of(inspection) is SelfState.ASKED


def test_nothing_goes_to_the_team_without_the_head() -> None:
    inspection = make_filled()
    officer = make_officer(inspection.agency)
    with pytest.raises(DomainError, match="does not stand there"):
        act(self_assessments.hand_in, inspection, by=officer)
    act(self_assessments.ask, inspection, by=officer)
    with pytest.raises(DomainError, match="does not stand there"):
        act(self_assessments.hand_in, inspection, by=officer)


def test_what_was_handed_in_is_frozen_until_it_is_reopened() -> None:
    inspection = make_handed_in()
    officer, assessment = make_officer(inspection.agency), item(inspection)
    with pytest.raises(DomainError, match=FROZEN):
        make_self_score(assessment, "85", by=officer)
    with pytest.raises(DomainError, match=FROZEN):
        act(evidence.add, assessment, "a.txt", b"Bien ban", Side.AGENCY, by=officer)
    with pytest.raises(DomainError, match="Say why"):
        act(self_assessments.reopen, inspection, " ", by=lead_of(inspection))
    act(self_assessments.reopen, inspection, "Thiếu phụ lục", by=lead_of(inspection))
    make_self_score(assessment, "85", by=officer)
    with pytest.raises(DomainError, match="does not stand there"):
        act(self_assessments.hand_in, inspection, by=officer)
    make_handed_in(inspection)
    assert state_of(inspection) is SelfState.HANDED_IN


def test_fieldwork_freezes_it_too() -> None:
    inspection = make_approved()
    to_stage(inspection, Stage.FIELDWORK)
    for step in (self_assessments.ask, self_assessments.hand_in):
        with pytest.raises(DomainError, match="Fieldwork"):
            act(step, inspection, by=make_officer(inspection.agency))


def test_the_draft_is_the_agencys_own() -> None:
    inspection = make_filled()
    officer = make_officer(inspection.agency)
    make_evidence(item(inspection), side=Side.AGENCY, by=officer)

    def to_team() -> tuple[Any, ...]:
        detail = items.item_detail(item(inspection), published=False)
        verbs = {line.verb for line in activity.of_inspection(inspection)}
        total = scores.of_round(inspection.round).total.self_points
        return detail.item.self_points, len(detail.evidence), total, verbs & {"self_score.recorded", "evidence.added"}

    assert to_team() == (None, 0, Decimal(0), set())
    assert items.board(inspection, published=False).figures.self_points == 0
    own = items.item_detail(item(inspection), published=True)
    assert (own.item.self_points, len(own.evidence), own.item.evidence) == (Decimal(2), 1, 1)
    make_handed_in(inspection)
    points, count, total, verbs = to_team()
    assert (points, count, total) == (Decimal(2), 1, Decimal("8.21"))
    assert verbs == {"self_score.recorded", "evidence.added"}


def test_the_teams_own_score_is_untouched_by_all_of_it() -> None:
    inspection = make_handed_in()
    act(inspections.move, inspection, Stage.FIELDWORK, by=lead_of(inspection))
    assessment = make_score(item(inspection), "85")
    assert (assessment.points, assessment.self_points, assessment.state) == (
        Decimal(1),
        Decimal(2),
        ItemState.PARTLY_MET,
    )


def test_the_heads_of_an_agency_are_found(app: Flask) -> None:
    inspection = make_filled()
    head = make_head(inspection.agency)
    make_head(make_inspection().agency)
    make_officer(inspection.agency)
    assert list(find.heads_of(inspection.agency_id)) == [head]
    with transaction():
        head.is_active = False
    assert list(find.heads_of(inspection.agency_id)) == []
