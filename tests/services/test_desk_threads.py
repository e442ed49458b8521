"""Threads of the desk review: opened, answered, resolved, reopened, listed, and never the agency's."""

from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, DeskThread
from inspection_app.queries import desk_review, items
from inspection_app.queries import desk_threads as find
from inspection_app.queries.desk_threads import Narrowed
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import RequestState, Side, Stage, ThreadKind
from inspection_app.services import desk_threads, rounds
from inspection_app.services.assessments import SelfScoreDraft, self_score
from inspection_app.transaction import transaction
from tests.desk import answer, decide, hand_in, make_request, make_thread
from tests.factories import (
    close_round,
    item,
    lead_of,
    make_evidence,
    make_inspection,
    make_officer,
    member_of,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")
UNDER_WAY = {Stage.SELF_ASSESSMENT, Stage.FIELDWORK, Stage.EXPLANATION}


@pytest.fixture
def assessment(app: object) -> Assessment:
    return item(make_inspection(Stage.SELF_ASSESSMENT))


def reply(thread: DeskThread, text: str = "Đã xem") -> None:
    with transaction():
        desk_threads.reply(thread, uuid4(), text, by=lead_of(thread.assessment.inspection))


def resolve(thread: DeskThread) -> None:
    with transaction():
        desk_threads.resolve(thread, by=lead_of(thread.assessment.inspection))


@pytest.mark.parametrize("stage", list(Stage))
def test_from_the_notice_until_the_results_stand(stage: Stage) -> None:
    assessment = item(make_inspection(stage))
    if stage in UNDER_WAY:
        assert make_thread(assessment).resolved_at is None
    else:
        with pytest.raises(DomainError):
            make_thread(assessment)


def test_a_thread_is_answered_resolved_and_taken_up_again(assessment: Assessment) -> None:
    thread = make_thread(assessment, "Chưa rõ", kind=ThreadKind.QUESTION)
    reply(thread, "Hỏi lại đơn vị")
    for _twice in range(2):
        resolve(thread)
    assert (thread.resolved_by_id, thread.resolved_at is None) == (lead_of(assessment.inspection).id, False)
    with pytest.raises(DomainError, match="Reopen"):
        reply(thread)
    with transaction():
        desk_threads.reopen(thread, by=member_of(assessment.inspection))
        desk_threads.reopen(thread, by=member_of(assessment.inspection))
    reply(thread, "Đã trả lời")
    assert [each.text for each in thread.replies] == ["Hỏi lại đơn vị", "Đã trả lời"]
    verbs = [line.verb for line in db.session.query(Activity).order_by(Activity.id) if line.verb.startswith("thread")]
    assert verbs == [f"thread.{verb}" for verb in ("opened", "replied", "resolved", "reopened", "replied")]


def test_a_thread_and_a_reply_sent_twice_are_one(assessment: Assessment) -> None:
    by, draft = member_of(assessment.inspection), desk_threads.ThreadDraft(uuid4(), ThreadKind.REMARK, "Ghi nhận")
    operation_id = uuid4()
    for _twice in range(2):
        with transaction():
            desk_threads.open_thread(assessment, draft, by=by)
    thread = db.session.query(DeskThread).one()
    for _twice in range(2):
        with transaction():
            desk_threads.reply(thread, operation_id, "Đồng ý", by=by)
    assert len(thread.replies) == 1


def test_nothing_is_written_in_a_closed_round(assessment: Assessment) -> None:
    thread = make_thread(assessment)
    close_round(assessment.inspection.round)
    for act in (lambda: make_thread(assessment), lambda: reply(thread), lambda: resolve(thread)):
        with pytest.raises(DomainError, match="closed"):
            act()


def test_the_agency_is_told_of_no_thread(assessment: Assessment) -> None:
    make_thread(assessment)
    detail = items.item_detail(assessment, published=True)
    assert (detail.threads, detail.item.threads) == ([], 0)
    inside = items.item_detail(assessment, published=False)
    assert (len(inside.threads), inside.item.threads) == (1, 1)
    resolve(inside.threads[0])
    assert items.item_detail(assessment, published=False).item.threads == 0, "the row counts what is unresolved"


def test_the_list_is_narrowed(assessment: Assessment) -> None:
    inspection, lead, member = assessment.inspection, lead_of(assessment.inspection), member_of(assessment.inspection)
    one = make_thread(assessment, "một")
    two = make_thread(item(inspection, "1.2"), "hai", by=lead)
    given = make_thread(item(inspection, "1.3"), "ba", by=member)
    with transaction():
        rounds.assign(inspection, {item(inspection, "1.3"): lead}, by=None)

    def texts(**told: object) -> list[str]:
        return [each.text for each in find.of_inspection(inspection, Narrowed(**told))]  # type: ignore[arg-type]

    assert texts() == ["một", "hai", "ba"]
    assert texts(mine=lead) == ["hai", "ba"], "opened by me, or at an item given to me"
    reply(one)
    assert texts(mine=lead) == ["một", "hai", "ba"], "or answered by me"
    assert texts(author_id=member.id) == ["một", "ba"]
    assert texts(field="2") == []
    resolve(two)
    assert texts() == ["một", "ba"]
    assert texts(unresolved=False, field="1") == ["một", "hai", "ba"]
    assert {each.id for each in find.authors_of(inspection)} == {lead.id, member.id}
    assert given.resolved_at is None


def claim(assessment: Assessment, note: str = "") -> None:
    with transaction():
        officer = make_officer(assessment.inspection.agency)
        self_score(assessment, SelfScoreDraft(None, assessment.criterion.maximum, note), by=officer)


def test_the_page_flags_points_without_proof_and_counts_what_is_open(assessment: Assessment) -> None:
    inspection = assessment.inspection
    bare, shown, told = (item(inspection, code) for code in ("1.1.1", "1.1.2", "1.2"))
    claim(bare)
    claim(shown)
    claim(told, "Theo báo cáo số 15")
    make_evidence(shown, side=Side.AGENCY)
    make_thread(shown)
    resolve(make_thread(told))
    waits, answered = make_request(told), make_request(told)
    decide(make_request(told), RequestState.CLOSED)
    answer(answered)
    kept = [line for each in desk_review.of_inspection(inspection) for line in each.lines]
    assert not any(line.claimed or line.note or line.files or line.unproven for line in kept), "not handed in"
    hand_in(inspection)
    lines = {
        line.assessment.criterion.code: line for each in desk_review.of_inspection(inspection) for line in each.lines
    }
    assert {code for code, line in lines.items() if line.unproven} == {"1.1.1"}
    assert (lines["1.1.2"].files, lines["1.1.2"].threads) == (1, 1)
    assert (lines["1.2"].threads, lines["1.2"].waiting, lines["1.2"].answered) == (0, 1, 1)
    assert {code for code, line in lines.items() if line.open} == {"1.1.1", "1.1.2", "1.2"}
    assert waits.state is RequestState.OPEN
    to_stage(inspection, Stage.FIELDWORK)
    make_evidence(bare, b"cua doan", side=Side.TEAM)
    again = {
        line.assessment.criterion.code: line for each in desk_review.of_inspection(inspection) for line in each.lines
    }
    assert again["1.1.1"].unproven, "the team's own file proves nothing for the agency"
