"""Recommendations (kiến nghị): what an agency must do to win points back."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import RecommendationState

from .agency import Agency
from .base import Base, Identified, Revised, now
from .inspection import Assessment
from .user import User


class Recommendation(Identified, Revised, Base):
    """A remedy at one item, with who leads it, by when, and the points it can still win."""

    __tablename__ = "recommendation"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    text: Mapped[str]
    lead_agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    deadline: Mapped[date | None]
    recoverable: Mapped[Decimal | None]  # points
    state: Mapped[RecommendationState] = mapped_column(default=RecommendationState.PROPOSED)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)

    assessment: Mapped[Assessment] = relationship()
    lead_agency: Mapped[Agency] = relationship(lazy="joined")
    author: Mapped[User] = relationship(lazy="joined")
