"""Contacts and citizens' feedback made up for tests."""

from datetime import date
from typing import Any
from uuid import uuid4

from inspection_app.models import Agency, Assessment, Contact, Feedback, FeedbackCheck
from inspection_app.rules.terms import Channel
from inspection_app.services import contacts, feedback
from inspection_app.transaction import transaction
from tests.factories import lead_of, make_coordinator


def contact_draft(**told: Any) -> contacts.ContactDraft:
    drafted: dict[str, Any] = {
        "agency": None,
        "body": "Ban Chỉ đạo (mẫu)",
        "office": "Bộ phận thường trực",
        "purpose": "Hỏi về đợt kiểm tra",
        "phone": "0000 000 001",
        "email": "",
        "hours": "",
        "is_public": False,
    }
    return contacts.ContactDraft(**drafted | told)


def make_contact(**told: Any) -> Contact:
    with transaction():
        return contacts.add(contact_draft(**told), by=make_coordinator())


def feedback_draft(agency: Agency, **told: Any) -> feedback.FeedbackDraft:
    drafted: dict[str, Any] = {
        "received_on": date(2020, 10, 5),
        "channel": Channel.PORTAL,
        "agency": agency,
        "procedure": "Thủ tục mẫu",
        "content": "Hồ sơ quá hẹn tám ngày",
        "due_on": date(2020, 10, 26),
    }
    return feedback.FeedbackDraft(**drafted | told)


def make_feedback(agency: Agency, **told: Any) -> Feedback:
    with transaction():
        return feedback.register(feedback_draft(agency, **told), uuid4(), uuid4(), by=make_coordinator())


def make_check(assessment: Assessment, line: Feedback | None = None) -> FeedbackCheck:
    """Feedback on the inspected agency, to be looked at with this item."""
    line = line or make_feedback(assessment.inspection.agency)
    with transaction():
        return feedback.link(line, assessment, by=lead_of(assessment.inspection))
