"""What a forecast rests on besides scores: stated assumptions, and scenarios (what if)."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Identified, Revised, now
from .criteria_set import Criterion
from .recommendation import Recommendation
from .round import Round
from .user import User


class Assumption(Identified, Revised, Base):
    """What a survey or statistics item is taken to bring until it is published; points, with the source."""

    __tablename__ = "assumption"
    __table_args__ = (UniqueConstraint("round_id", "criterion_id"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"))
    low: Mapped[Decimal]
    likely: Mapped[Decimal]
    high: Mapped[Decimal]
    source: Mapped[str]
    stated_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    stated_at: Mapped[datetime] = mapped_column(default=now)

    round: Mapped[Round] = relationship()
    criterion: Mapped[Criterion] = relationship(lazy="joined")
    stated_by: Mapped[User] = relationship()


class Scenario(Identified, Revised, Base):
    """Some remedies carried out and some items moved, under a name; changes nothing until it is adopted."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    adopted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    adopted_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship()
    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="joined")
    adopted_by: Mapped[User | None] = relationship(foreign_keys=adopted_by_id)
    steps: Mapped[list["ScenarioStep"]] = relationship(back_populates="scenario", cascade="all, delete-orphan")


class ScenarioStep(Identified, Base):
    """One supposition: a remedy is carried out, or an item reaches some points.

    `numbers` are what was typed for the item, as text, by the names of rules/what_if.py;
    `before` is what the item had, or the remedy could win, when this was saved; another figure now makes it stale.
    """

    __tablename__ = "scenario_step"
    __table_args__ = (
        CheckConstraint("(recommendation_id IS NULL) <> (criterion_id IS NULL)", name="either"),
        CheckConstraint("(criterion_id IS NULL) = (points IS NULL)", name="points"),
    )

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), index=True)
    recommendation_id: Mapped[UUID | None] = mapped_column(ForeignKey("recommendation.id"))
    criterion_id: Mapped[UUID | None] = mapped_column(ForeignKey("criterion.id"))
    points: Mapped[Decimal | None]
    numbers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[Decimal | None]

    scenario: Mapped[Scenario] = relationship(back_populates="steps")
    recommendation: Mapped[Recommendation | None] = relationship()
    criterion: Mapped[Criterion | None] = relationship()
