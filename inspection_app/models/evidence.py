"""Evidence (tài liệu kiểm chứng): files kept under their SHA-256."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import Side

from .base import Base, Identified, now
from .finding import Explanation
from .inspection import Assessment
from .user import User


class Evidence(Identified, Base):
    """A file that proves or disproves points at one item."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    side: Mapped[Side]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    explanation_id: Mapped[UUID | None] = mapped_column(ForeignKey("explanation.id"), index=True)  # sent with it

    assessment: Mapped[Assessment] = relationship()
    added_by: Mapped[User] = relationship(lazy="joined")
    explanation: Mapped[Explanation | None] = relationship()
