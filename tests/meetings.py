"""Made-up meetings, fixed minutes and sign-offs."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from inspection_app.models import Inspection, Meeting, Minutes, Signoff, User
from inspection_app.queries import meetings as find
from inspection_app.rules.attendance import Person
from inspection_app.rules.terms import Capacity
from inspection_app.services import meetings, signoffs
from inspection_app.transaction import transaction
from tests.factories import lead_of, member_of


def meeting_draft(inspection: Inspection, **told: Any) -> meetings.MeetingDraft:
    drafted: dict[str, Any] = {
        "operation_id": uuid4(),
        "revision": 0,
        "started_at": datetime(2020, 11, 2, 1, tzinfo=UTC),
        "ended_at": datetime(2020, 11, 2, 9, 30, tzinfo=UTC),
        "place": "Trụ sở Sở Mẫu",
        "chair_id": lead_of(inspection).id,
        "secretary_id": member_of(inspection).id,
        "team_present": "Nguyễn Văn Mẫu, Trưởng đoàn\nTrần Thị Mẫu, Thư ký",
        "agency_present": "Lê Văn Mẫu, Phó Giám đốc",
        "course": "Đoàn nghe báo cáo và đối chiếu hồ sơ.",
        "objections": "",
        "conclusion": "Đề nghị bổ sung tài liệu.",
    }
    return meetings.MeetingDraft(**drafted | told)


def make_meeting(inspection: Inspection, *, by: User | None = None, **told: Any) -> Meeting:
    """The meeting as its secretary wrote it down."""
    with transaction():
        return meetings.write(inspection, meeting_draft(inspection, **told), by=by or member_of(inspection))


def make_minutes(inspection: Inspection, **told: Any) -> Minutes:
    """The meeting with its content fixed; the inspection must be at a stage the team records in."""
    make_meeting(inspection, **told)
    return fix(inspection)


def fix(inspection: Inspection) -> Minutes:
    """Fix what is written down already."""
    meeting = find.of_inspection(inspection)
    assert meeting is not None
    with transaction():
        return meetings.freeze(meeting, by=meeting.chair)


def make_signoff(minutes: Minutes, capacity: Capacity = Capacity.CHAIR, **told: Any) -> Signoff:
    """A word on the minutes: the chair's or secretary's own, or the representative's by name."""
    meeting = minutes.meeting
    people = {Capacity.CHAIR: meeting.chair, Capacity.SECRETARY: meeting.secretary}
    signer = people.get(capacity) or Person("Lê Văn Mẫu", "Phó Giám đốc")
    word = signoffs.Word(uuid4(), minutes.sha256, capacity, **told)
    with transaction():
        given = signoffs.sign_minutes(meeting, word, signer, by=people.get(capacity) or meeting.secretary)
    assert given is not None
    return given
