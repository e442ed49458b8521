"""Requests for further evidence: asked, answered whatever is frozen, closed or asked again, and late."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, CalendarDay, Evidence, EvidenceRequest
from inspection_app.queries import evidence_requests as find
from inspection_app.queries import items
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import RequestState, Side, Stage, ThreadKind
from inspection_app.rules.workdays import WorkCalendar
from inspection_app.services import evidence_requests
from inspection_app.services.evidence_requests import AnswerDraft
from inspection_app.transaction import transaction
from tests.desk import answer, decide, make_request, make_thread, request_draft
from tests.factories import close_round, item, lead_of, make_evidence, make_inspection, make_officer, saved, to_stage

pytestmark = pytest.mark.usefixtures("app")
UNDER_WAY = {Stage.SELF_ASSESSMENT, Stage.FIELDWORK, Stage.EXPLANATION}


@pytest.fixture
def assessment(app: object) -> Assessment:
    return item(make_inspection())


def tomorrow() -> date:
    return evidence_requests.today() + timedelta(days=1)


@pytest.mark.parametrize("stage", list(Stage))
def test_asked_and_answered_in_every_stage_of_the_work(stage: Stage) -> None:
    """Also in fieldwork, where the agency brings nothing of its own accord."""
    assessment = item(make_inspection(stage))
    if stage not in UNDER_WAY:
        with pytest.raises(DomainError):
            make_request(assessment)
        return
    request = make_request(assessment)
    answer(request, "", b"bo sung")
    brought = db.session.query(Evidence).one()
    assert (brought.side, brought.request_id, brought.added_in) == (Side.AGENCY, request.id, stage)
    assert request.state is RequestState.ANSWERED


def test_nothing_is_answered_once_it_is_concluded(assessment: Assessment) -> None:
    request = make_request(assessment)
    to_stage(assessment.inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError):
        answer(request)
    with pytest.raises(DomainError):
        decide(request, RequestState.CLOSED)
    assert request.state is RequestState.OPEN


def test_nor_in_a_closed_round(assessment: Assessment) -> None:
    request = make_request(assessment)
    close_round(assessment.inspection.round)
    for act in (lambda: make_request(assessment), lambda: answer(request)):
        with pytest.raises(DomainError, match="closed"):
            act()


def test_the_same_request_sent_twice_is_one(assessment: Assessment) -> None:
    draft = request_draft()
    for _twice in range(2):
        with transaction():
            evidence_requests.ask(assessment, draft, by=lead_of(assessment.inspection))
    assert db.session.query(EvidenceRequest).count() == 1


def test_the_same_answer_sent_twice_is_one(assessment: Assessment) -> None:
    request, officer = make_request(assessment), make_officer(assessment.inspection.agency)
    draft = AnswerDraft(uuid4(), "Đã gửi", [])
    for _twice in range(2):
        with transaction():
            evidence_requests.answer(request, draft, by=officer)
    assert [entry.text for entry in request.entries] == ["Đã gửi"]


def test_a_day_that_is_past_is_no_last_day(assessment: Assessment) -> None:
    with pytest.raises(DomainError) as caught:
        make_request(assessment, due_on=evidence_requests.today() - timedelta(days=1))
    assert caught.value.field == "due_on"


def test_an_answer_says_or_shows_something(assessment: Assessment) -> None:
    request = make_request(assessment)
    with pytest.raises(DomainError) as caught:
        answer(request, "")
    assert caught.value.field == "note"
    make_evidence(assessment, b"da co", side=Side.TEAM)
    assert answer(request, "", b"da co") == [], "the team's own copy is no answer of the agency"


def test_files_that_are_here_already_are_told_and_a_note_makes_them_an_answer() -> None:
    assessment = item(make_inspection(Stage.SELF_ASSESSMENT))
    make_evidence(assessment, b"da co", side=Side.AGENCY)
    request = make_request(assessment)
    with pytest.raises(DomainError):
        answer(request, "", b"da co")
    assert request.state is RequestState.OPEN
    assert len(answer(request, "Xem tệp đã gửi", b"da co", b"moi")) == 1
    assert db.session.query(Evidence).count() == 2


def test_closed_or_asked_again_with_a_reason_and_a_new_day(assessment: Assessment) -> None:
    request = make_request(assessment)
    answer(request)
    for reason, due_on, field in (("", tomorrow(), "reason"), ("Còn thiếu", None, "due_on")):
        with pytest.raises(DomainError) as caught:
            decide(request, RequestState.REOPENED, reason, due_on)
        assert caught.value.field == field
    decide(request, RequestState.REOPENED, "Còn thiếu phụ lục", tomorrow())
    assert (request.state, request.due_on) == (RequestState.REOPENED, tomorrow())
    answer(request, "Gửi phụ lục", b"phu luc")
    decide(request, RequestState.CLOSED)
    with pytest.raises(DomainError):
        answer(request)
    assert [entry.state.value for entry in request.entries] == ["answered", "reopened", "answered", "closed"]
    verbs = [
        line.verb
        for line in db.session.query(Activity).order_by(Activity.id)
        if line.verb.startswith("evidence_request")
    ]
    assert verbs == [f"evidence_request.{verb}" for verb in ("asked", "answered", "reopened", "answered", "closed")]


def test_what_is_needed_no_more_is_closed_without_an_answer(assessment: Assessment) -> None:
    request = make_request(assessment)
    decide(request, RequestState.CLOSED, "Đã tìm thấy")
    assert request.state is RequestState.CLOSED
    with pytest.raises(DomainError):
        decide(request, RequestState.CLOSED)


def test_a_thread_about_missing_evidence_becomes_a_request_once(assessment: Assessment) -> None:
    thread = make_thread(assessment, "Thiếu quyết định phê duyệt")
    with transaction():
        request = evidence_requests.ask_from(thread, by=lead_of(assessment.inspection))
    assert evidence_requests.ask_from(thread, by=lead_of(assessment.inspection)) is request
    assert (request.text, request.state) == ("Thiếu quyết định phê duyệt", RequestState.OPEN)
    assert request.due_on == evidence_requests.suggested_due()
    assert db.session.query(EvidenceRequest).count() == 1
    question = make_thread(assessment, "Vì sao chậm?", kind=ThreadKind.QUESTION)
    with pytest.raises(DomainError):
        evidence_requests.ask_from(question, by=lead_of(assessment.inspection))


def test_the_suggested_day_follows_the_offices_calendar(app: object) -> None:
    plain = WorkCalendar().after(evidence_requests.today(), 3)
    assert evidence_requests.suggested_due() == plain
    saved([CalendarDay(day=plain, worked=False, name="Nghỉ bù")])
    assert evidence_requests.suggested_due() > plain


def test_lists_begin_with_the_most_urgent_and_count_what_waits(assessment: Assessment) -> None:
    inspection, other = assessment.inspection, item(assessment.inspection, "1.2")
    later = make_request(assessment, due_on=tomorrow())
    sooner, closed = make_request(other), make_request(other)
    decide(closed, RequestState.CLOSED)
    assert [each.id for each in find.of_inspection(inspection)] == [sooner.id, later.id]
    for published in (True, False):
        board = items.board(inspection, published=published)
        counts = {each.criterion.code: each.requests for field in board.fields for each in field.items}
        assert (counts["1.1.1"], counts["1.2"], counts["1.3"]) == (1, 1, 0)
    answer(later)
    assert find.counts(inspection, {RequestState.ANSWERED}) == {assessment.id: 1}
