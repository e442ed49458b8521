"""Invitations: an administrator opens an account, its owner chooses the password."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from inspection_app.extensions import db
from inspection_app.models import Invitation, User
from inspection_app.models.base import now
from inspection_app.queries import user_sessions as find
from inspection_app.rules.message import DomainError, Message

from . import accounts, activity
from .holding import hold

LASTS = timedelta(days=7)


def invite(user: User, *, by: User) -> UUID:
    """A token to be handed to the person, shown this once; earlier ones end. DomainError for a closed account."""
    if not user.is_active:
        raise DomainError(Message("This account is closed. Open it first."))
    for earlier in find.waiting_invitations(user):
        db.session.delete(earlier)
    token = uuid4()  # 122 random bits
    invitation = Invitation(
        user=user, token_hash=_hash(token), invited_by_id=by.id, created_at=now(), expires_at=now() + LASTS
    )
    db.session.add(invitation)
    activity.note("user.invited", user, by=by)
    return token


def known(token: UUID) -> Invitation | None:
    """The invitation, while it can still be used."""
    found = find.invitation_of(_hash(token))
    if found is None or found.used_at is not None or found.expires_at < now() or not found.user.is_active:
        return None
    return found


def accept(invitation: Invitation, password: str) -> User:
    """Choose the password; once. Every session open so far ends."""
    hold(invitation, "used_at")
    if invitation.used_at is not None:
        raise DomainError(Message("This invitation was used already. Sign in, or ask for a new one."))
    user = invitation.user
    user.password_hash = accounts.hash_password(password)
    user.session_epoch += 1
    invitation.used_at = now()
    activity.note("user.password_changed", user, by=user)
    return user


def _hash(token: UUID) -> str:
    return hashlib.sha256(token.bytes).hexdigest()
