"""Signed in on a device, seen there, signed out from afar."""

from datetime import timedelta

from inspection_app.extensions import db
from inspection_app.models import User, UserSession
from inspection_app.models.base import now
from inspection_app.rules.devices import device_name

from . import activity

SEEN_EVERY = timedelta(minutes=10)  # so exactly it is said when a device was last used


def begin(user: User, address: str, user_agent: str) -> UserSession:
    """Remember the device this person signs in on."""
    session = UserSession(user_id=user.id, epoch=user.session_epoch, address=address, device=device_name(user_agent))
    db.session.add(session)
    db.session.flush()  # the cookie is told its id
    return session


def is_open(session: UserSession, user: User) -> bool:
    """Whether this person may go on in it."""
    return session.user_id == user.id and session.epoch == user.session_epoch and session.ended_at is None


def is_stale(session: UserSession) -> bool:
    """Whether it is time to say again that it was seen."""
    return now() - session.seen_at > SEEN_EVERY


def see(session: UserSession) -> None:
    """It is being used."""
    session.seen_at = now()


def leave(session: UserSession) -> None:
    """Sign out here."""
    session.ended_at = now()


def end(session: UserSession, *, by: User) -> None:
    """Sign out there, from afar; twice does nothing."""
    if session.ended_at is None:
        leave(session)
        activity.note("session.ended", session, by=by)
