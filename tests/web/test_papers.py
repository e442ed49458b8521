"""Pages of papers: prepared, written, issued, fetched; what each side sees; everybody verifies."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from inspection_app.config import Settings
from inspection_app.documents import pdf
from inspection_app.extensions import db
from inspection_app.models import Inspection, Paper, User
from inspection_app.models.base import now
from inspection_app.queries import papers as find
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import (
    JobState,
    PaperFileKind,
    PaperKind,
    PaperState,
    ReportState,
    RoundState,
    Side,
    Stage,
)
from inspection_app.services import papers, reports
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    lead_of,
    make_coordinator,
    make_evidence,
    make_inspection,
    make_leader,
    make_officer,
    make_report,
    make_round,
    make_score,
    member_of,
    to_stage,
)
from tests.paper_factories import issue_paper, make_paper, make_scan
from tests.visitor import HTMX, Visitor

SignIn = Callable[[User], Visitor]
FILE = b"%PDF-1.7 mau"


@pytest.fixture(autouse=True)
def _press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file at once; the real one is the business of tests/documents."""
    monkeypatch.setattr("inspection_app.services.paper_files._pdf", lambda _snapshot, _limits: FILE)


@pytest.fixture
def inspection(app: Flask) -> Inspection:
    return make_inspection(Stage.SELF_ASSESSMENT)


@pytest.fixture
def coordinator(app: Flask) -> User:
    return make_coordinator()


@pytest.fixture
def client(app: Flask, coordinator: User) -> Visitor:
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    visitor.enter(coordinator)
    return visitor


def prepared(client: Visitor, inspection: Inspection, kind: PaperKind = PaperKind.NOTICE) -> Paper:
    response = client.send(f"/inspections/{inspection.id}/papers/{kind.value}")
    assert response.status_code == 303, response.text
    db.session.expire_all()
    paper = find.versions(kind, inspection)[0]
    assert response.headers["Location"] == f"/papers/{paper.id}/"
    return paper


def texts(paper: Paper, **changed: str) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(paper, name) for name in papers.editable(paper)}
    return told | {"revision": str(paper.revision)} | changed


def issue(client: Visitor, paper: Paper, **told: str) -> str:
    read = papers.shown(paper)[1]
    response = client.send(f"/papers/{paper.id}/issue", {"read": read, "dated": "01/12/2020", "number": ""} | told)
    db.session.expire_all()
    return response.text if response.status_code != 303 else ""


def test_from_the_list_to_an_issued_notice(client: Visitor, inspection: Inspection) -> None:
    listed = client.get(f"/rounds/{inspection.round_id}/papers").text
    assert "Thông báo lịch kiểm tra" in listed
    assert "Chưa soạn." in listed
    paper = prepared(client, inspection)
    assert inspection.agency.name in client.get(f"/papers/{paper.id}/preview").text
    assert client.send(f"/papers/{paper.id}/", texts(paper, closing="Câu kết mới")).status_code == 303
    assert "Câu kết mới./." in client.get(f"/papers/{paper.id}/preview").text
    assert "01</strong>" not in client.get(f"/papers/{paper.id}/issue").text
    assert issue(client, paper) == ""
    assert (paper.state, paper.number) == (PaperState.ISSUED, 1)
    page = client.get(f"/papers/{paper.id}/").text
    assert "01/TB-BCĐ" in page
    assert {each.kind for each in paper.files} == {PaperFileKind.PDF, PaperFileKind.WORD}
    fetched = client.get(f"/papers/{paper.id}/pdf")
    assert (fetched.data, fetched.mimetype) == (FILE, "application/pdf")
    assert "attachment" in fetched.headers["Content-Disposition"]
    assert client.get(f"/papers/{paper.id}/word").data.startswith(b"PK")
    assert paper.code in client.get(f"/papers/{paper.id}/preview").text


def test_a_draft_is_fetched_without_being_kept(client: Visitor, inspection: Inspection) -> None:
    paper = prepared(client, inspection)
    assert client.get(f"/papers/{paper.id}/pdf").data == FILE
    response = client.get(f"/papers/{paper.id}/word")
    assert "Thong-bao-lich-kiem-tra-du-thao.docx" in response.headers["Content-Disposition"]
    db.session.expire_all()
    assert paper.files == []


def test_preparing_twice_goes_on_with_the_draft(client: Visitor, inspection: Inspection) -> None:
    first = prepared(client, inspection)
    assert prepared(client, inspection).id == first.id
    assert len(find.of_inspection(inspection)) == 1


def test_what_the_case_lacks_is_said(client: Visitor, inspection: Inspection) -> None:
    response = client.send(f"/inspections/{inspection.id}/papers/result_notice")
    assert response.status_code == 409
    assert "sau khi kết luận" in response.text
    assert "sau khi kết luận" in client.get(f"/inspections/{inspection.id}/papers").text


@pytest.mark.parametrize("kind", ["team_decision", "khac"])
def test_kinds_that_are_not_made_here(client: Visitor, inspection: Inspection, kind: str) -> None:
    assert client.send(f"/inspections/{inspection.id}/papers/{kind}").status_code == 404


def test_a_decision_is_begun_from_its_team(client: Visitor, inspection: Inspection) -> None:
    assert inspection.team is not None
    response = client.send(f"/teams/{inspection.team.id}/papers")
    assert response.status_code == 303
    assert "QUYẾT ĐỊNH:" in client.get(response.headers["Location"] + "preview").text


def test_wrong_texts_are_said_beside_their_field(client: Visitor, inspection: Inspection) -> None:
    paper = prepared(client, inspection)
    told = texts(paper, closing="", body_symbol="B C/Đ", subject="Giữ lại chữ này")
    response = client.send(f"/papers/{paper.id}/", told)
    assert response.status_code == 422
    for words in ("Viết liền", "Giữ lại chữ này", "B C/Đ"):
        assert words in response.text


def test_htmx_gets_the_form_and_a_fresh_preview(client: Visitor, inspection: Inspection) -> None:
    paper = prepared(client, inspection)
    response = client.send(f"/papers/{paper.id}/", texts(paper, closing="Khác"), fragment=True)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert 'hx-swap-oob="true"' in response.text
    assert "Đã lưu" in response.text


def test_two_writers_see_both_texts(client: Visitor, inspection: Inspection) -> None:
    paper = prepared(client, inspection)
    mine = texts(paper, closing="Của tôi")
    client.send(f"/papers/{paper.id}/", texts(paper, closing="Của người khác"))
    response = client.send(f"/papers/{paper.id}/", mine)
    assert response.status_code == 409
    assert "Của tôi" in response.text
    assert "Của người khác" in response.text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"dated": ""}, "Vui lòng"),
        ({"dated": "01/10/2020"}, "trước ngày của kế hoạch"),
        ({"dated": "01/01/2099"}, "sau ngày hôm nay"),
        ({"number": "0"}, "đã dùng hoặc đã bỏ qua"),
        ({"number": "-3"}, "đã dùng hoặc đã bỏ qua"),
        ({"number": "nhiều"}, "số nguyên"),
        ({"number": "9" * 30}, "Nhiều nhất là"),
        ({"read": "cu"}, "Hồ sơ đã thay đổi"),
    ],
)
def test_what_stops_an_issue_is_said(client: Visitor, inspection: Inspection, told: dict[str, str], words: str) -> None:
    paper = prepared(client, inspection)
    page = issue(client, paper, **told)
    assert words in page or (words == "Vui lòng" and "field-error" in page)
    assert paper.state is PaperState.DRAFT


def test_a_number_set_by_hand(client: Visitor, inspection: Inspection) -> None:
    paper = prepared(client, inspection)
    issue(client, paper, number="41")
    assert paper.number == 41
    again = prepared(client, inspection)
    page = issue(client, again, number="41")
    assert "đã dùng" in page
    assert "năm 2020 là 42;" in page


def test_a_press_that_fails_leaves_the_paper_issued(
    client: Visitor, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = prepared(client, inspection)

    def fail(_snapshot: bytes, _limits: pdf.Limits) -> bytes:
        raise DomainError(Message("The document could not be made. The log of the server says why."))

    with monkeypatch.context() as patch:
        patch.setattr("inspection_app.services.paper_files._pdf", fail)
        issue(client, paper)
    assert (paper.state, paper.files) == (PaperState.ISSUED, [])
    assert "Tạo lại các tệp" in client.get(f"/papers/{paper.id}/").text
    assert client.send(f"/papers/{paper.id}/files").status_code == 303
    db.session.expire_all()
    assert len(paper.files) == 2


def test_the_signed_scan(client: Visitor, inspection: Inspection) -> None:
    paper = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    for content, words in ((b"", "Hãy chọn tệp"), (b"chu", "PDF hoặc ảnh"), (b"%PDF-" + b"x" * 1024 * 1024, "1 MB")):
        sent = {"file": (io.BytesIO(content), "ky.pdf")} if content else {}
        response = client.send(f"/papers/{paper.id}/scans", sent)
        assert response.status_code in {422, 413}
        assert words in response.text
    assert client.send(f"/papers/{paper.id}/scans", {"file": (io.BytesIO(b"%PDF-1.7 ky"), "ky.pdf")}).status_code == 303
    db.session.expire_all()
    scan = next(each for each in paper.files if each.kind is PaperFileKind.SCAN)
    assert client.get(f"/paper-files/{scan.id}").data == b"%PDF-1.7 ky"


# --- who sees what ---


def test_the_agency_sees_what_was_issued_to_it(sign_in: SignIn, inspection: Inspection) -> None:
    make_evidence(item(inspection), side=Side.AGENCY)
    to_stage(inspection, Stage.FIELDWORK)  # from now on the team sees what was brought
    draft = make_paper(PaperKind.RECEIPT, inspection)
    notice = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    assert inspection.team is not None
    decision = issue_paper(make_paper(PaperKind.TEAM_DECISION, inspection.team))
    scan = make_scan(notice)
    officer = sign_in(make_officer(inspection.agency))
    listed = officer.get(f"/inspections/{inspection.id}/papers").text
    assert f"/papers/{notice.id}/" in listed
    for hidden in (draft, decision):
        assert str(hidden.id) not in listed
        for way in ("", "preview", "pdf", "word", "issue"):
            assert officer.get(f"/papers/{hidden.id}/{way}").status_code == 404
    for way in ("", "preview", "pdf", "word"):
        assert officer.get(f"/papers/{notice.id}/{way}").status_code == 200
    assert officer.get(f"/paper-files/{scan.id}").status_code == 200
    for way, code in (("", 403), ("issue", 403), ("scans", 403), ("files", 403)):
        assert officer.send(f"/papers/{notice.id}/{way}").status_code == code
    assert officer.send(f"/inspections/{inspection.id}/papers/notice").status_code == 403


def test_another_agency_sees_nothing(sign_in: SignIn, inspection: Inspection) -> None:
    notice = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    scan = make_scan(notice)
    stranger = sign_in(make_officer(make_inspection(Stage.SELF_ASSESSMENT).agency))
    for way in (f"/papers/{notice.id}/", f"/papers/{notice.id}/preview", f"/paper-files/{scan.id}"):
        assert stranger.get(way).status_code == 404
    assert stranger.get(f"/inspections/{inspection.id}/papers").status_code == 404


def test_a_secretary_prepares_what_the_coordinator_issues(sign_in: SignIn, inspection: Inspection) -> None:
    secretary = sign_in(member_of(inspection))
    paper = prepared(secretary, inspection)
    assert secretary.send(f"/papers/{paper.id}/", texts(paper, closing="Khác")).status_code == 303
    assert "Điều phối viên" in secretary.get(f"/papers/{paper.id}/").text
    assert secretary.get(f"/papers/{paper.id}/issue").status_code == 403
    assert secretary.send(f"/papers/{paper.id}/issue").status_code == 403


def test_a_lead_issues_the_teams_receipt(sign_in: SignIn, inspection: Inspection) -> None:
    make_evidence(item(inspection), side=Side.AGENCY)
    to_stage(inspection, Stage.FIELDWORK)  # from now on the team sees what was brought
    lead = sign_in(lead_of(inspection))
    paper = prepared(lead, inspection, PaperKind.RECEIPT)
    assert issue(lead, paper) == ""
    assert paper.number == 1
    assert "01/BN-ĐKT" in lead.get(f"/papers/{paper.id}/preview").text


def test_a_leader_reads_what_is_issued(sign_in: SignIn, inspection: Inspection) -> None:
    draft = make_paper(PaperKind.NOTICE, inspection)
    leader = sign_in(make_leader())
    assert leader.get(f"/papers/{draft.id}/").status_code == 404
    issue_paper(draft)
    assert leader.get(f"/papers/{draft.id}/").status_code == 200
    assert f"/papers/{draft.id}/" in leader.get(f"/rounds/{inspection.round_id}/papers").text


# --- everybody ---


def test_everybody_verifies_an_issued_paper(app: Flask, inspection: Inspection) -> None:
    visitor = app.test_client()
    paper = make_paper(PaperKind.NOTICE, inspection)
    for name in (paper.code, paper.id, "khong-co", "%00"):
        answer = visitor.get(f"/verify/{name}")
        assert answer.status_code == 404
        assert "Không có văn bản đã ban hành nào mang mã này" in answer.text
    issue_paper(paper)
    page = visitor.get(f"/verify/{paper.code.upper()}").text
    for words in ("01/TB-BCĐ", paper.issuing_body, paper.subject, "còn hiệu lực", str(paper.snapshot_sha256)):
        assert words in page
    assert all(each.sha256 in page for each in paper.files)
    found = visitor.get("/verify/", query_string={"code": f" {paper.code.upper()} "})
    assert found.headers["Location"] == f"/verify/{paper.code}"
    assert visitor.get("/verify/").status_code == 200


def test_a_hash_is_compared_without_script(app: Flask, inspection: Inspection) -> None:
    paper = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    visitor, way = app.test_client(), f"/verify/{paper.code}"
    own = paper.files[0].sha256
    assert "Trùng khớp: đây là tệp" in visitor.get(way, query_string={"sha256": own.upper()[:32] + " " + own[32:]}).text
    assert "Không tệp nào" in visitor.get(way, query_string={"sha256": "ab"}).text


def test_a_replaced_paper_says_by_which(app: Flask, inspection: Inspection) -> None:
    first = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    second = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    page = app.test_client().get(f"/verify/{first.code}").text
    assert "thay thế" in page
    assert f"/verify/{second.code}" in page


def test_an_issued_report_is_verified_too(app: Flask, inspection: Inspection, coordinator: User) -> None:
    report = make_report(inspection.round)
    with transaction():
        render = reports.draft(report, by=coordinator)
        render.state, render.file_sha256 = JobState.DONE, files().put(FILE)
    visitor = app.test_client()
    assert visitor.get(f"/verify/{report.id}").status_code == 404
    with transaction():
        report.state = ReportState.APPROVED
    with transaction():
        reports.issue(report, local_day(now()), by=coordinator)
    assert "01/BC-BCĐ" in visitor.get(f"/verify/{report.id}").text


def test_plans_and_notices_are_public_without_scores(app: Flask, inspection: Inspection) -> None:
    to_stage(inspection, Stage.FIELDWORK)
    make_score(item(inspection), "85", reason="Lý do kín")
    paper = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    visitor = app.test_client()
    assert inspection.round.number in visitor.get("/public/").text
    page = visitor.get(f"/public/rounds/{inspection.round_id}").text
    for words in ("01/TB-BCĐ", inspection.agency.name, "02/11/2020", f"/verify/{paper.code}"):
        assert words in page
    assert "Lý do kín" not in page
    assert "1,70" not in page


def test_the_public_pages_can_be_off(app: Flask, inspection: Inspection, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    told: Settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", replace(told, public_pages=False))
    visitor = app.test_client()
    for way in ("/public/", f"/public/rounds/{inspection.round_id}"):
        assert visitor.get(way).status_code == 404
    assert visitor.get(f"/verify/{paper.code}").status_code == 200


def test_a_draft_round_is_not_public(app: Flask) -> None:
    round_ = make_round(state=RoundState.DRAFT)
    visitor = app.test_client()
    assert visitor.get(f"/public/rounds/{round_.id}").status_code == 404
    assert round_.number not in visitor.get("/public/").text


def test_htmx_is_known(client: Visitor, inspection: Inspection) -> None:
    assert client.get(f"/papers/{prepared(client, inspection).id}/", headers=HTMX).status_code == 200
