"""Official results as published: a province's index of one year, and its parts."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Identified, now
from .criteria_set import CriteriaSet


class PublishedIndex(Identified, Base):
    """What the ministry published of one province and year; `mark` says how sure we are of it (docs/domain.md)."""

    __tablename__ = "published_index"
    __table_args__ = (UniqueConstraint("province", "year"),)

    province: Mapped[str]
    year: Mapped[int]
    percent: Mapped[Decimal]  # the index itself
    rank: Mapped[int | None]
    mark: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    criteria_set_id: Mapped[UUID | None] = mapped_column(ForeignKey("criteria_set.id"))  # whose codes the parts use
    imported_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    imported_at: Mapped[datetime] = mapped_column(default=now)

    criteria_set: Mapped[CriteriaSet | None] = relationship()
    parts: Mapped[list["PublishedPart"]] = relationship(
        back_populates="index", cascade="all, delete-orphan", order_by="PublishedPart.position"
    )


class PublishedPart(Identified, Base):
    """One part of a published result: an item or field by its code, or a component such as the leaders' survey."""

    __tablename__ = "published_part"
    __table_args__ = (UniqueConstraint("index_id", "code"),)

    index_id: Mapped[UUID] = mapped_column(ForeignKey("published_index.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str]  # of the criterion, or appraised, sipas, leader_survey, socio_economic
    points: Mapped[Decimal]

    index: Mapped[PublishedIndex] = relationship(back_populates="parts")
