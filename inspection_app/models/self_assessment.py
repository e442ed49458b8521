"""Self-assessment (tự chấm): where an agency's own scores stand, and sheets of them waiting to be saved."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import SelfState

from .base import Base, Identified, Revised, now
from .inspection import Inspection
from .user import User


class SelfAssessment(Identified, Revised, Base):
    """The way of one agency's self-assessment to the team; before the first step there is no row."""

    __tablename__ = "self_assessment"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), unique=True)
    state: Mapped[SelfState] = mapped_column(default=SelfState.DRAFTING)
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None]
    approved_hash: Mapped[str] = mapped_column(default="")  # of the content as the head approved it
    handed_in_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    handed_in_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(default="")
    reopen_reason: Mapped[str] = mapped_column(default="")

    inspection: Mapped[Inspection] = relationship(back_populates="self_assessment")
    asked_by: Mapped[User | None] = relationship(foreign_keys=asked_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)
    handed_in_by: Mapped[User | None] = relationship(foreign_keys=handed_in_by_id)


class SelfUpload(Identified, Base):
    """A filled sheet that was looked at and not yet saved; nothing of it counts."""

    __tablename__ = "self_upload"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"))
    file_name: Mapped[str]  # shown, never opened
    sha256: Mapped[str]  # where the storage keeps it
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)

    inspection: Mapped[Inspection] = relationship()
