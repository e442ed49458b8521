"""What happened when a round went over to a later version of its criteria set."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Identified, now
from .criteria_set import CriteriaSet
from .round import Round
from .user import User


class RoundRemap(Identified, Base):
    """Which item became which, and what changed with it; kept for good, so that nothing is dropped silently."""

    __tablename__ = "round_remap"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    from_set_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_set.id"))
    to_set_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_set.id"))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    remapped_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    remapped_at: Mapped[datetime] = mapped_column(default=now)

    round: Mapped[Round] = relationship()
    from_set: Mapped[CriteriaSet] = relationship(foreign_keys=from_set_id)
    to_set: Mapped[CriteriaSet] = relationship(foreign_keys=to_set_id)
    remapped_by: Mapped[User] = relationship(lazy="joined")
