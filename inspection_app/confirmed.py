"""Asking for the password once more, before something is signed; wrong tries count as those of signing in do."""

from flask import request

from .models import User
from .rules.message import DomainError, Message
from .services import accounts
from .transaction import transaction

WRONG = Message("This is not your present password.")


def check_password(user: User, password: str) -> None:
    """Raises DomainError for a wrong password, TooManyTries after too many; call it outside a transaction."""
    with transaction():
        attempt = accounts.begin_sign_in(user.username, request.remote_addr or "")
    with transaction():
        known = accounts.finish_sign_in(attempt, password)
    if known is None or known.id != user.id:
        raise DomainError(WRONG, field="password")
