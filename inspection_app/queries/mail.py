"""Reads of mails on their way out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from inspection_app.extensions import db
from inspection_app.models import MailMessage, User
from inspection_app.rules.terms import MailState

LATEST = 100  # shown to the administrator


def to_send(moment: datetime) -> Sequence[UUID]:
    """Mails whose turn has come, the oldest first."""
    query = select(MailMessage.id).where(MailMessage.state == MailState.QUEUED, MailMessage.next_try_at <= moment)
    return db.session.scalars(query.order_by(MailMessage.created_at)).all()


def left_behind(moment: datetime) -> Sequence[MailMessage]:
    """Mails a worker took up and never reported on."""
    query = select(MailMessage).where(MailMessage.state == MailState.SENDING, MailMessage.next_try_at <= moment)
    return db.session.scalars(query.with_for_update(of=MailMessage)).all()


def has_digest(user: User, day: date) -> bool:
    """Whether this person's mail of the day is written."""
    query = select(MailMessage.id).where(MailMessage.user_id == user.id, MailMessage.digest_day == day)
    return db.session.scalar(query) is not None


def counts() -> Mapping[MailState, int]:
    """How many mails stand where."""
    query = select(MailMessage.state, func.count()).group_by(MailMessage.state)
    return {row[0]: row[1] for row in db.session.execute(query)}


def latest(state: MailState | None) -> Sequence[MailMessage]:
    """The newest mails, of all states or of one."""
    query = select(MailMessage)
    if state is not None:
        query = query.where(MailMessage.state == state)
    return db.session.scalars(query.order_by(MailMessage.created_at.desc()).limit(LATEST)).unique().all()
