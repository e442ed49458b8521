"""Sign-offs (xác nhận): who agreed to which content; another content needs another one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.signoffs import SIDES
from inspection_app.rules.terms import Capacity, Decision, Side

from .base import Base, Identified, now
from .user import User


class Signoff(Identified, Base):
    """One person's word on one content, told by its SHA-256; kept for good, also once the content is another."""

    __tablename__ = "signoff"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    subject_kind: Mapped[str]  # the table of what is signed: meeting
    subject_id: Mapped[UUID]
    content_sha256: Mapped[str]
    capacity: Mapped[Capacity]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))  # None: a person without an account
    name: Mapped[str]
    post: Mapped[str]
    decision: Mapped[Decision]
    remark: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))  # who was signed in
    at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    recorded_by: Mapped[User] = relationship(foreign_keys=recorded_by_id, lazy="joined")

    @property
    def side(self) -> Side:
        """For whom this person signs."""
        return SIDES[self.capacity]
