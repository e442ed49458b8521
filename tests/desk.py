"""Made-up requests for evidence and threads of the desk review, by the services people use."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from inspection_app.extensions import db
from inspection_app.models import Assessment, DeskThread, EvidenceRequest, Inspection, SelfAssessment, User
from inspection_app.rules.terms import RequestState, SelfState, ThreadKind
from inspection_app.services import desk_threads, evidence, evidence_requests
from inspection_app.services.evidence_requests import AnswerDraft, DecisionDraft, RequestDraft
from inspection_app.transaction import transaction
from tests.factories import lead_of, make_officer, member_of


def request_draft(**told: Any) -> RequestDraft:
    drafted: dict[str, Any] = {
        "operation_id": uuid4(),
        "text": "Thiếu quyết định ban hành",
        "due_on": evidence_requests.today(),
    }
    return RequestDraft(**drafted | told)


def make_request(assessment: Assessment, *, by: User | None = None, **told: Any) -> EvidenceRequest:
    with transaction():
        evidence_requests.ask(assessment, request_draft(**told), by=by or lead_of(assessment.inspection))
    made = db.session.query(EvidenceRequest).filter_by(assessment_id=assessment.id)
    return made.order_by(EvidenceRequest.asked_at.desc()).first() or _none()


def answer(
    request: EvidenceRequest, note: str = "Xin gửi bổ sung", *contents: bytes, by: User | None = None
) -> list[evidence.AlreadyHere]:
    """The agency's answer with these files."""
    files = [evidence.take(f"bo-sung-{place}.txt", content) for place, content in enumerate(contents)]
    with transaction():
        officer = by or make_officer(request.assessment.inspection.agency)
        return evidence_requests.answer(request, AnswerDraft(uuid4(), note, files), by=officer)


def decide(request: EvidenceRequest, state: RequestState, reason: str = "", due_on: date | None = None) -> None:
    with transaction():
        draft = DecisionDraft(uuid4(), state, reason, due_on)
        evidence_requests.decide(request, draft, by=lead_of(request.assessment.inspection))


def make_thread(
    assessment: Assessment,
    text: str = "Chưa thấy quyết định",
    *,
    kind: ThreadKind = ThreadKind.MISSING_EVIDENCE,
    by: User | None = None,
) -> DeskThread:
    """A thread of the team at this item."""
    with transaction():
        draft = desk_threads.ThreadDraft(uuid4(), kind, text)
        desk_threads.open_thread(assessment, draft, by=by or member_of(assessment.inspection))
    made = db.session.query(DeskThread).filter_by(assessment_id=assessment.id)
    return made.order_by(DeskThread.opened_at.desc()).first() or _none()


def hand_in(inspection: Inspection) -> None:
    """What the agency says of itself lies with the team, complete or not."""
    with transaction():
        db.session.add(SelfAssessment(inspection=inspection, state=SelfState.HANDED_IN))


def let_pass(request: EvidenceRequest, days: int = 1) -> None:
    """Its last day lies behind."""
    with transaction():
        request.due_on = evidence_requests.today() - timedelta(days=days)


def _none() -> Any:
    raise AssertionError("nothing was made")
