"""Mails on their way out."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.message import Message
from inspection_app.rules.terms import Language, MailState

from .base import Base, Identified, now
from .user import User


class MailMessage(Identified, Base):
    """One mail, written in the transaction that marks what it tells of; its id is its Message-ID for good."""

    __tablename__ = "mail_message"
    __table_args__ = (UniqueConstraint("user_id", "digest_day"), Index(None, "state", "next_try_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    digest_day: Mapped[date | None]  # one a day and person; None: sent at once
    recipient: Mapped[str]  # the address
    language: Mapped[Language]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(default=now)  # while being sent: until when it is waited for
    problem: Mapped[str] = mapped_column(default="")  # what went wrong last: the server's words, or a msgid of ours
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined")

    @property
    def kept_by(self) -> Message | None:
        """What went wrong last."""
        return Message(self.problem) if self.problem else None
