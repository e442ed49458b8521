"""People and their sign-ins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspection_app.rules.terms import Delivery, Language, NoticeKind, Role

from .agency import Agency
from .base import Base, Identified, now


class User(Identified, Base):
    """A person with an account; `agency` is where he or she serves, and may not inspect."""

    __tablename__ = "user_account"

    username: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]  # None: cannot sign in
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    session_epoch: Mapped[int] = mapped_column(default=1)  # raised to end every session
    calendar_token_hash: Mapped[str | None] = mapped_column(unique=True)  # SHA-256 of the feed's secret
    created_at: Mapped[datetime] = mapped_column(default=now)
    email: Mapped[str] = mapped_column(default="")  # empty: is told in the app alone
    language: Mapped[Language] = mapped_column(default=Language.VIETNAMESE)
    deliveries: Mapped[dict[str, Any]] = mapped_column(default=dict)  # kind of notice: how; else in the digest

    agency: Mapped[Agency | None] = relationship(lazy="joined")
    role_rows: Mapped[list["UserRole"]] = relationship(cascade="all, delete-orphan")

    is_authenticated = True
    is_anonymous = False

    @property
    def roles(self) -> frozenset[Role]:
        """What this person is; empty for somebody without any part in the work."""
        return frozenset(row.role for row in self.role_rows)

    def delivery(self, kind: NoticeKind) -> Delivery:
        """How this person wants to be told of this."""
        return Delivery(self.deliveries.get(kind, Delivery.DIGEST))

    def get_id(self) -> str:
        """What the session cookie remembers: ends when the epoch is raised."""
        return f"{self.id}.{self.session_epoch}"


class UserRole(Base):
    """One of a person's roles."""

    __tablename__ = "user_role"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class SignInAttempt(Base):
    """A try to sign in, counted before the password is looked at."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    succeeded: Mapped[bool] = mapped_column(default=False)
