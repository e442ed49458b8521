"""Papers (văn bản) made from the case, each issued under a number of its body's own series, and their files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import PaperFileKind, PaperKind, PaperState

from .base import Base, Identified, Revised, now
from .inspection import Inspection
from .round import Round, Team
from .user import User

# Who issues it, who signs and who receives it.
HEAD = ("issuing_body", "superior_body", "body_symbol", "place")
FOOT = ("signatory_on_behalf", "signatory_post", "signatory_name", "recipients")


class Paper(Identified, Revised, Base):
    """One version of a paper; once it is issued it is its snapshot and nothing else."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("issuing_body", "type_code", "year", "number"),)  # a number is given once

    kind: Mapped[PaperKind]
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("team.id"))  # of a decision that forms it
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[PaperState] = mapped_column(default=PaperState.DRAFT)
    code: Mapped[str] = mapped_column(unique=True)  # the short name in its public address

    issuing_body: Mapped[str]
    superior_body: Mapped[str]
    body_symbol: Mapped[str]  # BCĐ
    place: Mapped[str]
    type_code: Mapped[str]  # QĐ
    number: Mapped[int | None]
    year: Mapped[int | None]  # of its date: numbers begin anew
    dated: Mapped[date | None]
    signatory_on_behalf: Mapped[str] = mapped_column(default="")
    signatory_post: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str] = mapped_column(default="")
    recipients: Mapped[str] = mapped_column(default="")  # nơi nhận, one a line

    # Texts by hand; which of them a kind has stands in rules/papers.py.
    subject: Mapped[str] = mapped_column(default="")
    addressees: Mapped[str] = mapped_column(default="")  # kính gửi, one a line
    authority: Mapped[str] = mapped_column(default="")
    bases: Mapped[str] = mapped_column(default="")  # one a line
    opening: Mapped[str] = mapped_column(default="")
    place_text: Mapped[str] = mapped_column(default="")
    attendance: Mapped[str] = mapped_column(default="")
    details: Mapped[str] = mapped_column(default="")
    closing: Mapped[str] = mapped_column(default="")

    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # taken when it is issued
    snapshot_sha256: Mapped[str | None]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    issued_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship(lazy="joined")
    inspection: Mapped[Inspection | None] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")
    author: Mapped[User] = relationship()
    files: Mapped[list["PaperFile"]] = relationship(back_populates="paper", order_by="PaperFile.added_at.desc()")


class PaperFile(Identified, Base):
    """A file of an issued paper: made from its snapshot, or the scan of what was signed."""

    __tablename__ = "paper_file"

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("paper.id"), index=True)
    kind: Mapped[PaperFileKind]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)

    paper: Mapped[Paper] = relationship(back_populates="files")
    added_by: Mapped[User] = relationship(lazy="joined")
