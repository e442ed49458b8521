"""Mails on their way out: written with what they tell, taken up by one worker, tried again, not sent twice (ADR 23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import update

from inspection_app.extensions import db
from inspection_app.models import MailMessage, Notification, User
from inspection_app.models.base import now
from inspection_app.queries import mail as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import MailState

from . import activity
from .holding import hold

MOST_TRIES = 8
LEASE = timedelta(minutes=15)  # longer than any sending takes
FIRST_PAUSE = timedelta(minutes=2)  # doubled with every try: the last one comes four hours later
UNSURE = Message("The line broke at the end: it may have been sent.").msgid
UNWANTED = Message("The account was closed, or has no address any more.").msgid
CRASHED = Message("The program had a fault. The log says more.").msgid


@dataclass(frozen=True)
class Letter:
    """What a mail says, in its reader's language."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Outcome:
    """What came of a try: sent where there is no problem."""

    problem: str = ""
    final: bool = False  # not tried again
    away: bool = False  # other mails would fare the same


def write(user: User, letter: Letter, told: Iterable[Notification] = (), *, day: date | None = None) -> MailMessage:
    """Put a mail into the queue and mark what it tells of; `day` where it is this person's one mail of the day."""
    mail = MailMessage(
        user=user,
        digest_day=day,
        recipient=user.email,
        language=user.language,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
    db.session.add(mail)
    for notification in told:
        notification.mailed_at = now()
    return mail


def take(mail_id: UUID) -> MailMessage | None:
    """Take a mail up for sending, to the address its reader has now; None where another worker has, or nobody may."""
    mine = (MailMessage.id == mail_id, MailMessage.state == MailState.QUEUED, MailMessage.next_try_at <= now())
    claim = update(MailMessage).where(*mine).values(state=MailState.SENDING, next_try_at=now() + LEASE)
    taken = db.session.scalar(claim.returning(MailMessage.id), execution_options={"synchronize_session": False})
    if taken is None:
        return None
    mail = db.session.get_one(MailMessage, mail_id, populate_existing=True)
    if not mail.user.is_active or not mail.user.email:
        mail.state, mail.problem = MailState.DROPPED, UNWANTED
        return None
    mail.recipient, mail.tries = mail.user.email, mail.tries + 1
    return mail


def settle(mail_id: UUID, outcome: Outcome) -> None:
    """Write down what came of it: sent, to be tried again later, or given up."""
    mail = db.session.get_one(MailMessage, mail_id)
    hold(mail, "state", "tries")
    mail.problem = outcome.problem
    if not outcome.problem:
        mail.state, mail.sent_at = MailState.SENT, now()
    elif outcome.final or mail.tries >= MOST_TRIES:
        mail.state = MailState.FAILED
    else:
        mail.state = MailState.QUEUED
        mail.next_try_at = now() + FIRST_PAUSE * 2 ** (mail.tries - 1)


def give_up_lost() -> int:
    """Mails a worker took up and died over may have gone out: they are shown, not sent again; returns how many."""
    lost = find.left_behind(now())
    for mail in lost:
        mail.state, mail.problem = MailState.FAILED, UNSURE
    return len(lost)


def resend(mail: MailMessage, *, by: User) -> None:
    """Try a mail once more that was given up; its Message-ID stays, so that a reader's program sees one mail."""
    hold(mail, "state")
    if mail.state is not MailState.FAILED:
        raise DomainError(Message("Only a mail that could not be sent is sent again."))
    mail.state, mail.tries, mail.next_try_at = MailState.QUEUED, 0, now()
    activity.note("mail.resent", mail, by=by)


def test(letter: Letter, *, by: User) -> MailMessage:
    """A mail to oneself, to see whether mails arrive; raises DomainError without an address."""
    if not by.email:
        raise DomainError(Message("Enter your own e-mail address on the page «My account» first."))
    activity.note("mail.tested", by, by=by)
    return write(by, letter)
