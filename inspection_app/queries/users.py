"""Reads of people and their sign-ins."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from inspection_app.extensions import db
from inspection_app.models import SignInAttempt, User, UserRole
from inspection_app.rules.terms import Role
from inspection_app.rules.vietnamese import fold, sort_key


def by_username(username: str) -> User | None:
    """The account of this name."""
    return db.session.scalar(select(User).where(User.username == username))


def by_calendar_token(token_hash: str) -> User | None:
    """The active person whose calendar feed has a secret of this hash."""
    return db.session.scalar(select(User).where(User.calendar_token_hash == token_hash, User.is_active.is_(True)))


def everybody(search: str = "") -> list[User]:
    """All people in Vietnamese order; `search` finds «so noi vu» for «Sở Nội vụ»."""
    users = db.session.scalars(select(User).options(selectinload(User.role_rows))).all()
    wanted = fold(search)
    found = [user for user in users if wanted in fold(f"{user.full_name} {user.username} {_agency(user)}")]
    return sorted(found, key=lambda user: sort_key(user.full_name))


def inspectors() -> list[User]:
    """Active people who may be put in a team, in Vietnamese order."""
    query = select(User).join(UserRole).where(UserRole.role == Role.INSPECTOR, User.is_active.is_(True))
    query = query.options(selectinload(User.role_rows))
    return sorted(db.session.scalars(query).unique().all(), key=lambda user: sort_key(user.full_name))


def failed_tries(username: str, address: str, *, since: datetime) -> tuple[int, int]:
    """Sign-ins that failed since then: of this name, from this address."""
    failed = select(func.count()).select_from(SignInAttempt)
    failed = failed.where(SignInAttempt.at > since, SignInAttempt.succeeded.is_(False))
    by_name = db.session.scalar(failed.where(SignInAttempt.username == username)) or 0
    return by_name, db.session.scalar(failed.where(SignInAttempt.address == address)) or 0


def _agency(user: User) -> str:
    return user.agency.name if user.agency else ""
