"""Files, requests for more of them and the desk review, as each side meets them on the pages."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Assessment, DeskThread, Evidence, EvidenceRequest, User
from inspection_app.rules.terms import RequestState, Side, Stage
from inspection_app.services import evidence, evidence_requests
from inspection_app.uploads import MOST_FILES
from tests import factories as make
from tests.desk import answer, let_pass, make_request, make_thread
from tests.visitor import HTMX, Visitor

SignIn = Callable[[User], Visitor]
LEFTOVERS = frozenset({"no_leftovers"})  # here they are what somebody typed
NASTY = "<script>alert(1)</script> {{ 7*7 }}"
PDF = b"%PDF-1.7 "


@pytest.fixture
def item(app: Flask) -> Assessment:
    return make.item(make.make_inspection())


@pytest.fixture
def handed_in(app: Flask) -> Assessment:
    """An item of an agency that scores itself."""
    return make.item(make.make_inspection(Stage.SELF_ASSESSMENT))


def bring(client: Visitor, item: Assessment, *files: tuple[bytes, str], **told: Any) -> Any:
    sent = {"csrf_token": client.token(), "operation_id": uuid4(), **told}
    sent["file"] = [(io.BytesIO(content), name) for content, name in files]
    return client.post(f"/items/{item.id}/evidence", data=sent, headers=HTMX)


def names() -> list[str]:
    return sorted(each.name for each in db.session.query(Evidence))


def officer_of(item: Assessment) -> User:
    return make.make_officer(item.inspection.agency)


def test_each_good_file_is_kept_and_each_bad_one_named(sign_in: SignIn, item: Assessment) -> None:
    client = sign_in(make.member_of(item.inspection))
    make.make_evidence(item, PDF + b"cu", name="cu.pdf")
    large = PDF + b"x" * 1024 * 1024
    files = [(PDF + b"1", "mot.pdf"), (b"", "rong.pdf"), (b"MZ\x00", "../ma\u202edoc.exe"), (large, "to.pdf")]
    answer = bring(client, item, *files, (PDF + b"cu", "lai.pdf"), (PDF + b"2", "hai.pdf"))
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file
    assert answer.status_code == 422
    assert names() == ["cu.pdf", "hai.pdf", "mot.pdf"]
    for told in ("rong.pdf", "madoc.exe", "to.pdf", "lai.pdf", "mot.pdf, hai.pdf"):
        assert told in answer.text, told
    assert "\u202e" not in answer.text
    assert f'id="row-{item.id}"' in answer.text, "the list counts what was kept"


def test_after_half_a_success_the_form_may_be_sent_again(sign_in: SignIn, item: Assessment) -> None:
    client, operation_id = sign_in(make.member_of(item.inspection)), uuid4()
    first = bring(client, item, (PDF, "mot.pdf"), (b"", "rong.pdf"), operation_id=operation_id)
    assert str(operation_id) not in first.text
    assert bring(client, item, (PDF + b"2", "hai.pdf")).status_code == 200
    assert names() == ["hai.pdf", "mot.pdf"]


def test_the_same_form_sent_twice_adds_nothing_twice(sign_in: SignIn, item: Assessment) -> None:
    client, operation_id = sign_in(make.member_of(item.inspection)), uuid4()
    for _twice in range(2):
        sent = bring(client, item, (PDF + b"1", "mot.pdf"), (PDF + b"2", "hai.pdf"), operation_id=operation_id)
        assert sent.status_code == 200
    assert names() == ["hai.pdf", "mot.pdf"]


def test_many_files_may_weigh_more_than_one(sign_in: SignIn, item: Assessment) -> None:
    client = sign_in(make.member_of(item.inspection))
    half = b"x" * 600 * 1024
    files = [(PDF + bytes([48 + place]) + half, f"{place}.pdf") for place in range(5)]
    answer = bring(client, item, *files)
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file
    assert answer.status_code == 200
    assert len(names()) == 5


def test_a_stranger_may_not_send_that_much(client: Visitor, item: Assessment) -> None:
    answer = bring(client, item, *((PDF + b"x" * 900 * 1024, f"{place}.pdf") for place in range(3)))
    answer.request.environ["wsgi.input"].close()
    assert answer.status_code == 413


def test_while_files_are_looked_at_nobody_waits(
    sign_in: SignIn, item: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, held = evidence.take, []

    def watched(name: str, content: bytes) -> evidence.Brought:
        held.append(db.session().in_transaction())
        return take(name, content)

    monkeypatch.setattr(evidence, "take", watched)
    assert (
        bring(sign_in(make.member_of(item.inspection)), item, (PDF, "a.pdf"), (PDF + b"2", "b.pdf")).status_code == 200
    )
    assert held == [False, False]


def test_not_too_many_at_once_and_not_none(sign_in: SignIn, item: Assessment) -> None:
    client = sign_in(make.member_of(item.inspection))
    files = [(PDF + str(place).encode(), f"{place}.pdf") for place in range(MOST_FILES + 1)]
    assert bring(client, item, *files).status_code == 422
    assert bring(client, item).status_code == 422
    assert names() == []


def test_a_newer_version_replaces_one_document(sign_in: SignIn, item: Assessment) -> None:
    client = sign_in(make.member_of(item.inspection))
    older = make.make_evidence(item, PDF, name="ke-hoach.pdf")
    replaces = str(older.document_id)
    assert bring(client, item, (PDF + b"2", "a.pdf"), (PDF + b"3", "b.pdf"), replaces=replaces).status_code == 422
    assert bring(client, item, (PDF + b"2", "a.pdf"), replaces=str(uuid4())).status_code == 422
    assert names() == ["ke-hoach.pdf"]
    answer = bring(client, item, (PDF + b"2", "ban-2.pdf"), replaces=replaces)
    assert answer.status_code == 200
    assert [each.version for each in db.session.query(Evidence).order_by(Evidence.version)] == [1, 2]
    assert "ke-hoach.pdf" in answer.text
    elsewhere = make.make_evidence(make.item(item.inspection, "1.2"), PDF)
    assert bring(client, item, (PDF + b"4", "c.pdf"), replaces=str(elsewhere.document_id)).status_code == 422


def test_officers_bring_files_for_their_agency(sign_in: SignIn, handed_in: Assessment) -> None:
    client = sign_in(officer_of(handed_in))
    assert f"/items/{handed_in.id}/evidence" in client.get(f"/items/{handed_in.id}/").text
    assert bring(client, handed_in, (PDF, "a.pdf"), (PDF + b"b", "b.pdf")).status_code == 200
    assert {each.side for each in db.session.query(Evidence)} == {Side.AGENCY}
    make.to_stage(handed_in.inspection, Stage.FIELDWORK)
    assert bring(client, handed_in, (PDF + b"c", "c.pdf")).status_code == 422
    assert "multipart" not in client.get(f"/items/{handed_in.id}/").text
    assert names() == ["a.pdf", "b.pdf"]


def test_officers_replace_only_their_own(sign_in: SignIn, item: Assessment) -> None:
    teams = make.make_evidence(item, PDF)
    make.to_stage(item.inspection, Stage.EXPLANATION)
    client = sign_in(officer_of(item))
    assert bring(client, item, (PDF + b"2", "b.pdf"), replaces=str(teams.document_id)).status_code == 422


def test_removed_and_restored(sign_in: SignIn, item: Assessment) -> None:
    author = make.member_of(item.inspection)
    row = make.make_evidence(item, PDF, name="cua-toi.pdf", by=author)
    other = make.make_evidence(item, PDF + b"2", name="cua-truong-doan.pdf")
    client = sign_in(author)
    assert client.send(f"/evidence/{other.id}/trash", fragment=True).status_code == 403
    gone = client.send(f"/evidence/{row.id}/trash", fragment=True)
    assert gone.status_code == 200
    assert f"/evidence/{row.id}/restore" in gone.text
    assert row.trashed_at is not None
    assert client.send(f"/evidence/{row.id}/restore").status_code == 303
    assert row.trashed_at is None


def test_the_agencys_trash_is_hidden_from_the_team(sign_in: SignIn, handed_in: Assessment) -> None:
    officer = officer_of(handed_in)
    row = make.make_evidence(handed_in, PDF, name="bo-di.pdf", side=Side.AGENCY, by=officer)
    client = sign_in(officer)
    assert client.send(f"/evidence/{row.id}/trash").status_code == 303
    assert "bo-di.pdf" in client.get(f"/items/{handed_in.id}/").text
    client = sign_in(make.lead_of(handed_in.inspection))
    assert "bo-di.pdf" not in client.get(f"/items/{handed_in.id}/").text
    for way in ("", "/trash", "/restore"):
        answer = client.send(f"/evidence/{row.id}{way}") if way else client.get(f"/evidence/{row.id}")
        assert answer.status_code == 404


def test_a_file_comes_as_a_download_of_no_kind(sign_in: SignIn, item: Assessment) -> None:
    row = make.make_evidence(item, PDF, name='a"; x=.pdf\r\nSet-Cookie: a=b.pdf')
    answer = sign_in(make.lead_of(item.inspection)).get(f"/evidence/{row.id}")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie: a" not in str(answer.headers)


def test_all_files_at_once_for_each_side(sign_in: SignIn, handed_in: Assessment) -> None:
    officer = officer_of(handed_in)
    make.make_evidence(handed_in, b"cua co quan", name="co-quan.txt", side=Side.AGENCY, by=officer)
    make.to_stage(handed_in.inspection, Stage.FIELDWORK)
    make.make_evidence(handed_in, b"cua doan", name="doan.txt")
    where = f"/inspections/{handed_in.inspection_id}/evidence.zip"
    for user, expected in ((make.lead_of(handed_in.inspection), 3), (make.make_coordinator(), 3), (officer, 2)):
        answer = sign_in(user).get(where)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert len(zipfile.ZipFile(io.BytesIO(answer.data)).namelist()) == expected
    assert sign_in(officer).get(f"{where}?field=../../x").status_code == 200


def test_a_request_goes_its_way(sign_in: SignIn, item: Assessment) -> None:
    lead = sign_in(make.lead_of(item.inspection))
    lead.unjudged = LEFTOVERS
    due = f"{evidence_requests.today():%d/%m/%Y}"
    asked = {"operation_id": uuid4(), "text": f"Thiếu phụ lục {NASTY}", "due_on": due}
    assert lead.send(f"/items/{item.id}/requests", asked | {"text": " "}, fragment=True).status_code == 422
    assert lead.send(f"/items/{item.id}/requests", asked | {"due_on": "01/01/2020"}, fragment=True).status_code == 422
    for _twice in range(2):
        assert lead.send(f"/items/{item.id}/requests", asked, fragment=True).status_code == 200
    request = db.session.query(EvidenceRequest).one()
    officer = sign_in(officer_of(item))
    assert "Thiếu phụ lục" in officer.get(f"/inspections/{item.inspection_id}/").text
    page = officer.get(f"/items/{item.id}/").text
    assert f"/requests/{request.id}/answer" in page
    assert "<script>alert" not in page
    assert f"/requests/{request.id}/decision" not in page
    assert f"/inspections/{item.inspection_id}/#open-requests" in officer.get("/").text
    sent = {"csrf_token": officer.token(), "operation_id": uuid4(), "note": "Xin gửi"}
    bad = sent | {"file": [(io.BytesIO(PDF), "a.pdf"), (io.BytesIO(b""), "rong.pdf")]}
    refused = officer.post(f"/requests/{request.id}/answer", data=bad, headers=HTMX)
    assert refused.status_code == 422
    assert "rong.pdf" in refused.text
    assert "Xin gửi" in refused.text
    assert (names(), request.state) == ([], RequestState.OPEN)
    good = sent | {"file": [(io.BytesIO(PDF), "a.pdf")]}
    done = officer.post(f"/requests/{request.id}/answer", data=good, headers=HTMX)
    assert done.status_code == 200
    assert 'id="evidence"' in done.text
    assert (names(), request.state) == (["a.pdf"], RequestState.ANSWERED)
    assert "#open-requests" in sign_in(make.member_of(item.inspection)).get("/").text


def test_the_team_closes_or_asks_again(sign_in: SignIn, item: Assessment) -> None:
    request, officer = make_request(item), officer_of(item)
    answer(request, by=officer)
    where = f"/requests/{request.id}/decision"
    told = {"operation_id": uuid4(), "state": "reopened", "reason": "", "due_on": ""}
    assert sign_in(officer).send(where, told).status_code == 403
    client = sign_in(make.member_of(item.inspection))
    assert client.send(where, told, fragment=True).status_code == 422
    assert client.send(where, told | {"state": "answered"}, fragment=True).status_code == 422
    due = f"{evidence_requests.today():%d/%m/%Y}"
    assert client.send(where, told | {"reason": "Thiếu dấu", "due_on": due}, fragment=True).status_code == 200
    assert request.state is RequestState.REOPENED
    closed = {"operation_id": uuid4(), "state": "closed", "reason": "", "due_on": ""}
    assert client.send(where, closed, fragment=True).status_code == 200
    assert request.state.value == "closed"


def test_what_is_late_is_marked(sign_in: SignIn, item: Assessment) -> None:
    request, officer = make_request(item), officer_of(item)
    client = sign_in(officer)
    where = (f"/inspections/{item.inspection_id}/", f"/items/{item.id}/")
    assert not any("Quá hạn" in client.get(page).text for page in where)
    let_pass(request)
    assert all("Quá hạn" in client.get(page).text for page in where)
    assert "quá hạn" in client.get("/").text


def test_an_officer_of_another_agency_reaches_nothing(sign_in: SignIn, item: Assessment) -> None:
    request, thread = make_request(item), make_thread(item)
    stranger = sign_in(make.make_officer(make.make_agency()))
    for way in (f"/requests/{request.id}/answer", f"/items/{item.id}/evidence"):
        assert stranger.send(way, {"operation_id": uuid4()}).status_code == 404
    own = sign_in(officer_of(item))
    assert own.send(f"/threads/{thread.id}/replies", {"operation_id": uuid4(), "text": "x"}).status_code == 403
    for way in ("threads", "desk-review"):
        assert own.get(f"/inspections/{item.inspection_id}/{way}").status_code == 404


def test_threads_are_written_inside_the_team(sign_in: SignIn, handed_in: Assessment) -> None:
    client = sign_in(make.member_of(handed_in.inspection))
    client.unjudged = LEFTOVERS
    told = {"operation_id": uuid4(), "kind": "missing_evidence", "text": f"Chưa có quyết định {NASTY}"}
    where = f"/items/{handed_in.id}/threads"
    assert client.send(where, told | {"text": ""}, fragment=True).status_code == 422
    assert client.send(where, told | {"kind": "other"}, fragment=True).status_code == 422
    for _twice in range(2):
        assert client.send(where, told, fragment=True).status_code == 200
    thread = db.session.query(DeskThread).one()
    said = {"operation_id": uuid4(), "text": "Đã hỏi"}
    assert client.send(f"/threads/{thread.id}/replies", said | {"text": ""}, fragment=True).status_code == 422
    assert "Đã hỏi" in client.send(f"/threads/{thread.id}/replies", said, fragment=True).text
    listed = client.get(f"/inspections/{handed_in.inspection_id}/threads?only=mine&field=1&author={thread.author_id}")
    assert "Chưa có quyết định" in listed.text
    assert "<script>alert" not in listed.text
    assert client.send(f"/threads/{thread.id}/request", fragment=True).status_code == 200
    assert db.session.query(EvidenceRequest).one().text == thread.text
    assert client.send(f"/threads/{thread.id}/resolve", fragment=True).status_code == 200
    assert client.send(f"/threads/{thread.id}/replies", said | {"operation_id": uuid4()}).status_code == 422
    assert "Chưa có quyết định" not in client.get(f"/inspections/{handed_in.inspection_id}/threads").text
    assert "Chưa có quyết định" in client.get(f"/inspections/{handed_in.inspection_id}/threads?only=all").text
    assert client.send(f"/threads/{thread.id}/reopen").status_code == 303
    assert client.get(f"/inspections/{handed_in.inspection_id}/threads?author=x").status_code == 404


def test_the_agency_reads_nothing_of_the_threads(sign_in: SignIn, handed_in: Assessment) -> None:
    make_thread(handed_in, "Nghi ngờ số liệu")
    make.to_stage(handed_in.inspection, Stage.CONCLUDED)
    client = sign_in(officer_of(handed_in))
    for way in (f"/items/{handed_in.id}/", f"/inspections/{handed_in.inspection_id}/", "/"):
        assert "Nghi ngờ" not in client.get(way).text
        assert "/threads" not in client.get(way).text


def test_the_desk_review_goes_through_all_items(sign_in: SignIn, handed_in: Assessment) -> None:
    make_thread(handed_in)
    make_request(handed_in)
    client = sign_in(make.member_of(handed_in.inspection))
    where = f"/inspections/{handed_in.inspection_id}/desk-review"
    row = f"/items/{handed_in.id}/#threads"
    assert [row in client.get(f"{where}?only={only}").text for only in ("", "open", "unproven", "mine", "x")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_before_the_agency_is_told_there_is_nothing_to_review(sign_in: SignIn) -> None:
    inspection = make.make_inspection(Stage.PLANNED)
    client = sign_in(make.lead_of(inspection))
    assert client.get(f"/inspections/{inspection.id}/desk-review").status_code == 404
    assert "desk-review" not in client.get(f"/inspections/{inspection.id}/").text
