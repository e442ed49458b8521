"""Criteria tables as uploaded, waiting to be imported, and what their columns were said to mean."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Identified, now
from .user import User


class CriteriaUpload(Identified, Base):
    """A file that was looked at and not yet imported; nothing of it counts."""

    __tablename__ = "criteria_upload"

    name: Mapped[str]  # of the set to be
    year: Mapped[int]
    decision: Mapped[str]
    total: Mapped[Decimal]  # points
    file_name: Mapped[str]  # shown, never opened
    sha256: Mapped[str]  # where the storage keeps it
    sheet: Mapped[str] = mapped_column(default="")
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)  # meaning -> column, where a person corrected it
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)

    uploaded_by: Mapped[User] = relationship(lazy="joined")


class ColumnMapping(Identified, Base):
    """What the columns of a heading mean, kept for the next file with the same heading."""

    __tablename__ = "column_mapping"

    heading: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the heading's words, folded
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    kept_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    kept_at: Mapped[datetime] = mapped_column(default=now)
