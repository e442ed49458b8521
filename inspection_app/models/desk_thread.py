"""Desk review (thẩm định hồ sơ): what the team says among itself at an item; the agency never sees it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import ThreadKind

from .base import Base, Identified, now
from .inspection import Assessment
from .user import User


class DeskThread(Identified, Base):
    """A question, a missing document or a remark, until somebody resolves it."""

    __tablename__ = "desk_thread"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    kind: Mapped[ThreadKind]
    text: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    assessment: Mapped[Assessment] = relationship()
    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="joined")
    resolved_by: Mapped[User | None] = relationship(foreign_keys=resolved_by_id, lazy="joined")
    replies: Mapped[list["DeskReply"]] = relationship(order_by="DeskReply.given_at", lazy="selectin")


class DeskReply(Identified, Base):
    """A colleague's answer in a thread."""

    __tablename__ = "desk_reply"

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("desk_thread.id"), index=True)
    text: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship(lazy="joined")
