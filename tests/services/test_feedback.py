"""Citizens' feedback: registered once, answered, looked at in an inspection, made a finding."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Feedback, Finding
from inspection_app.models.base import now
from inspection_app.queries import feedback as find
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FeedbackState, FindingState, Stage
from inspection_app.services import feedback, findings
from inspection_app.services.feedback import AnswerDraft
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests.citizens import feedback_draft, make_check, make_feedback
from tests.factories import (
    finding_draft,
    item,
    lead_of,
    make_agency,
    make_coordinator,
    make_inspection,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")


def test_lines_are_numbered_by_year() -> None:
    agency = make_agency()
    codes = [make_feedback(agency, received_on=date(year, 3, 1), due_on=None).code for year in (2020, 2020, 2021, 2020)]
    assert codes == ["01/2020", "02/2020", "01/2021", "03/2020"]


def test_the_same_form_twice_is_one_line() -> None:
    agency, coordinator, operation, line = make_agency(), make_coordinator(), uuid4(), uuid4()
    for _each in range(2):
        with transaction():
            feedback.register(feedback_draft(agency), operation, line, by=coordinator)
    assert db.session.query(Feedback).count() == 1


def test_a_known_id_under_another_operation_is_refused() -> None:
    line = make_feedback(make_agency())
    with pytest.raises(DomainError), transaction():
        feedback.register(feedback_draft(line.agency, content="khác"), uuid4(), line.id, by=make_coordinator())
    db.session.refresh(line)
    assert line.content == "Hồ sơ quá hẹn tám ngày"


@pytest.mark.parametrize(
    ("told", "field"), [({"received_on": date(2999, 1, 1)}, "received_on"), ({"due_on": date(2020, 10, 4)}, "due_on")]
)
def test_days_that_cannot_be_are_refused(told: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        make_feedback(make_agency(), **told)
    assert caught.value.field == field


def _answer(line: Feedback, state: FeedbackState, text: str = "", day: date | None = None) -> None:
    with transaction():
        feedback.answer(line, AnswerDraft(line.revision, state, text, day), by=make_coordinator())


@pytest.mark.parametrize(
    ("text", "day", "field"),
    [
        ("", date(2020, 10, 20), "answer"),
        ("Đã trả", None, "answered_on"),
        ("Đã trả", date(2020, 10, 4), "answered_on"),
        ("Đã trả", date(2999, 1, 1), "answered_on"),
    ],
)
def test_an_answer_says_what_and_when(text: str, day: date | None, field: str) -> None:
    line = make_feedback(make_agency())
    with pytest.raises(DomainError) as caught:
        _answer(line, FeedbackState.ANSWERED, text, day)
    assert caught.value.field == field
    db.session.refresh(line)
    assert line.state is FeedbackState.RECEIVED


def test_an_answer_today_is_fine_and_closes_the_line() -> None:
    line = make_feedback(make_agency())
    _answer(line, FeedbackState.ANSWERED, "Đã trả", local_day(now()))
    assert find.register(find.Wanted(open_only=True)) == []
    assert find.register(find.Wanted(search="qua hen")) == [line]


def test_two_people_at_one_line_are_told() -> None:
    line = make_feedback(make_agency())
    revision = line.revision
    _answer(line, FeedbackState.FORWARDED)
    draft = AnswerDraft(revision, FeedbackState.HANDLING, "", None)
    with pytest.raises(Clashed), transaction():
        feedback.answer(line, draft, by=make_coordinator())


def test_a_line_keeps_its_year_and_its_agency_once_it_is_looked_at() -> None:
    inspection = make_inspection()
    line = make_check(item(inspection)).feedback
    coordinator = make_coordinator()
    another_year = feedback_draft(line.agency, received_on=date(2019, 1, 1), due_on=None)
    for draft, field in ((another_year, "received_on"), (feedback_draft(make_agency()), "agency")):
        with pytest.raises(DomainError) as caught, transaction():
            feedback.change(line, draft, line.revision, by=coordinator)
        assert caught.value.field == field


def test_linking_twice_is_one_check_and_another_agency_is_refused() -> None:
    inspection = make_inspection()
    check = make_check(item(inspection))
    assert make_check(item(inspection), check.feedback) is check
    with pytest.raises(DomainError):
        make_check(item(inspection), make_feedback(make_agency()))


def test_a_check_becomes_a_finding_once_and_again_after_it_was_withdrawn() -> None:
    inspection = make_inspection()
    check, lead = make_check(item(inspection)), lead_of(inspection)
    with transaction():
        feedback.check_handling(check, "Trả chậm, chưa xin lỗi", by=lead)
        first = feedback.become_finding(check, finding_draft(text="Trả chậm"), by=lead)
    with pytest.raises(DomainError), transaction():
        feedback.become_finding(check, finding_draft(), by=lead)
    assert db.session.query(Finding).count() == 1
    with transaction():
        findings.withdraw(first, by=lead)
        again = feedback.become_finding(check, finding_draft(), by=lead)
    assert (first.state, check.finding_id) == (FindingState.WITHDRAWN, again.id)


def test_what_was_checked_stays_and_what_was_not_may_go() -> None:
    inspection = make_inspection()
    kept, loose = make_check(item(inspection)), make_check(item(inspection, "1.1.2"))
    with transaction():
        feedback.check_handling(kept, "Đúng hạn", by=lead_of(inspection))
        feedback.unlink(loose, by=lead_of(inspection))
    with pytest.raises(DomainError), transaction():
        feedback.unlink(kept, by=lead_of(inspection))
    assert {len(each) for each in find.checks_in(inspection).values()} == {1}


def test_nothing_is_linked_or_checked_once_the_results_stand() -> None:
    inspection = make_inspection()
    check = make_check(item(inspection))
    to_stage(inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError), transaction():
        feedback.check_handling(check, "Muộn", by=lead_of(inspection))
    with pytest.raises(DomainError):
        make_check(item(inspection, "1.1.2"))
