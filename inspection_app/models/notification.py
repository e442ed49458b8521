"""What people are told: one row per person and fact."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.message import Message
from inspection_app.rules.terms import NoticeKind

from .base import Base, Identified, now
from .user import User


class Notification(Identified, Base):
    """A sentence for one person, kept unspoken so that it is said in the reader's language, and where it leads."""

    __tablename__ = "notification"
    __table_args__ = (UniqueConstraint("user_id", "once"), Index(None, "user_id", "read_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[NoticeKind]
    once: Mapped[str]  # the fact: the same one never tells a person twice
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    sentence: Mapped[list[Any]] = mapped_column(JSON)  # a Message, packed
    endpoint: Mapped[str]
    arguments: Mapped[dict[str, Any]]  # of the endpoint
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]  # when it was put into a mail

    user: Mapped[User] = relationship()

    @property
    def message(self) -> Message:
        """The sentence."""
        return Message.unpacked(self.sentence)
