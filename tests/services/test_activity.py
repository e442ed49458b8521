"""The log: in the same transaction, old to new, and hashed line to line."""

import json
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, update

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, Finding
from inspection_app.queries import activity as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Role, Side, Stage
from inspection_app.services import accounts, activity, evidence, findings, self_assessments
from inspection_app.transaction import transaction
from tests.factories import (
    PASSWORD,
    finding_draft,
    item,
    lead_of,
    make_evidence,
    make_finding,
    make_head,
    make_inspection,
    make_officer,
    make_score,
)
from tests.self_factories import make_filled, make_handed_in

pytestmark = pytest.mark.usefixtures("app")


def lines() -> list[Activity]:
    db.session.expire_all()
    return list(find.chain())


def test_the_chain_holds_over_a_whole_case() -> None:
    inspection = make_inspection()
    make_score(item(inspection), "85")
    make_finding(item(inspection))
    assert activity.verify(find.chain()) == len(lines()) > 5


def change_verb(line: Activity) -> None:
    db.session.execute(update(Activity).where(Activity.id == line.id).values(verb="finding.settled"))


def change_values(line: Activity) -> None:
    db.session.execute(update(Activity).where(Activity.id == line.id).values(changes={"text": [None, "khác"]}))


def change_actor(line: Activity) -> None:
    db.session.execute(update(Activity).where(Activity.id == line.id).values(actor_id=None))


def remove(line: Activity) -> None:
    db.session.execute(delete(Activity).where(Activity.id == line.id))


def forge(line: Activity) -> None:
    """Even with the line's own hash made anew, the next line does not follow from it."""
    line.verb = "finding.settled"
    line.hash = activity.hash_of(line)
    db.session.flush()


@pytest.mark.parametrize("tamper", [change_verb, change_values, change_actor, remove, forge])
def test_tampering_is_found(tamper: Callable[[Activity], None]) -> None:
    inspection = make_inspection()
    make_finding(item(inspection))
    make_score(item(inspection), "85")
    tamper(next(line for line in lines() if line.verb == "finding.recorded"))
    with pytest.raises(DomainError, match="tampered"):
        activity.verify(lines())


def test_a_line_that_cannot_be_read_is_tampering() -> None:
    def chain() -> Iterator[Activity]:
        yield from find.chain()
        raise json.JSONDecodeError("Expecting value", "", 0)

    make_inspection()
    with pytest.raises(DomainError, match="cannot be read"):
        activity.verify(chain())


def test_a_change_is_told_from_old_to_new() -> None:
    finding = make_finding(item(make_inspection()), text="Chậm 02 văn bản")
    inspection = finding.assessment.inspection
    with transaction():
        draft = finding_draft(finding_id=finding.id, revision=1, text="Chậm 03 văn bản")
        findings.record(finding.assessment, draft, by=lead_of(inspection))
    line = lines()[-1]
    assert (line.verb, line.subject_id, line.inspection_id) == ("finding.changed", finding.id, inspection.id)
    assert line.changes == {"text": ["Chậm 02 văn bản", "Chậm 03 văn bản"]}
    assert line.revision == 2
    assert line.actor == lead_of(inspection)


def test_points_are_told_exactly() -> None:
    assessment = make_score(item(make_inspection(), "1.3"), "3")
    assert lines()[-1].changes["points"] == [None, "1.5"]
    make_score(assessment, "4")
    assert lines()[-1].changes["points"] == ["1.5", "2"]


def test_a_password_is_never_told() -> None:
    draft = accounts.UserDraft("nguyenvanmau", "Nguyễn Văn Mẫu", "", None, frozenset({Role.INSPECTOR}), PASSWORD)
    with transaction():
        accounts.create_user(draft, by=None)
    line = next(line for line in lines() if line.verb == "user.created")
    assert "password_hash" not in line.changes
    assert "argon2" not in str(line.changes)


def test_what_is_not_saved_is_not_told() -> None:
    assessment = item(make_inspection())
    before = len(lines())
    with pytest.raises(DomainError), transaction():
        _record_and_fail(assessment)
    assert len(lines()) == before
    assert db.session.query(Finding).count() == 0


def _record_and_fail(assessment: Assessment) -> None:
    findings.record(assessment, finding_draft(), by=lead_of(assessment.inspection))
    raise DomainError(Message("Something else went wrong."))


def test_a_case_shows_its_own_lines_newest_first() -> None:
    mine, other = make_inspection(Stage.SELF_ASSESSMENT), make_inspection()
    make_finding(item(other))
    shown = find.of_inspection(mine)
    assert [line.verb for line in shown] == ["inspection.moved", "inspection.planned", "inspection.created"]
    assert {line.inspection_id for line in shown} == {mine.id}


def test_what_the_agency_settles_among_its_own_is_not_in_the_cases_log() -> None:
    """Neither before it hands in nor after: why its head returned it, and what it threw away."""
    inspection = make_filled()
    officer, head = make_officer(inspection.agency), make_head(inspection.agency)
    kept, thrown = (make_evidence(item(inspection), each, side=Side.AGENCY, by=officer) for each in (b"mot", b"hai"))
    with transaction():
        evidence.trash(thrown, by=officer)
        self_assessments.ask(inspection, by=officer)
        self_assessments.send_back(inspection, "Viết lại", by=head)
    make_handed_in(inspection)
    shown = find.of_inspection(inspection)
    assert {"self_assessment.approved", "self_assessment.handed_in"} <= {line.verb for line in shown}
    assert not [line.verb for line in shown if "Viết lại" in str(line.changes)]
    assert {line.subject_id for line in shown} & {kept.id, thrown.id} == {kept.id}


def test_the_command_verifies(app: Flask) -> None:
    make_inspection()
    result = app.test_cli_runner().invoke(args=["verify-log"])
    assert result.exit_code == 0
    assert f"{len(lines())} lines" in result.output
