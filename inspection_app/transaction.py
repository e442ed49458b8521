"""The one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from .extensions import db, writing
from .rules.message import DomainError, Message

DEADLOCK = "40P01"  # PostgreSQL ended this one of two transactions that waited for each other

log = structlog.get_logger()


@contextmanager
def transaction() -> Iterator[None]:
    """Everything inside is saved together or not at all."""
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException as error:
        db.session.rollback()
        if _collided(error):
            log.warning("transaction.collided", error=type(getattr(error, "orig", error)).__name__)
            raise DomainError(Message("Somebody saved this at the same moment. Please try once more.")) from error
        raise
    finally:
        writing.reset(token)


def let_go() -> None:
    """End the reading so far, so that slow work before a save holds nobody up; what was read stays at hand."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("a save belongs into transaction()")
    db.session.commit()


def _collided(error: BaseException) -> bool:
    """Whether somebody else's save came in between."""
    if isinstance(error, OperationalError):
        return getattr(error.orig, "sqlstate", None) == DEADLOCK
    return isinstance(error, StaleDataError | IntegrityError)
