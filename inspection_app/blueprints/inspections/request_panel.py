"""The panel «Yêu cầu bổ sung tài liệu» at an item, and its forms."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.file import MultipleFileField

from inspection_app import policies
from inspection_app.forms import Form, IdField, day, terms
from inspection_app.forms import text as text_area
from inspection_app.models import Assessment, EvidenceRequest
from inspection_app.rules import evidence_requests as rules
from inspection_app.rules.terms import RequestState
from inspection_app.services import evidence_requests
from inspection_app.services.evidence import Brought
from inspection_app.services.evidence_requests import AnswerDraft, DecisionDraft, RequestDraft

from .taking import FewFiles


class RequestForm(Form):
    """What the team misses, and until when."""

    operation_id = IdField()
    text = text_area(_l("What is missing"), most=4000, must=True)
    due_on = day(_l("Last day to answer"))

    def draft(self) -> RequestDraft:
        """What was entered, as the service takes it."""
        return RequestDraft(self.operation_id.data, self.text.data, self.due_on.data)


class AnswerForm(Form):
    """Files, a note, or both."""

    operation_id = IdField()
    file = MultipleFileField(_l("Files or photos"), validators=[FewFiles()])
    note = text_area(_l("Note to the team"), most=4000)

    def draft(self, files: Sequence[Brought]) -> AnswerDraft:
        """What was entered, as the service takes it."""
        return AnswerDraft(self.operation_id.data, self.note.data or "", files)


class DecisionForm(Form):
    """Enough, or asked again."""

    operation_id = IdField()
    state = terms(_l("Decision"), RequestState, only=(RequestState.CLOSED, RequestState.REOPENED))
    reason = text_area(_l("Reason, where it is asked again"), most=4000)
    due_on = day(_l("New last day, where it is asked again"), must=False)

    def draft(self) -> DecisionDraft:
        """What was entered, as the service takes it."""
        state = RequestState(self.state.data)
        return DecisionDraft(self.operation_id.data, state, self.reason.data or "", self.due_on.data)


def panel(item: Assessment, requests: Sequence[EvidenceRequest]) -> dict[str, Any]:
    """The requests' forms that this person may use now."""
    asks = policies.request_evidence(current_user, item.inspection)
    due_on = evidence_requests.suggested_due() if asks else None
    answerable = [each for each in requests if policies.answer_request(current_user, each)]
    today = evidence_requests.today()
    return {
        "request_form": RequestForm(formdata=None, operation_id=uuid4(), due_on=due_on) if asks else None,
        "answer_forms": {each.id: answer_form(each) for each in answerable},
        "decision_forms": {each.id: decision_form(each, due_on) for each in requests} if asks else {},
        "overdue": {each.id for each in requests if rules.overdue(each.state, each.due_on, today)},
    }


def answer_form(request: EvidenceRequest, *, posted: bool = False) -> AnswerForm:
    """The form of one request among several."""
    return AnswerForm(key=request.id) if posted else AnswerForm(formdata=None, key=request.id, operation_id=uuid4())


def decision_form(request: EvidenceRequest, due_on: date | None = None, *, posted: bool = False) -> DecisionForm:
    """The form of one request among several; a closed one can only be asked again."""
    if posted:
        return DecisionForm(key=request.id)
    state = RequestState.REOPENED if request.state is RequestState.CLOSED else RequestState.CLOSED
    return DecisionForm(formdata=None, key=request.id, operation_id=uuid4(), state=state, due_on=due_on)
