"""The consolidated report (báo cáo tổng hợp), its hand-written texts and the making of its PDF."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import JobState, ReportState

from .base import Base, Identified, Revised, now
from .round import Round
from .user import User

FRAME = ("signatory_on_behalf", "signatory_post", "signatory_name", "recipients")  # who signs and who receives it


class Report(Identified, Base):
    """One version of a round's report; what it says is the snapshot and nothing else."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[ReportState] = mapped_column(default=ReportState.DRAFT)
    number: Mapped[int | None]
    dated: Mapped[date | None]
    return_reason: Mapped[str] = mapped_column(default="")
    signatory_on_behalf: Mapped[str] = mapped_column(default="")
    signatory_post: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str] = mapped_column(default="")
    recipients: Mapped[str] = mapped_column(default="")  # nơi nhận, one a line
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    snapshot_sha256: Mapped[str | None]
    drafted_at: Mapped[datetime | None]  # when the snapshot was taken
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    round: Mapped[Round] = relationship(lazy="joined")
    author: Mapped[User] = relationship()
    sections: Mapped[list["ReportSection"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    renders: Mapped[list["Render"]] = relationship(back_populates="report", order_by="Render.created_at.desc()")


class ReportSection(Identified, Revised, Base):
    """Text written by hand under one heading of the report."""

    __tablename__ = "report_section"
    __table_args__ = (UniqueConstraint("report_id", "key"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    key: Mapped[str]
    text: Mapped[str] = mapped_column(default="")


class Render(Identified, Base):
    """The making of one PDF from one snapshot, by a job in a child process."""

    __tablename__ = "render"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    snapshot_sha256: Mapped[str]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)  # parts
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)  # how often a worker took it up
    message: Mapped[str] = mapped_column(default="")  # what went wrong: JSON of msgid and values
    file_sha256: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    report: Mapped[Report] = relationship(back_populates="renders")
