"""Papers: prepared from the case, changed, issued under a number, replaced; what was issued never changes."""

import hashlib
import io
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from PIL import Image

from inspection_app.documents import paper as document
from inspection_app.documents import pdf
from inspection_app.models import Inspection, Paper, Team, User
from inspection_app.queries import numbers as series_of
from inspection_app.queries import paper_result
from inspection_app.queries import papers as find
from inspection_app.queries.numbers import Series
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import (
    FindingKind,
    PaperFileKind,
    PaperKind,
    PaperState,
    RecommendationState,
    Side,
    Stage,
    Verdict,
)
from inspection_app.services import explanations, numbers, paper_files, papers, reports
from inspection_app.services.revisions import Clashed
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.factories import (
    close_round,
    item,
    lead_of,
    make_agency,
    make_coordinator,
    make_evidence,
    make_explanation,
    make_finding,
    make_inspection,
    make_recommendation,
    make_score,
    to_stage,
)

TODAY = date(2020, 12, 1)
VERIFY = "https://kiem-tra.example.vn/verify/{code}"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def coordinator(app: Flask) -> User:
    return make_coordinator()


@pytest.fixture
def inspection(app: Flask) -> Inspection:
    return make_inspection(Stage.SELF_ASSESSMENT)


def prepared(kind: PaperKind, about: Inspection | Team, by: User) -> Paper:
    with transaction():
        return papers.prepare(kind, about, by=by)


def issued(paper: Paper, by: User, number: int | None = None, dated: date = TODAY) -> Paper:
    with transaction():
        papers.issue(paper, papers.Issue(dated, number, papers.shown(paper)[1], VERIFY), by=by)
    return paper


def notice(inspection: Inspection, by: User) -> Paper:
    return prepared(PaperKind.NOTICE, inspection, by)


def said(paper: Paper) -> str:
    return document.html(papers.shown(paper)[0])


def test_a_notice_says_what_the_case_says(inspection: Inspection, coordinator: User) -> None:
    page = said(notice(inspection, coordinator))
    agency = inspection.agency.name
    for words in (
        agency,
        "ngày 02/11/2020",
        "Phụ lục I<",
        "Phụ lục II<",
        "BẢNG TỰ CHẤM ĐIỂM",
        item(inspection).criterion.name,
    ):
        assert words in page, words
    assert "chưa đối chiếu với" in page
    assert "2.1" not in {row.cells[0] for row in table(paper_of(inspection), 1).rows}, "an item of another agency"


def paper_of(inspection: Inspection) -> Paper:
    return find.of_inspection(inspection)[0]


def table(paper: Paper, annex: int) -> document.Table:
    parts = papers.shown(paper)[0].annexes[annex].parts
    return next(each for each in parts if isinstance(each, document.Table))


def test_a_decision_names_the_team_and_its_agencies(inspection: Inspection, coordinator: User) -> None:
    assert inspection.team is not None
    paper = prepared(PaperKind.TEAM_DECISION, inspection.team, coordinator)
    page = said(paper)
    for member in inspection.team.members:
        assert member.user.full_name in page
    for words in ("QUYẾT ĐỊNH:", "Điều 1.", "Điều 3.", "Trưởng đoàn", "Thư ký", inspection.agency.name, "02/11/2020"):
        assert words in page, words
    assert "chưa đối chiếu" not in page, "it shows no points"


def test_a_receipt_lists_what_the_agency_brought(inspection: Inspection, coordinator: User) -> None:
    with pytest.raises(DomainError, match="not handed in"):
        prepared(PaperKind.RECEIPT, inspection, coordinator)
    mine = make_evidence(item(inspection), b"noi dung", name="ke-hoach.txt", side=Side.AGENCY)
    to_stage(inspection, Stage.FIELDWORK)
    make_evidence(item(inspection), b"cua Doan", name="anh-chup.txt")
    page = said(prepared(PaperKind.RECEIPT, inspection, coordinator))
    assert mine.sha256 == hashlib.sha256(b"noi dung").hexdigest()
    for words in (mine.sha256, "ke-hoach.txt", "8 byte", "01 tệp", "01/12/2020 07:00"):
        assert words in page, words
    assert "anh-chup" not in page


@pytest.fixture
def concluded(app: Flask) -> Inspection:
    case = make_inspection(Stage.FIELDWORK)
    first = item(case)
    make_score(first, "85", reason="Thiếu 02 văn bản")
    make_finding(first, kind=FindingKind.STRENGTH, text="Ban hành kế hoạch sớm", cause="")
    make_finding(first, text="Chậm 02 văn bản", cause="Thiếu người")
    make_recommendation(first, text="Ban hành 02 văn bản", deadline=date(2020, 12, 15))
    to_stage(case, Stage.EXPLANATION)
    with transaction():
        ruling = explanations.Ruling(Verdict.PARTLY_ACCEPTED, "Có văn bản bổ sung")
        explanations.judge(make_explanation(first), ruling, by=lead_of(case))
    return case


def test_a_result_notice_waits_for_the_conclusion(concluded: Inspection, coordinator: User) -> None:
    with pytest.raises(DomainError, match="once the inspection is concluded"):
        prepared(PaperKind.RESULT_NOTICE, concluded, coordinator)


def test_a_result_notice_says_what_was_published(concluded: Inspection, coordinator: User) -> None:
    to_stage(concluded, Stage.CONCLUDED)
    paper = prepared(PaperKind.RESULT_NOTICE, concluded, coordinator)
    page = said(paper)
    for words in (
        "Ban hành kế hoạch sớm.",
        "Chậm 02 văn bản. Nguyên nhân chủ quan: Thiếu người.",
        "Đã có văn bản. Ý kiến của Đoàn kiểm tra: chấp nhận một phần. Có văn bản bổ sung.",
        "Ban hành 02 văn bản",
        "thời hạn 15/12/2020",
        "Thiếu 02 văn bản",
    ):
        assert words in page, words
    row = next(each for each in table(paper, 0).rows if each.cells[0] == "1.1.1")
    assert row.cells[3:6] == ("–", "1,70", "–") or row.cells[4] != "–"
    issued(paper, coordinator)
    told = {each.state for each in _recommendations(concluded)}
    assert told == {RecommendationState.ISSUED}, "the agency has them in writing now"


def _recommendations(case: Inspection) -> Any:
    return paper_result.recommendations_of(case)


def test_issuing_numbers_dates_and_freezes(inspection: Inspection, coordinator: User) -> None:
    paper = issued(notice(inspection, coordinator), coordinator)
    assert (paper.number, paper.year, paper.state) == (1, 2020, PaperState.ISSUED)
    assert paper.snapshot is not None
    assert paper.snapshot_sha256 == hashlib.sha256(paper.snapshot).hexdigest()
    page = said(paper)
    assert "01/TB-BCĐ" in page
    assert "ngày 01 tháng 12 năm 2020" in page
    before = paper.snapshot
    inspection.agency.name = "Tên đã đổi"
    assert said(paper) == page
    with pytest.raises(DomainError, match="no longer changes"), transaction():
        papers.change(paper, {"closing": "Khác"}, revision=paper.revision, by=coordinator)
    with pytest.raises(DomainError, match="no longer changes"):
        issued(paper, coordinator)
    assert paper.snapshot == before


def test_what_is_issued_is_what_was_read(inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    read = papers.shown(paper)[1]
    with transaction():
        papers.change(paper, {"closing": "Câu kết khác"}, revision=paper.revision, by=coordinator)
    with pytest.raises(DomainError, match="something else now"), transaction():
        papers.issue(paper, papers.Issue(TODAY, None, read, VERIFY), by=coordinator)
    assert paper.state is PaperState.DRAFT


@pytest.mark.parametrize(
    ("dated", "sentence"), [(date(2020, 10, 15), "before its plan"), (date(2020, 12, 2), "future")]
)
def test_its_date_makes_sense(dated: date, sentence: str, inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    with pytest.raises(DomainError, match=sentence) as refused:
        issued(paper, coordinator, dated=dated)
    assert refused.value.field == "dated"


def test_numbers_run_per_body_type_and_year(inspection: Inspection, coordinator: User) -> None:
    other = make_inspection(Stage.SELF_ASSESSMENT)
    first, second = (notice(each, coordinator) for each in (inspection, other))
    assert [issued(each, coordinator).number for each in (first, second)] == [1, 2]
    assert inspection.team is not None
    assert issued(prepared(PaperKind.TEAM_DECISION, inspection.team, coordinator), coordinator).number == 1
    third = notice(make_inspection(Stage.SELF_ASSESSMENT), coordinator)
    with time_machine.travel(date(2021, 1, 4), tick=False):
        assert issued(third, coordinator, dated=date(2021, 1, 4)).number == 1


def test_a_number_may_be_ahead_but_never_behind(inspection: Inspection, coordinator: User) -> None:
    paper = issued(notice(inspection, coordinator), coordinator, number=7)
    assert paper.number == 7
    series = Series(paper.issuing_body, "TB", 2020)
    assert series_of.last(series) == 7
    for taken in (7, 3):
        with pytest.raises(DomainError, match="taken or passed over") as refused:
            numbers.take(series, taken)
        assert refused.value.field == "number"
    assert numbers.take(series) == 8
    assert numbers.take(Series("Cơ quan khác", "TB", 2020)) == 1
    with pytest.raises(DomainError, match="At most"):
        numbers.take(series, 100_000)


def test_a_taken_number_is_refused_by_the_database_too(inspection: Inspection, coordinator: User) -> None:
    paper = issued(notice(inspection, coordinator), coordinator)
    twin = notice(make_inspection(Stage.SELF_ASSESSMENT), coordinator)
    with pytest.raises(DomainError, match="at the same moment"), transaction():
        twin.number, twin.year, twin.issuing_body = paper.number, paper.year, paper.issuing_body


def test_a_later_version_replaces_an_issued_one(inspection: Inspection, coordinator: User) -> None:
    first = notice(inspection, coordinator)
    with pytest.raises(DomainError, match="draft of this paper already"):
        notice(inspection, coordinator)
    with transaction():
        papers.change(first, {"closing": "Câu kết riêng"}, revision=first.revision, by=coordinator)
    issued(first, coordinator)
    second = notice(inspection, coordinator)
    assert (second.version, second.closing) == (2, "Câu kết riêng")
    assert first.state is PaperState.ISSUED, "in force until the next one is issued"
    issued(second, coordinator)
    assert (first.state, second.number) == (PaperState.SUPERSEDED, 2)
    assert find.successor_of(first) == second
    assert find.successor_of(second) is None
    assert find.by_code(first.code) == first
    assert find.by_code(str(first.id)) == first
    assert find.by_code("khong-co") is None


def test_a_draft_has_no_public_address(inspection: Inspection, coordinator: User) -> None:
    assert find.by_code(notice(inspection, coordinator).code) is None


def test_two_writers_are_merged_or_told(inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    read = paper.revision
    with transaction():
        papers.change(paper, {"closing": "Một"}, revision=read, by=coordinator)
    with transaction():
        papers.change(paper, {"opening": "Hai"}, revision=read, by=coordinator)
    assert (paper.closing, paper.opening) == ("Một", "Hai")
    with pytest.raises(Clashed), transaction():
        papers.change(paper, {"closing": "Ba"}, revision=read, by=coordinator)


def test_only_texts_and_frame_are_written(inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    with transaction():
        papers.change(paper, {"state": "issued", "authority": "Ai"}, revision=paper.revision, by=coordinator)
    assert (paper.state, paper.authority) == (PaperState.DRAFT, "")


def test_nothing_begins_in_a_closed_round(inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    close_round(inspection.round)
    with pytest.raises(DomainError, match="closed"):
        issued(paper, coordinator)
    with pytest.raises(DomainError, match="closed"):
        prepared(PaperKind.NOTICE, inspection, coordinator)


def test_the_next_one_is_signed_by_who_signed_the_last(inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    with transaction():
        papers.change(paper, {"signatory_name": "Trần Thị Mẫu"}, revision=paper.revision, by=coordinator)

    other = make_inspection(
        Stage.SELF_ASSESSMENT, agency=make_agency(), round_=inspection.round, team=inspection.team, days_on=1
    )
    assert notice(other, coordinator).signatory_name == "Trần Thị Mẫu"


def test_reports_and_papers_share_the_numbers_of_their_type(inspection: Inspection, coordinator: User) -> None:
    body = inspection.round.issuing_body
    paper = notice(inspection, coordinator)
    with transaction():
        paper.type_code = reports.TYPE_CODE
    issued(paper, coordinator, number=4)
    assert numbers.take(Series(body, reports.TYPE_CODE, 2020)) == 5


# --- files ---


def kept(paper: Paper, kind: PaperFileKind, by: User) -> bytes:
    assert paper.snapshot is not None
    made = paper_files.made(paper, kind, paper.snapshot, pdf.Limits(60, 2048))
    with transaction():
        paper_files.keep(paper, made, by=by)
    file = paper_files.of_kind(paper, kind)
    assert file is not None
    return files().get(file.sha256)


def test_files_are_made_of_the_snapshot_and_kept_once(inspection: Inspection, coordinator: User) -> None:
    paper = issued(notice(inspection, coordinator), coordinator)
    assert kept(paper, PaperFileKind.PDF, coordinator).startswith(b"%PDF")
    word = kept(paper, PaperFileKind.WORD, coordinator)
    assert word.startswith(b"PK")
    assert kept(paper, PaperFileKind.WORD, coordinator) == word
    names = sorted(each.name for each in paper.files)
    assert names == ["Thong-bao-lich-kiem-tra-01-TB.docx", "Thong-bao-lich-kiem-tra-01-TB.pdf"]


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(target, "PNG")
    return target.getvalue()


def test_the_signed_scan_is_kept_beside_it(inspection: Inspection, coordinator: User) -> None:
    paper = notice(inspection, coordinator)
    with pytest.raises(DomainError, match="Issue the paper first"), transaction():
        papers_scan(paper, b"%PDF-1.7 x", coordinator)
    issued(paper, coordinator)
    with transaction():
        scan = papers_scan(paper, b"%PDF-1.7 x", coordinator)
    assert scan.sha256 == hashlib.sha256(b"%PDF-1.7 x").hexdigest()
    with transaction():
        assert papers_scan(paper, picture(), coordinator).media_type == "image/jpeg"
    for wrong in (b"", b"chu thuong"):
        with pytest.raises(DomainError) as refused, transaction():
            papers_scan(paper, wrong, coordinator)
        assert refused.value.field == "file"


def papers_scan(paper: Paper, content: bytes, by: User) -> Any:
    return paper_files.attach_scan(paper, "ban-ky.pdf", content, by=by)
