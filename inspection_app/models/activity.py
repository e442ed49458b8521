"""What was done, by whom, old to new; and the operations of tablets already carried out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, now
from .user import User


class Activity(Base):
    """A line of the log, written with the change itself and hashed with the line before."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))  # None: the system itself
    verb: Mapped[str]  # finding.recorded
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    revision: Mapped[int | None]  # of the subject after the change
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    changes: Mapped[dict[str, Any]]  # field: [old, new]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    actor: Mapped[User | None] = relationship(lazy="joined")


class Operation(Base):
    """A write a tablet asked for, by the id it chose: the same id again changes nothing."""

    __tablename__ = "operation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    subject_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(default=now)
