"""Citizens' feedback on administrative procedures (phản ánh, kiến nghị về TTHC), and its check in an inspection.

Who sent it is not kept: the register is about what the agency did with it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import Channel, FeedbackState

from .agency import Agency
from .base import Base, Identified, Revised, now
from .finding import Finding
from .inspection import Assessment
from .user import User


class Feedback(Identified, Revised, Base):
    """One line of the register, numbered by year."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("year", "number"),)

    year: Mapped[int]
    number: Mapped[int]
    received_on: Mapped[date]
    channel: Mapped[Channel]
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    procedure: Mapped[str] = mapped_column(default="")
    content: Mapped[str]
    due_on: Mapped[date | None]
    state: Mapped[FeedbackState] = mapped_column(default=FeedbackState.RECEIVED)
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    registered_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    agency: Mapped[Agency] = relationship(lazy="joined")
    registered_by: Mapped[User] = relationship()
    checks: Mapped[list["FeedbackCheck"]] = relationship(back_populates="feedback", order_by="FeedbackCheck.linked_at")

    @property
    def code(self) -> str:
        """«12/2020»."""
        return f"{self.number:02d}/{self.year}"


class FeedbackCheck(Identified, Base):
    """A feedback at an item of an inspection: what the team's check showed, and the finding it became."""

    __tablename__ = "feedback_check"
    __table_args__ = (UniqueConstraint("feedback_id", "assessment_id"),)

    feedback_id: Mapped[UUID] = mapped_column(ForeignKey("feedback.id"))
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    linked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    linked_at: Mapped[datetime] = mapped_column(default=now)
    result: Mapped[str] = mapped_column(default="")
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    checked_at: Mapped[datetime | None]
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("finding.id"))

    feedback: Mapped[Feedback] = relationship(back_populates="checks", lazy="joined")
    assessment: Mapped[Assessment] = relationship()
    checked_by: Mapped[User | None] = relationship(foreign_keys=checked_by_id, lazy="joined")
    finding: Mapped[Finding | None] = relationship()
