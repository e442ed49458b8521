"""Made-up notifications and mails."""

from itertools import count

from inspection_app.models import Inspection, MailMessage, Notification, User
from inspection_app.rules.message import Message
from inspection_app.rules.terms import MailState, NoticeKind
from inspection_app.services.mail import Letter, write
from inspection_app.transaction import transaction
from tests.factories import saved

_number = count(1)


def make_notification(user: User, inspection: Inspection, kind: NoticeKind = NoticeKind.ASKED) -> Notification:
    """Something that waits for this person at a case."""
    told = Notification(
        user_id=user.id,
        kind=kind,
        once=f"mẫu {next(_number)}",
        subject_kind="inspection",
        subject_id=inspection.id,
        sentence=Message("%(agency)s has explained itself.", agency=inspection.agency.name).packed(),
        endpoint="inspections.show",
        arguments={"inspection_id": str(inspection.id)},
    )
    saved([told])
    return told


def make_mail(user: User, state: MailState = MailState.FAILED) -> MailMessage:
    with transaction():
        mail = write(user, Letter("Thông báo mẫu", "Nội dung", "<p>Nội dung</p>"))
        mail.state = state
    return mail
