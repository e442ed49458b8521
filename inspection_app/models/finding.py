"""Findings (phát hiện) and the agency's explanations (giải trình)."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import CauseKind, FindingKind, FindingState, Verdict

from .base import Base, Identified, Revised, now
from .inspection import Assessment
from .user import User


class Finding(Identified, Revised, Base):
    """A strength or a shortcoming the team saw at one item; its id is chosen by the tablet that recorded it."""

    __tablename__ = "finding"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    kind: Mapped[FindingKind]
    text: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    cause_kind: Mapped[CauseKind | None]
    state: Mapped[FindingState] = mapped_column(default=FindingState.RECORDED)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)

    assessment: Mapped[Assessment] = relationship()
    author: Mapped[User] = relationship(lazy="joined")


class Explanation(Identified, Revised, Base):
    """The agency's answer at one item, and the team's verdict on it; the team sees no draft."""

    __tablename__ = "explanation"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    text: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    given_at: Mapped[datetime | None]  # None: a draft of the agency
    explanation_round: Mapped[int] = mapped_column(default=1)  # in which it was given
    verdict: Mapped[Verdict | None]
    verdict_reason: Mapped[str] = mapped_column(default="")
    judged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    judged_at: Mapped[datetime | None]
    points_before: Mapped[Decimal | None]  # the team's points when it was judged
    points_after: Mapped[Decimal | None]  # and those the verdict left

    assessment: Mapped[Assessment] = relationship()
    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="joined")
    judged_by: Mapped[User | None] = relationship(foreign_keys=judged_by_id)
