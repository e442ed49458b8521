"""Second scores (chấm lần 2): another person scores an item again before the lead settles what differs."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import ItemState

from .base import Base, Identified, Revised, now
from .inspection import Assessment
from .user import User


class SecondScore(Identified, Revised, Base):
    """What a second person found at one item, and how a difference was settled."""

    __tablename__ = "second_score"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), unique=True)
    scorer_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    first_points: Mapped[Decimal | None]  # the team's points it was held against; another score since makes it stale
    first_state: Mapped[ItemState]
    state: Mapped[ItemState]
    value: Mapped[Decimal | None]
    inputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    points: Mapped[Decimal | None]
    reason: Mapped[str] = mapped_column(default="")
    settled_points: Mapped[Decimal | None]
    settled_reason: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship()
    scorer: Mapped[User] = relationship(foreign_keys=scorer_id, lazy="joined")
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)
