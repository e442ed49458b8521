"""Reads of sessions and invitations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Invitation, User, UserSession


def open_of(user: User, *, since: datetime) -> Sequence[UserSession]:
    """Where this person is signed in and was seen since then, the latest first."""
    query = select(UserSession).where(
        UserSession.user_id == user.id,
        UserSession.epoch == user.session_epoch,
        UserSession.ended_at.is_(None),
        UserSession.seen_at > since,
    )
    return db.session.scalars(query.order_by(UserSession.seen_at.desc())).all()


def invitation_of(token_hash: str) -> Invitation | None:
    """The invitation this token belongs to."""
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == token_hash))


def waiting_invitations(user: User) -> Sequence[Invitation]:
    """Those nobody has used yet."""
    query = select(Invitation).where(Invitation.user_id == user.id, Invitation.used_at.is_(None))
    return db.session.scalars(query).all()
