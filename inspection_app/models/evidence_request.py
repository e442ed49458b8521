"""Requests for further evidence (yêu cầu bổ sung tài liệu): what the team misses at an item, and until when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import RequestState

from .base import Base, Identified, now
from .inspection import Assessment
from .user import User


class EvidenceRequest(Identified, Base):
    """What is missing, and how far the asking and answering has come."""

    __tablename__ = "evidence_request"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    thread_id: Mapped[UUID | None] = mapped_column(ForeignKey("desk_thread.id"), unique=True)  # which it came from
    text: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)

    assessment: Mapped[Assessment] = relationship()
    asked_by: Mapped[User] = relationship(lazy="joined")
    entries: Mapped[list["RequestEntry"]] = relationship(order_by="RequestEntry.at", lazy="selectin")


class RequestEntry(Identified, Base):
    """One step of it: the agency's answer, or the team's word on that."""

    __tablename__ = "request_entry"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_request.id"), index=True)
    state: Mapped[RequestState]  # what the request became by it
    text: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship(lazy="joined")
