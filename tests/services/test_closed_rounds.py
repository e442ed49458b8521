"""What closes with the round, over everything two sides write beside scores and findings."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Due, PaperKind, RequestState, Side, Stage, ThreadKind
from inspection_app.services import (
    deadlines,
    desk_threads,
    evidence,
    evidence_requests,
    explanations,
    feedback,
    handover,
    inspections,
    second_scores,
    self_assessments,
)
from inspection_app.transaction import transaction
from tests import factories as make
from tests.citizens import make_check, make_feedback
from tests.desk import answer, decide, make_request, make_thread, request_draft
from tests.paper_factories import issue_paper, make_paper

Writes = dict[str, Callable[[], Any]]


@pytest.fixture
def case(app: Flask) -> Inspection:
    """An inspection in fieldwork."""
    return make.make_inspection()


def writes(case: Inspection) -> Writes:
    """Everything that may be written now, each on rows of its own."""
    return _of_files(case) | _of_the_desk(case) | _of_the_office(case)


def _of_files(case: Inspection) -> Writes:
    item, lead, officer = make.item(case), make.lead_of(case), make.make_officer(case.agency)
    kept, thrown, older = (make.make_evidence(item, each) for each in (b"mot", b"hai", b"ba"))
    with transaction():
        evidence.trash(thrown, by=lead)
    newer = evidence.take("moi.txt", b"ban moi")
    waiting, answered, asked_again = (make_request(item, text=each) for each in ("mot", "hai", "ba"))
    answer(answered)
    answer(asked_again)
    return {
        "into the trash": lambda: evidence.trash(kept, by=lead),
        "out of the trash": lambda: evidence.restore(thrown, by=lead),
        "newer version": lambda: evidence.bring_newer(older, newer, by=lead),
        "request": lambda: evidence_requests.ask(item, request_draft(), by=lead),
        "answer": lambda: answer(waiting, by=officer),
        "request closed": lambda: decide(answered, RequestState.CLOSED),
        "asked again": lambda: decide(asked_again, RequestState.REOPENED, "Thiếu", evidence_requests.today()),
    }


def _of_the_desk(case: Inspection) -> Writes:
    item, lead = make.item(case), make.lead_of(case)
    thread, resolved, asked = (make_thread(item, each) for each in ("mot", "hai", "ba"))
    with transaction():
        desk_threads.resolve(resolved, by=lead)
    draft = desk_threads.ThreadDraft(uuid4(), ThreadKind.QUESTION, "Hỏi")
    return {
        "thread": lambda: desk_threads.open_thread(item, draft, by=lead),
        "reply": lambda: desk_threads.reply(thread, uuid4(), "Trả lời", by=lead),
        "thread resolved": lambda: desk_threads.resolve(thread, by=lead),
        "thread reopened": lambda: desk_threads.reopen(resolved, by=lead),
        "request of a thread": lambda: evidence_requests.ask_from(asked, by=lead),
    }


def _of_the_office(case: Inspection) -> Writes:
    item, lead, member = make.make_score(make.item(case), "85"), make.lead_of(case), make.member_of(case)
    other = make.make_score(make.item(case, "1.1.2"), "1")
    line, checked, loose = make_feedback(case.agency), make_check(item), make_check(item)
    draft = make_paper(PaperKind.NOTICE, case)
    return {
        "second score": lambda: make.make_second_score(item, "100", by=member),
        "agreement": lambda: second_scores.agree(other, uuid4(), other.revision, by=member),
        "feedback linked": lambda: feedback.link(line, item, by=lead),
        "feedback checked": lambda: feedback.check_handling(checked, "Đúng", by=lead),
        "finding of feedback": lambda: feedback.become_finding(checked, make.finding_draft(), by=lead),
        "feedback taken off": lambda: feedback.unlink(loose, by=lead),
        "handed over": lambda: handover.hand_over(case, lead, member, only_open=False, by=lead),
        "paper issued": lambda: issue_paper(draft),
        "paper begun": lambda: make_paper(PaperKind.NOTICE, case),
    }


def of_the_agency(case: Inspection) -> Writes:
    officer = make.make_officer(case.agency)
    return {
        "put before the head": lambda: self_assessments.ask(case, by=officer),
        "handed in": lambda: self_assessments.hand_in(case, by=officer),
        "reopened": lambda: self_assessments.reopen(case, "Thiếu", by=make.lead_of(case)),
        "file": lambda: evidence.add(make.item(case), "a.txt", b"a", Side.AGENCY, by=officer),
        "explanations sent": lambda: explanations.send_all(case, by=officer),
        "another round of explanations": lambda: inspections.explain_again(case, by=make.lead_of(case)),
        "extension": lambda: deadlines.extend(case, Due.RESULT, date(2030, 1, 4), "Bão", by=make.lead_of(case)),
    }


def refuse_all(found: Writes) -> None:
    for name, write in found.items():
        lines = db.session.query(Activity).count()
        with pytest.raises(DomainError), transaction():
            write()
        assert db.session.query(Activity).count() == lines, name


def test_a_closed_round_takes_nothing(case: Inspection) -> None:
    found = writes(case)
    make.close_round(case.round)
    refuse_all(found)
    refuse_all(of_the_agency(case))


def test_a_closed_case_takes_nothing_but_papers(case: Inspection) -> None:
    found = {name: write for name, write in writes(case).items() if not name.startswith("paper")}
    make.to_stage(case, Stage.CLOSED)
    refuse_all(found)
    refuse_all(of_the_agency(case))


def test_all_of_it_is_written_while_they_are_open(case: Inspection) -> None:
    for write in writes(case).values():
        with transaction():
            write()
