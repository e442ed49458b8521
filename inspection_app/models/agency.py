"""Agencies (cơ quan): those inspected, and those people come from."""

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Identified


class Agency(Identified, Base):
    """A department of the province, known by its short code (SNV, STP)."""

    __tablename__ = "agency"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
