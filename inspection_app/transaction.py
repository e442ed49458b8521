"""The one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from .extensions import db, writing
from .rules.message import DomainError, Message


@contextmanager
def transaction() -> Iterator[None]:
    """Everything inside is saved together or not at all."""
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException as error:
        db.session.rollback()
        if isinstance(error, StaleDataError | IntegrityError):
            raise DomainError(Message("Somebody saved this at the same moment. Please try once more.")) from error
        raise
    finally:
        writing.reset(token)
