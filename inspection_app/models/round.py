"""Rounds of inspection (đợt kiểm tra) and their teams."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import RoundState, TeamRole

from .base import Base, Identified, now
from .criteria_set import CriteriaSet
from .user import User


class Round(Identified, Base):
    """One plan (kế hoạch) of the Steering Committee, bound to one criteria set."""

    __tablename__ = "round"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="dates"),)

    number: Mapped[str] = mapped_column(unique=True)  # 14/KH-BCĐ
    dated: Mapped[date]
    title: Mapped[str]
    year: Mapped[int]  # of the index
    issuing_body: Mapped[str]
    superior_body: Mapped[str]
    place: Mapped[str]
    bases: Mapped[str] = mapped_column(default="")  # căn cứ, one a line
    purpose: Mapped[str] = mapped_column(default="")
    target: Mapped[Decimal | None]  # percent of the index the province set itself
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # Working days; the usual habit, which the plan may change (docs/domain.md).
    notice_days: Mapped[int] = mapped_column(default=5)  # the notice goes out so long before the visit
    self_assessment_days: Mapped[int] = mapped_column(default=3)  # the self-assessment comes so long before the visit
    explanation_days: Mapped[int] = mapped_column(default=5)  # to explain, once shown
    explanation_rounds: Mapped[int] = mapped_column(default=1)  # how often an agency may explain
    result_days: Mapped[int] = mapped_column(default=10)  # until the result notice, after the visit
    remedy_days: Mapped[int] = mapped_column(default=15)  # until an agency reports its remedies
    state: Mapped[RoundState] = mapped_column(default=RoundState.DRAFT)
    criteria_set_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_set.id"))
    is_demo: Mapped[bool] = mapped_column(default=False)  # people and scores are made up
    created_at: Mapped[datetime] = mapped_column(default=now)

    criteria_set: Mapped[CriteriaSet] = relationship(lazy="joined")
    teams: Mapped[list["Team"]] = relationship(back_populates="round", order_by="Team.name")


class Team(Identified, Base):
    """A Đoàn kiểm tra of one round."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str]

    round: Mapped[Round] = relationship(back_populates="teams")
    members: Mapped[list["TeamMember"]] = relationship(
        back_populates="team", cascade="all, delete-orphan", lazy="selectin"
    )

    def role_of(self, user_id: UUID) -> TeamRole | None:
        """This person's place in the team, or None for a stranger."""
        return next((member.role for member in self.members if member.user_id == user_id), None)


class TeamMember(Base):
    """A person in a team."""

    __tablename__ = "team_member"

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    role: Mapped[TeamRole]

    team: Mapped[Team] = relationship(back_populates="members")
    user: Mapped[User] = relationship(lazy="joined")
