"""Findings: once however often sent, nobody else's, never against the stage, and two writers merged by field."""

from dataclasses import replace
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Finding
from inspection_app.models.user import User
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FindingKind, FindingState, Stage
from inspection_app.services import findings
from inspection_app.services.findings import FindingDraft
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests.factories import (
    finding_draft,
    item,
    lead_of,
    make_finding,
    make_inspection,
    member_of,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")
SHUT = [stage for stage in Stage if stage not in {Stage.FIELDWORK, Stage.EXPLANATION}]


def change(finding: Finding, by: User, draft: FindingDraft) -> Finding:
    with transaction():
        return findings.record(finding.assessment, draft, by=by)


def read_at(finding: Finding, revision: int, **typed: object) -> FindingDraft:
    """The form as somebody sends it who read the finding at this revision."""
    same = {"kind": finding.kind, "text": finding.text, "cause": finding.cause, "cause_kind": finding.cause_kind}
    return finding_draft(finding_id=finding.id, revision=revision, **same | typed)


def test_a_finding_is_recorded() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection), kind=FindingKind.STRENGTH, text="Làm tốt", by=member_of(inspection))
    assert (finding.kind, finding.text, finding.state) == (FindingKind.STRENGTH, "Làm tốt", FindingState.RECORDED)
    assert finding.author == member_of(inspection)
    assert finding.revision == 1


def test_the_same_operation_twice_is_one_row() -> None:
    assessment, draft = item(make_inspection()), finding_draft()
    for _ in range(2):
        with transaction():
            assert findings.record(assessment, draft, by=lead_of(assessment.inspection)).revision == 1
    assert db.session.query(Finding).count() == 1
    assert db.session.query(Activity).filter_by(verb="finding.recorded").count() == 1


def test_a_repeat_after_the_stage_closed_is_still_answered() -> None:
    assessment, draft = item(make_inspection()), finding_draft()
    lead = lead_of(assessment.inspection)
    with transaction():
        findings.record(assessment, draft, by=lead)
    to_stage(assessment.inspection, Stage.CONCLUDED)
    with transaction():
        assert findings.record(assessment, draft, by=lead).id == draft.finding_id
    with pytest.raises(DomainError):
        change(db.session.get_one(Finding, draft.finding_id), lead, finding_draft(finding_id=draft.finding_id))


def test_an_operation_of_somebody_else_is_refused() -> None:
    inspection, draft = make_inspection(), finding_draft()
    with transaction():
        findings.record(item(inspection), draft, by=lead_of(inspection))
    stolen = replace(draft, finding_id=uuid4())
    with pytest.raises(DomainError, match="number of another one"), transaction():
        findings.record(item(inspection), stolen, by=member_of(inspection))
    assert db.session.query(Finding).count() == 1


def test_an_id_of_another_inspection_is_refused() -> None:
    theirs, mine = make_finding(item(make_inspection())), make_inspection()
    with pytest.raises(DomainError, match="not yours"), transaction():
        findings.record(item(mine), read_at(theirs, 1, text="cướp"), by=lead_of(mine))
    db.session.expire_all()
    assert theirs.text != "cướp"
    assert db.session.query(Finding).count() == 1


def test_an_id_of_another_item_is_refused() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection, "1.1.1"))
    with pytest.raises(DomainError, match="not yours"), transaction():
        findings.record(item(inspection, "1.2"), read_at(finding, 1), by=lead_of(inspection))


@pytest.mark.parametrize("stage", SHUT)
def test_nothing_is_written_against_the_stage(stage: Stage) -> None:
    inspection = make_inspection(stage)
    with pytest.raises(DomainError), transaction():
        findings.record(item(inspection), finding_draft(), by=lead_of(inspection))
    assert db.session.query(Finding).count() == 0


def test_nothing_is_withdrawn_against_the_stage() -> None:
    finding = make_finding(item(make_inspection()))
    to_stage(finding.assessment.inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError, match="concluded"), transaction():
        findings.withdraw(finding, by=lead_of(finding.assessment.inspection))


def test_a_colleagues_finding_is_changed_by_the_head_only() -> None:
    inspection = make_inspection()
    of_lead = make_finding(item(inspection), by=lead_of(inspection))
    of_member = make_finding(item(inspection), by=member_of(inspection))
    with pytest.raises(DomainError, match="not yours"):
        change(of_lead, member_of(inspection), read_at(of_lead, 1, text="khác"))
    assert change(of_member, lead_of(inspection), read_at(of_member, 1, text="khác")).text == "khác"


def test_different_fields_merge() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection), by=member_of(inspection), text="cũ", cause="cũ")
    mine, theirs = read_at(finding, 1, text="mới"), read_at(finding, 1, cause="mới")
    change(finding, lead_of(inspection), theirs)
    change(finding, member_of(inspection), mine)
    assert (finding.text, finding.cause, finding.revision) == ("mới", "mới", 3)


def test_the_same_field_clashes_and_nothing_is_lost() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection), by=member_of(inspection), text="gốc")
    mine, theirs = read_at(finding, 1, text="của tôi"), read_at(finding, 1, text="của họ")
    change(finding, lead_of(inspection), theirs)
    with pytest.raises(Clashed) as caught:
        change(finding, member_of(inspection), mine)
    clash = caught.value.clashes["text"]
    assert (clash.base, clash.mine, clash.theirs) == ("gốc", "của tôi", "của họ")
    assert caught.value.revision == 2
    db.session.expire_all()
    assert finding.text == "của họ"


def test_after_a_clash_the_same_operation_may_be_sent_again() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection), by=member_of(inspection), text="gốc")
    mine = read_at(finding, 1, text="của tôi")
    change(finding, lead_of(inspection), read_at(finding, 1, text="của họ"))
    with pytest.raises(Clashed):
        change(finding, member_of(inspection), mine)
    assert change(finding, member_of(inspection), replace(mine, revision=2)).text == "của tôi"


def test_the_same_change_by_two_is_no_clash() -> None:
    inspection = make_inspection()
    finding = make_finding(item(inspection), by=member_of(inspection))
    for user in (lead_of(inspection), member_of(inspection)):
        change(finding, user, read_at(finding, 1, text="cùng một chữ"))
    assert finding.text == "cùng một chữ"


def test_a_withdrawn_finding_stays_in_the_database() -> None:
    finding = make_finding(item(make_inspection()))
    with transaction():
        findings.withdraw(finding, by=lead_of(finding.assessment.inspection))
    assert db.session.get_one(Finding, finding.id).state is FindingState.WITHDRAWN


def test_a_change_does_not_bring_a_withdrawn_finding_back() -> None:
    finding = make_finding(item(make_inspection()))
    with transaction():
        findings.withdraw(finding, by=lead_of(finding.assessment.inspection))
    with pytest.raises(DomainError, match="withdrew"):
        make_finding(finding.assessment, finding_id=finding.id, revision=finding.revision, text="khác")
    assert finding.state is FindingState.WITHDRAWN
