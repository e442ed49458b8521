"""The page of the consolidated report, from the first text to a correction."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from inspection_app import jobs
from inspection_app.extensions import db
from inspection_app.models import Report, User
from inspection_app.queries import reports as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import points
from inspection_app.rules.terms import JobState, ReportState
from inspection_app.services import renders, reports
from inspection_app.transaction import transaction
from tests import judge
from tests.factories import item, make_coordinator, make_inspection, make_leader, make_report, make_score
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
RunJobs = Callable[[], int]
FILE = b"%PDF-1.7 mau"


@pytest.fixture
def report(app: Flask) -> Report:
    inspection = make_inspection()
    make_score(item(inspection), "85")
    return make_report(inspection.round)


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    client = sign_in(make_coordinator())
    with client.session_transaction() as session:
        session["locale"] = "en"
    return client


@pytest.fixture(autouse=True)
def _press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file at once; the real one is the business of tests/documents."""

    def make(_snapshot: bytes, target: Path, *, progress: Callable[[int, int], None], **_limits: Any) -> None:
        progress(4, 4)
        target.write_bytes(FILE)

    monkeypatch.setattr("inspection_app.documents.pdf.make", make)


def page_of(report: Report) -> str:
    return f"/reports/{report.id}/"


def as_leader(client: Visitor) -> Visitor:
    client.enter(make_leader())
    with client.session_transaction() as session:
        session["locale"] = "en"
    return client


def put(report: Report, state: ReportState, run_jobs: RunJobs) -> None:
    """Take the report there without the pages."""
    by = make_coordinator()
    with transaction():
        render = reports.draft(report, by=by)
    jobs.make_pdf(render)
    run_jobs()
    with transaction():
        reports.submit(report, by=by)
        if state is not ReportState.SUBMITTED:
            reports.approve(report, report.snapshot_sha256 or "", by=make_leader())


def test_the_first_step_is_the_draft(coordinator: Visitor, report: Report) -> None:
    page = coordinator.get(page_of(report)).text
    assert f'action="/reports/{report.id}/draft"' in page
    assert f'action="/reports/{report.id}/submit"' not in page
    assert coordinator.get(f"/reports/{report.id}/preview").status_code == 404
    assert coordinator.get(f"/reports/{report.id}/pdf").status_code == 404


def test_begun_twice_it_is_the_same_report(coordinator: Visitor, report: Report) -> None:
    round_ = make_inspection().round
    first = coordinator.send(f"/rounds/{round_.id}/reports").headers["Location"]
    again = coordinator.send(f"/rounds/{round_.id}/reports").headers["Location"]
    assert first == again
    assert len(find.of_round(round_)) == 1


def test_the_whole_way(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    client, page = coordinator, page_of(report)
    client.submit(page, f"{page}sections/overall", text="Đánh giá <b>chung</b> 😀")
    client.submit(page, f"{page}frame", signatory_post="TRƯỞNG BAN", recipients="- Như trên;\n- Lưu: VT.")
    assert client.submit(page, f"{page}draft").status_code == 303
    assert 'hx-trigger="every 2s"' in client.get(page).text
    assert run_jobs() == 1
    assert 'hx-trigger="every 2s"' not in client.get(page).text
    assert client.submit(page, f"{page}submit").status_code == 303
    as_leader(client)
    assert client.submit(page, f"{page}approve").status_code == 303
    client.enter(make_coordinator())
    assert client.submit(page, f"{page}issue", dated="05/12/2020").status_code == 303
    assert run_jobs() == 1
    assert (report.state, report.number) == (ReportState.ISSUED, 1)
    content = renders.content_of_draft(report)
    assert content is not None
    assert content.number == 1
    assert {each.key: each.text for each in content.sections}["overall"] == "Đánh giá <b>chung</b> 😀"
    pdf = client.get(f"{page}pdf")
    assert pdf.data == FILE
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Content-Disposition"] == "attachment; filename=Bao-cao-ket-qua-kiem-tra.pdf"


def test_totals_on_the_page_are_those_of_the_document(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    put(report, ReportState.SUBMITTED, run_jobs)
    content = renders.content_of_draft(report)
    assert content is not None
    page = judge.Page(coordinator.get(page_of(report)).text)
    told = [judge.text_of(each) for each in page.all("dd")]
    paper = paper_of(coordinator, report)
    for figure in (content.total.maximum, content.total.likely, content.total.unassessed, content.total.assumed):
        assert points(figure) in told
        assert points(figure) in paper


def paper_of(client: Visitor, report: Report) -> str:
    client.unjudged = frozenset({"title_says_the_heading"})
    response = client.get(f"/reports/{report.id}/preview")
    assert response.status_code == 200
    assert "/static/documents/report.css?v=" in response.text
    return response.text


def test_a_draft_of_an_older_program_is_made_again(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    page = page_of(report)
    coordinator.submit(page, f"{page}draft")
    run_jobs()
    with transaction():
        report.snapshot = b'{"made": "otherwise"}'
    shown = coordinator.get(page)
    assert shown.status_code == 200
    assert "<iframe" not in shown.text
    assert coordinator.get(f"{page}preview").status_code == 404
    assert coordinator.get(f"{page}pdf").data == FILE


def test_entries_that_changed_since_the_draft_are_told(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    client, page = coordinator, page_of(report)
    client.submit(page, f"{page}draft")
    run_jobs()
    assert "Entries changed since this draft" not in client.get(page).text
    client.submit(page, f"{page}sections/solutions", text="Thêm giải pháp")
    changed = client.get(page).text
    assert "Entries changed since this draft" in changed
    assert f'action="{page}draft"' in changed
    assert f'action="{page}submit"' in changed


def test_a_text_is_saved_in_place(coordinator: Visitor, report: Report) -> None:
    page = page_of(report)
    answer = coordinator.submit(page, f"{page}sections/overall", fragment=True, text="Đánh giá chung")
    assert answer.status_code == 200
    assert 'id="section-overall"' in answer.text
    assert 'class="saved"' in answer.text
    assert 'id="section-results"' not in answer.text
    again = coordinator.submit(page, f"{page}sections/overall", text="Đánh giá khác")
    assert again.status_code == 303
    assert again.headers["Location"].endswith("saved=overall#section-overall")
    assert 'class="saved"' in coordinator.get(again.headers["Location"]).text


@pytest.mark.parametrize("fragment", [True, False])
def test_a_text_two_people_changed_shows_both(coordinator: Visitor, report: Report, *, fragment: bool) -> None:
    page = page_of(report)
    address, revision = f"{page}sections/overall", 1
    coordinator.send(address, {"revision": revision, "text": "Của đồng nghiệp"})
    answer = coordinator.send(address, {"revision": revision, "text": "Của tôi <i>"}, fragment=fragment)
    assert answer.status_code == 409
    assert "Của đồng nghiệp" in answer.text
    assert "Của tôi &lt;i&gt;</textarea>" in answer.text
    assert 'name="revision" type="hidden" value="2"' in answer.text
    saved = coordinator.send(address, {"revision": 2, "text": "Cả hai"}, fragment=fragment)
    assert saved.status_code == (200 if fragment else 303)
    assert "Cả hai" in [each.text for each in report.sections]


@pytest.mark.parametrize("typed", [{"text": "x" * 20_001}, {"revision": "không"}, {"revision": ""}])
def test_a_text_that_cannot_be_saved_is_kept(coordinator: Visitor, report: Report, typed: dict[str, str]) -> None:
    told = {"revision": "1", "text": "Giữ lại"} | typed
    answer = coordinator.send(f"{page_of(report)}sections/overall", told)
    assert answer.status_code == 422
    assert f"{told['text']}</textarea>" in answer.text


def test_a_heading_there_is_none_of(coordinator: Visitor, report: Report) -> None:
    assert coordinator.send(f"{page_of(report)}sections/khac", {"revision": 1, "text": "x"}).status_code == 404


def test_a_failure_is_said_and_can_be_tried_again(
    coordinator: Visitor, report: Report, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_told: object) -> None:
        raise DomainError(Message("Longer than %(seconds)s seconds.", seconds=7))

    page = page_of(report)
    coordinator.submit(page, f"{page}draft")
    with monkeypatch.context() as patch:
        patch.setattr("inspection_app.documents.pdf.make", fail)
        run_jobs()
    assert "Longer than 7 seconds." in coordinator.get(page).text
    assert coordinator.submit(page, f"{page}render").status_code == 303
    assert run_jobs() == 1
    assert find.latest_render(report).state is JobState.DONE  # type: ignore[union-attr] # just made


def test_the_box_asks_for_itself_until_it_is_done(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    page = page_of(report)
    coordinator.submit(page, f"{page}draft")
    waiting = coordinator.fragment(f"{page}render").text
    assert 'id="job"' in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "hx-swap-oob" not in waiting
    run_jobs()
    done = coordinator.fragment(f"{page}render").text
    assert 'hx-trigger="every 2s"' not in done
    assert f'href="{page}pdf"' in done
    assert done.count("hx-swap-oob") == 2
    assert coordinator.get(f"{page}render").status_code == 200


@pytest.mark.parametrize("state", list(ReportState))
def test_a_leader_sees_what_was_put_before_him_or_her(client: Visitor, report: Report, state: ReportState) -> None:
    with transaction():
        report.state = state
        if state in {ReportState.ISSUED, ReportState.SUPERSEDED}:
            report.number, report.dated = 1, report.round.dated
    hidden = state in {ReportState.DRAFT, ReportState.RETURNED}
    assert as_leader(client).get(page_of(report)).status_code == (404 if hidden else 200)


def test_a_leader_returns_it_with_a_reason(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    put(report, ReportState.SUBMITTED, run_jobs)
    page, client = page_of(report), as_leader(coordinator)
    shown = client.get(page).text
    assert 'id="decision"' in shown
    assert "<iframe" in shown
    assert 'id="texts"' not in shown
    assert client.submit(page, f"{page}return", reason="  ").status_code == 422
    assert client.submit(page, f"{page}return", reason="Bổ sung <b>giải pháp</b>").status_code == 303
    assert client.get(page).status_code == 404
    client.enter(make_coordinator())
    assert "Bổ sung &lt;b&gt;giải pháp&lt;/b&gt;" in client.get(page).text


def test_a_draft_made_meanwhile_is_not_approved_unread(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    put(report, ReportState.SUBMITTED, run_jobs)
    answer = as_leader(coordinator).send(f"{page_of(report)}approve", {"read": "f" * 64})
    assert answer.status_code == 409
    assert report.state is ReportState.SUBMITTED


@pytest.mark.parametrize("dated", ["", "31/02/2020", "15/10/2020", "01/01/2099", "0020-12-05", "x"])
def test_a_wrong_date_is_told_beside_its_field(
    coordinator: Visitor, report: Report, run_jobs: RunJobs, dated: str
) -> None:
    put(report, ReportState.APPROVED, run_jobs)
    page = page_of(report)
    answer = coordinator.submit(page, f"{page}issue", dated=dated)
    assert answer.status_code == 422
    assert 'id="issue-dated-error"' in answer.text
    assert report.state is ReportState.APPROVED


def test_a_correction_is_the_next_version(coordinator: Visitor, report: Report, run_jobs: RunJobs) -> None:
    put(report, ReportState.APPROVED, run_jobs)
    page = page_of(report)
    coordinator.submit(page, f"{page}issue", dated="05/12/2020")
    begun = coordinator.submit(page, f"/rounds/{report.round_id}/reports")
    assert begun.status_code == 303
    correction = find.of_round(report.round)[0]
    assert begun.headers["Location"] == page_of(correction)
    assert page in coordinator.get(page_of(correction)).text  # the versions are linked


def test_wrong_steps_are_refused_with_a_sentence(coordinator: Visitor, report: Report) -> None:
    page = page_of(report)
    assert coordinator.send(f"{page}submit").status_code == 409
    assert coordinator.send(f"{page}issue", {"dated": "05/12/2020"}).status_code == 403
    assert coordinator.send(f"{page}approve").status_code == 403
    assert coordinator.send(f"{page}render").status_code == 409
    db.session.refresh(report)
    assert report.state is ReportState.DRAFT
