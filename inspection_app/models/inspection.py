"""The inspection of one agency in a round, and the assessment of each of its items."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Optional
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import ItemState, SelfState, Stage

from .agency import Agency
from .base import Base, Identified, Revised
from .criteria_set import Criterion
from .round import Round, Team
from .user import User

if TYPE_CHECKING:
    from .self_assessment import SelfAssessment


class Inspection(Identified, Base):
    """A case: one agency, one team, one visit."""

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("round_id", "agency_id"),
        CheckConstraint("visit_from <= visit_to", name="visit"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("team.id"))
    visit_from: Mapped[date | None]
    visit_to: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(default=Stage.PLANNED)
    published_at: Mapped[datetime | None]  # when the agency was last shown scores and findings
    explanation_round: Mapped[int] = mapped_column(default=0)  # 1 while the agency explains for the first time
    self_due_on: Mapped[date | None]  # last day of the self-assessment
    explanation_due_on: Mapped[date | None]  # last day of the explanations of this round
    result_due_on: Mapped[date | None]  # last day of the result notice
    due_reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)  # by column: why a date was set by hand

    round: Mapped[Round] = relationship(lazy="joined")
    agency: Mapped[Agency] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")
    self_assessment: Mapped[Optional["SelfAssessment"]] = relationship(back_populates="inspection", lazy="joined")

    @property
    def self_state(self) -> SelfState:
        """Where its self-assessment stands; nothing was done yet where there is no row."""
        return self.self_assessment.state if self.self_assessment else SelfState.DRAFTING


class Assessment(Identified, Revised, Base):
    """What is said of one item (a leaf of the table) in one inspection: by the agency, by the team, as published."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("inspection_id", "criterion_id"),)

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    self_value: Mapped[Decimal | None]
    self_inputs: Mapped[dict[str, Any]] = mapped_column(default=dict)  # numbers as text, by the rule's own names
    self_points: Mapped[Decimal | None]
    self_note: Mapped[str] = mapped_column(default="")
    self_evidence: Mapped[str] = mapped_column(default="")  # documents named; files are Evidence

    state: Mapped[ItemState] = mapped_column(default=ItemState.NOT_ASSESSED)
    value: Mapped[Decimal | None]  # observed by the team, in the criterion's measure
    inputs: Mapped[dict[str, Any]] = mapped_column(default=dict)  # where the rule asks for more than one number
    points: Mapped[Decimal | None]
    reason: Mapped[str] = mapped_column(default="")
    scorer_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))  # whose score this is

    published_state: Mapped[ItemState | None]
    published_points: Mapped[Decimal | None]
    published_reason: Mapped[str] = mapped_column(default="")

    inspection: Mapped[Inspection] = relationship()
    criterion: Mapped[Criterion] = relationship(lazy="joined")
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    scorer: Mapped[User | None] = relationship(foreign_keys=scorer_id)
