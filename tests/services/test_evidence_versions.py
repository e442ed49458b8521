"""Versions of a document, the trash and the way back, and that what lies there counts nowhere."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, Evidence, User
from inspection_app.queries import evidence as find
from inspection_app.queries import items
from inspection_app.queries.report_content import content_of
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Side, Stage
from inspection_app.services import evidence
from inspection_app.services.evidence import AlreadyHere
from inspection_app.transaction import transaction
from tests.factories import (
    close_round,
    item,
    lead_of,
    make_evidence,
    make_inspection,
    make_officer,
    make_report,
    member_of,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")
NOBODY = "0" * 64


@pytest.fixture
def assessment(app: object) -> Assessment:
    return item(make_inspection())


def newer(older: Evidence, content: bytes = b"ban moi", *, by: User | None = None) -> Evidence:
    with transaction():
        brought = evidence.take("ban-moi.txt", content)
        return evidence.bring_newer(older, brought, by=by or lead_of(older.assessment.inspection))


def put_away(row: Evidence, *, by: User | None = None) -> None:
    with transaction():
        evidence.trash(row, by=by or lead_of(row.assessment.inspection))


def take_back(row: Evidence, *, by: User | None = None) -> None:
    with transaction():
        evidence.restore(row, by=by or lead_of(row.assessment.inspection))


def counting(assessment: Assessment) -> list[str]:
    return [each.name for each in items.item_detail(assessment, published=False).evidence]


def verbs() -> list[str]:
    return [line.verb for line in db.session.query(Activity).order_by(Activity.id) if line.verb.startswith("evid")]


def test_a_newer_version_counts_and_the_older_is_kept(assessment: Assessment) -> None:
    first = make_evidence(assessment, b"ban cu", name="ke-hoach.txt")
    second = newer(first, b"ban hai")
    third = newer(first, b"ban ba", by=member_of(assessment.inspection))
    assert [each.version for each in (first, second, third)] == [1, 2, 3]
    found = items.item_detail(assessment, published=False).files
    assert [each.id for each in found.counting] == [third.id]
    assert [each.id for each in found.older[first.document_id]] == [second.id, first.id]
    assert items.item_detail(assessment, published=False).item.evidence == 1
    assert (third.added_by_id, third.added_in) == (member_of(assessment.inspection).id, Stage.FIELDWORK)
    assert verbs() == ["evidence.added", "evidence.replaced", "evidence.replaced"]


def test_without_its_newest_version_the_one_before_counts_again(assessment: Assessment) -> None:
    first = make_evidence(assessment, b"ban cu", name="ke-hoach.txt")
    second = newer(first)
    put_away(second)
    assert counting(assessment) == ["ke-hoach.txt"]
    assert newer(first, b"ban ba").version == 3, "no number is given twice"
    take_back(second)
    assert items.item_detail(assessment, published=False).item.evidence == 1


def test_a_trashed_document_is_not_replaced_and_the_same_bytes_are_no_newer_version(assessment: Assessment) -> None:
    first = make_evidence(assessment, b"ban cu")
    with pytest.raises(AlreadyHere):
        newer(first, b"ban cu")
    put_away(first)
    with pytest.raises(DomainError, match="trash") as caught:
        newer(first)
    assert caught.value.field == "replaces"


def test_the_trash_counts_nowhere_and_comes_back(assessment: Assessment) -> None:
    row = make_evidence(assessment, name="bi-bo.txt")
    report = make_report(assessment.inspection.round)
    assert [each.name for each in content_of(report).evidence] == ["bi-bo.txt"]
    put_away(row)
    put_away(row)
    assert counting(assessment) == []
    assert content_of(report).evidence == ()
    assert items.item_detail(assessment, published=False).item.evidence == 0
    board = items.board(assessment.inspection, published=False)
    assert {each.evidence for field in board.fields for each in field.items} == {0}
    assert find.brought_to(assessment.inspection, published=False) == []
    assert [each.id for each in items.item_detail(assessment, published=False).files.trash] == [row.id]
    take_back(row)
    take_back(row)
    assert counting(assessment) == ["bi-bo.txt"]
    assert verbs() == ["evidence.added", "evidence.trashed", "evidence.restored"]


def test_each_side_sees_its_own_trash_only() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT))
    officer = make_officer(assessment.inspection.agency)
    own = make_evidence(assessment, b"cua co quan", side=Side.AGENCY, by=officer)
    put_away(own, by=officer)
    assert items.item_detail(assessment, published=False).files.trash == []
    assert [each.id for each in items.item_detail(assessment, published=True).files.trash] == [own.id]


def test_the_same_file_brought_anew_keeps_the_trashed_one_away(assessment: Assessment) -> None:
    row = make_evidence(assessment, b"mot noi dung")
    put_away(row)
    make_evidence(assessment, b"mot noi dung")
    with pytest.raises(AlreadyHere):
        take_back(row)


def test_what_was_handed_in_stays_once_the_stage_is_another() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT))
    officer = make_officer(assessment.inspection.agency)
    row = make_evidence(assessment, side=Side.AGENCY, by=officer)
    to_stage(assessment.inspection, Stage.FIELDWORK)
    with pytest.raises(DomainError):
        put_away(row, by=officer)
    to_stage(assessment.inspection, Stage.EXPLANATION)
    with pytest.raises(DomainError, match="earlier stage"):
        put_away(row, by=officer)
    put_away(make_evidence(assessment, b"them", side=Side.AGENCY, by=officer), by=officer)
    to_stage(assessment.inspection, Stage.CONCLUDED)
    assert row.trashed_at is None


@pytest.mark.parametrize("end", [lambda one: to_stage(one, Stage.CONCLUDED), lambda one: close_round(one.round)])
def test_nothing_moves_at_the_end(assessment: Assessment, end: Callable[..., None]) -> None:
    kept, gone = make_evidence(assessment, b"mot"), make_evidence(assessment, b"hai")
    put_away(gone)
    end(assessment.inspection)
    for act, row in ((put_away, kept), (take_back, gone), (newer, kept)):
        with pytest.raises(DomainError):
            act(row)
    assert (kept.trashed_at, gone.trashed_at is None) == (None, False)


def test_a_file_that_is_not_there_is_nobodys(assessment: Assessment) -> None:
    assert find.same_file(assessment, Side.TEAM, NOBODY) is None
    assert find.last_version(uuid4()) == 0


def test_the_receipt_names_what_the_agency_gave() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    officer = make_officer(inspection.agency, full_name="Trần Thị Mẫu")
    second = make_evidence(item(inspection, "1.2"), b"hai", name="hai.txt", side=Side.AGENCY, by=officer)
    first = make_evidence(item(inspection, "1.1.1"), b"mot", name="mot.txt", side=Side.AGENCY, by=officer)
    put_away(make_evidence(item(inspection), b"bo", side=Side.AGENCY, by=officer), by=officer)
    later = newer(first, b"mot, ban moi", by=officer)
    to_stage(inspection, Stage.FIELDWORK)
    make_evidence(item(inspection), b"cua doan")
    receipt = find.receipt_of(inspection)
    assert [(line.item_code, line.name, line.version) for line in receipt.lines] == [
        ("1.1.1", "mot.txt", 1),
        ("1.1.1", "ban-moi.txt", 2),
        ("1.2", "hai.txt", 1),
    ]
    assert (receipt.files, receipt.size) == (3, first.size + later.size + second.size)
    line = receipt.lines[0]
    assert (line.item_name, line.size, line.sha256) == ("Mức độ hoàn thành kế hoạch", 3, first.sha256)
    assert (line.added_at, line.added_by) == (first.added_at, "Trần Thị Mẫu")
