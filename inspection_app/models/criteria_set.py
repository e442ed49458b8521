"""Criteria sets (bộ tiêu chí): a version of the ministry's table, and its tree."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.rule_params import Rule, parse_rule
from inspection_app.rules.terms import Assessed, Level, RuleKind, SetState

from .agency import Agency
from .base import Base, Identified, Revised, now
from .user import User

co_operating_agency = Table(
    "co_operating_agency",
    Base.metadata,
    Column("criterion_id", ForeignKey("criterion.id", ondelete="CASCADE"), primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), primary_key=True),
)


class CriteriaSet(Identified, Revised, Base):
    """A table of criteria of one year; frozen once published, «unchecked» until somebody confirms it."""

    __tablename__ = "criteria_set"

    name: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    decision: Mapped[str]  # Quyết định số 1150/QĐ-BNV ngày ...
    maximum: Mapped[Decimal]  # points of the whole table
    state: Mapped[SetState] = mapped_column(default=SetState.DRAFT)
    based_on_id: Mapped[UUID | None] = mapped_column(ForeignKey("criteria_set.id"))  # the version it was copied from
    confirmed_at: Mapped[datetime | None]
    confirmed_document: Mapped[str] = mapped_column(default="")  # the official text it was checked against
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    confirmed_by: Mapped[User | None] = relationship()
    based_on: Mapped["CriteriaSet | None"] = relationship(remote_side="CriteriaSet.id")
    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="criteria_set", order_by="Criterion.position", cascade="all, delete-orphan"
    )


class Criterion(Identified, Revised, Base):
    """A line of the table: field, criterion or sub-criterion; points are given at the leaves."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("criteria_set_id", "code"),
        CheckConstraint("position >= 0", name="position"),
    )

    criteria_set_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_set.id", ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    position: Mapped[int]  # order in the table
    code: Mapped[str]
    level: Mapped[Level]
    name: Mapped[str]
    maximum: Mapped[Decimal]
    assessed_by: Mapped[Assessed]
    rule: Mapped[RuleKind]
    rule_params: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")  # what the observed value counts
    bonus: Mapped[bool] = mapped_column(default=False)  # its points come on top of the maximum above it
    guidance: Mapped[str] = mapped_column(default="")  # cách chấm điểm, as the official text words it
    evidence_required: Mapped[str] = mapped_column(default="")  # tài liệu kiểm chứng
    legal_basis: Mapped[str] = mapped_column(default="")
    lead_agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    name_status: Mapped[str] = mapped_column(default="")  # where the name comes from: verified, knowledge ...
    points_status: Mapped[str] = mapped_column(default="")  # sample: not the ministry's figure

    criteria_set: Mapped[CriteriaSet] = relationship(back_populates="criteria")
    parent: Mapped["Criterion | None"] = relationship(remote_side="Criterion.id")
    lead_agency: Mapped[Agency] = relationship(lazy="joined")
    other_agencies: Mapped[list[Agency]] = relationship(secondary=co_operating_agency)

    @property
    def is_leaf(self) -> bool:
        """Points are given here, not summed from below."""
        return self.rule is not RuleKind.SUM

    @property
    def parsed_rule(self) -> Rule:
        """How points are given here."""
        return parse_rule(self.rule, self.rule_params)

    @property
    def field_code(self) -> str:
        """«3» of «3.4.1»."""
        return self.code.split(".", 1)[0]
