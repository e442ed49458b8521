"""Files of the agency: its own until it hands them in or sends them, and let go of from then on."""

import io
import zipfile
from collections.abc import Callable
from uuid import uuid4

import pytest

from inspection_app.models import Assessment, Evidence, Explanation, Inspection, User
from inspection_app.queries import activity, items
from inspection_app.queries import evidence as find
from inspection_app.queries import explanations as find_explanations
from inspection_app.queries import self_assessments as find_self
from inspection_app.queries.report_content import content_of
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Side, Stage
from inspection_app.services import evidence, evidence_archives, explanations
from inspection_app.services.explanations import AnswerDraft
from inspection_app.transaction import transaction
from tests.desk import answer, hand_in, make_request
from tests.factories import item, make_evidence, make_inspection, make_officer, make_report, to_stage
from tests.factories import saved as save

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def inspection(app: object) -> Inspection:
    """An agency that assesses itself and has brought a file."""
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    make_evidence(item(inspection), b"cua co quan", side=Side.AGENCY, by=make_officer(inspection.agency))
    return inspection


def seen_by_team(inspection: Inspection) -> list[int]:
    """How many files each place shows the team."""
    detail, target = items.item_detail(item(inspection), published=False), io.BytesIO()
    evidence_archives.pack(inspection, target, published=False)
    return [
        len(detail.evidence),
        detail.item.evidence,
        items.agency_file_counts(inspection)[item(inspection).id],
        len(zipfile.ZipFile(target).namelist()) - 1,
        find.receipt_of(inspection).files,
        sum(line.verb.startswith("evidence.") for line in activity.of_inspection(inspection)),
    ]


def test_the_team_sees_them_once_they_are_handed_in(inspection: Inspection) -> None:
    assert seen_by_team(inspection) == [0] * 6
    assert len(items.item_detail(item(inspection), published=True).evidence) == 1
    hand_in(inspection)
    assert seen_by_team(inspection) == [1] * 6


def test_the_team_sees_them_once_fieldwork_is_opened(inspection: Inspection) -> None:
    to_stage(inspection, Stage.FIELDWORK)
    assert seen_by_team(inspection) == [1] * 6


def test_what_is_in_the_trash_or_replaced_completes_no_item(inspection: Inspection) -> None:
    (row,), officer = items.item_detail(item(inspection), published=True).evidence, make_officer(inspection.agency)

    def files() -> list[str]:
        lines = find_self.overview(inspection).lines
        return [sha256 for line in lines if line.assessment is item(inspection) for sha256 in line.entry.files]

    before = find_self.overview(inspection).hash
    with transaction():
        newer = evidence.bring_newer(row, evidence.take("moi.txt", b"ban moi"), by=officer)
    assert files() == [newer.sha256]
    assert find_self.overview(inspection).hash != before
    with transaction():
        evidence.trash(newer, by=officer)
        evidence.trash(row, by=officer)
    assert files() == []


@pytest.mark.parametrize(
    "act",
    [
        lambda row, by: evidence.add(row.assessment, "them.txt", b"them", Side.AGENCY, by=by),
        lambda row, by: evidence.bring_newer(row, evidence.take("moi.txt", b"ban moi"), by=by),
        lambda row, by: evidence.trash(row, by=by),
        lambda row, by: evidence.restore(_trashed(row, by), by=by),
    ],
    ids=["add", "replace", "trash", "restore"],
)
def test_once_handed_in_nothing_moves_but_answers(
    inspection: Inspection, act: Callable[[Evidence, User], None]
) -> None:
    officer = make_officer(inspection.agency)
    (row,) = items.item_detail(item(inspection), published=True).evidence
    request = make_request(item(inspection))
    hand_in(inspection)
    with pytest.raises(DomainError, match="handed in"), transaction():
        act(row, officer)
    answer(request, "Xin gửi", b"bo sung", by=officer)
    assert [each.request_id for each in items.item_detail(item(inspection), published=False).evidence] == [
        None,
        request.id,
    ]


def _trashed(row: Evidence, by: User) -> Evidence:
    row.trashed_at, row.trashed_by_id = row.added_at, by.id
    return row


def drafted(assessment: Assessment, by: User, *contents: bytes) -> Explanation:
    known = find_explanations.draft_at(assessment)
    files = [("kem.txt", content) for content in contents]
    with transaction():
        told = AnswerDraft(uuid4(), known.revision if known else 0, f"Giải trình {uuid4()}", files)
        return explanations.draft(assessment, told, by=by)


def test_a_draft_s_files_are_the_agencys_and_change_until_it_is_sent(inspection: Inspection) -> None:
    to_stage(inspection, Stage.EXPLANATION)
    inspection.explanation_due_on = None
    save([inspection])
    officer, assessment = make_officer(inspection.agency), item(inspection, "1.2")
    explanation = drafted(assessment, officer, b"mot", b"hai")
    drafted(assessment, officer, b"mot")
    one, two = find_explanations.files_of([explanation])[explanation.id]
    with transaction():
        evidence.trash(two, by=officer)
        newer = evidence.bring_newer(one, evidence.take("moi.txt", b"mot, ban moi"), by=officer)
    report = make_report(inspection.round)
    assert newer.explanation is explanation
    assert find_explanations.files_of([explanation]) == {explanation.id: [newer]}
    assert items.item_detail(assessment, published=False).evidence == []
    assert find.receipt_of(inspection).files == 1, "the file of the self-assessment"
    assert not any(line.subject_id in {one.id, two.id, newer.id} for line in activity.of_inspection(inspection))
    assert [each.name for each in content_of(report).evidence] == ["bien-ban.txt"]
    with transaction():
        explanations.send(explanation, by=officer)
    assert items.item_detail(assessment, published=False).evidence == [newer]
    assert {each.name for each in content_of(report).evidence} == {"bien-ban.txt", "moi.txt"}
    for act in (
        lambda: evidence.trash(newer, by=officer),
        lambda: evidence.restore(two, by=officer),
        lambda: evidence.bring_newer(newer, evidence.take("nua.txt", b"nua"), by=officer),
    ):
        with pytest.raises(DomainError, match="sent with an explanation"), transaction():
            act()
