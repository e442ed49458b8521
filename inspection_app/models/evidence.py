"""Evidence (tài liệu kiểm chứng): files kept under their SHA-256."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import Side, Stage

from .base import Base, Identified, now
from .finding import Explanation
from .inspection import Assessment
from .user import User


class Evidence(Identified, Base):
    """A file that proves or disproves points at one item: one version of a document, perhaps in the trash."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("size > 0", name="size"), UniqueConstraint("document_id", "version"))

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    side: Mapped[Side]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    document_id: Mapped[UUID] = mapped_column(default=uuid4)  # the same for every version of a document
    version: Mapped[int] = mapped_column(default=1)
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    explanation_id: Mapped[UUID | None] = mapped_column(ForeignKey("explanation.id"), index=True)  # sent with it
    added_in: Mapped[Stage | None]  # the stage it came in; unknown of files from before this was kept
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence_request.id"))  # which it answers
    trashed_at: Mapped[datetime | None]  # in the trash it counts nowhere
    trashed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    assessment: Mapped[Assessment] = relationship()
    added_by: Mapped[User] = relationship(foreign_keys=added_by_id, lazy="joined")
    explanation: Mapped[Explanation | None] = relationship()
    trashed_by: Mapped[User | None] = relationship(foreign_keys=trashed_by_id)
