"""The visit's meeting (buổi làm việc), and the frozen versions of its minutes (biên bản)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Identified, Revised, now
from .inspection import Inspection
from .user import User


class Meeting(Identified, Revised, Base):
    """What the secretary writes down of one visit; both sides' people stand one a line, «Họ và tên, chức vụ»."""

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("started_at <= ended_at", name="times"),)

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), unique=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    place: Mapped[str]
    chair_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    secretary_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    team_present: Mapped[str] = mapped_column(default="")
    agency_present: Mapped[str] = mapped_column(default="")
    course: Mapped[str] = mapped_column(default="")
    objections: Mapped[str] = mapped_column(default="")  # of the agency, as said in the meeting
    conclusion: Mapped[str] = mapped_column(default="")  # of the team

    inspection: Mapped[Inspection] = relationship(lazy="joined")
    chair: Mapped[User] = relationship(foreign_keys=chair_id)
    secretary: Mapped[User] = relationship(foreign_keys=secretary_id)
    versions: Mapped[list["Minutes"]] = relationship(back_populates="meeting", order_by="Minutes.version")

    @property
    def frozen(self) -> "Minutes | None":
        """The newest version the agency was shown."""
        return self.versions[-1] if self.versions else None


class Minutes(Identified, Base):
    """The content of the minutes as it was fixed once; it never changes, a later one is another version."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "version"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    version: Mapped[int]
    snapshot: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str]
    frozen_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    frozen_at: Mapped[datetime] = mapped_column(default=now)

    meeting: Mapped[Meeting] = relationship(back_populates="versions")
    frozen_by: Mapped[User] = relationship(lazy="joined")
