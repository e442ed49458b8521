"""A person's calendar feed: its address is a secret of 256 bits, of which only the hash is kept."""

import hashlib
import secrets

from inspection_app.models import User

from . import activity

BYTES = 32


def make(user: User) -> str:
    """A new secret; the one before opens nothing any more."""
    token = secrets.token_urlsafe(BYTES)
    user.calendar_token_hash = hash_of(token)
    activity.note("calendar.link_made", user, by=user)
    return token


def end(user: User) -> None:
    """Close the feed."""
    user.calendar_token_hash = None
    activity.note("calendar.link_ended", user, by=user)


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
