"""People: accounts, passwords, sign-in."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete

from inspection_app.extensions import db
from inspection_app.models import Agency, SignInAttempt, User, UserRole
from inspection_app.models.base import now
from inspection_app.queries import users as find
from inspection_app.rules.mail_address import is_address
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Delivery, Language, NoticeKind, Role

from . import activity

SHORTEST_PASSWORD = 12  # characters
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 8
TRIES_PER_ADDRESS = 60  # an office may share one address
KEPT = timedelta(days=30)  # so long tries stay for whoever asks what happened

hasher = PasswordHasher()
NOBODY = hasher.hash("no such person")  # so that unknown names take as long as known ones


class TooManyTries(DomainError):
    """Signing in is closed for a while, for this name or this address."""

    status = 429


@dataclass(frozen=True)
class UserDraft:
    """What an administrator says of a person."""

    username: str
    full_name: str
    title: str
    agency: Agency | None
    roles: frozenset[Role]
    password: str | None
    email: str = ""


@dataclass(frozen=True)
class Preferences:
    """How a person wants to be told of things, and in which language."""

    email: str
    language: Language
    deliveries: Mapping[NoticeKind, Delivery]


def create_user(draft: UserDraft, *, by: User | None) -> User:
    """Open an account; raises DomainError for a bad or taken name and for a weak password."""
    if not USERNAME.fullmatch(draft.username):
        sentence = Message(
            "Use 2 to 40 small letters without accents, digits, dots or dashes, for instance nguyenvana."
        )
        raise DomainError(sentence, field="username")
    if find.by_username(draft.username):
        raise DomainError(Message("This user name is taken."), field="username")
    _check_agency(draft)
    _check_email(draft.email)
    user = User(username=draft.username, full_name=draft.full_name, title=draft.title, agency=draft.agency)
    user.email = draft.email
    user.password_hash = hash_password(draft.password) if draft.password else None
    _set_roles(user, draft.roles)
    activity.note("user.created", user, by=by, extra={"roles": sorted(draft.roles)})
    return user


def change_user(user: User, draft: UserDraft, *, is_active: bool, by: User) -> None:
    """Change a person's data but for the user name; a new password or other roles end the open sessions."""
    if user.id == by.id and (not is_active or Role.ADMINISTRATOR not in draft.roles):
        raise DomainError(Message("You cannot take your own administrator rights away."), field="roles")
    _check_agency(draft)
    _check_email(draft.email)
    extra = {"roles": sorted(draft.roles)} if draft.roles != user.roles else {}
    user.full_name, user.title, user.agency = draft.full_name, draft.title, draft.agency
    user.email = draft.email
    user.agency_id = draft.agency.id if draft.agency else None
    user.is_active = is_active
    if draft.password:
        user.password_hash = hash_password(draft.password)
    if draft.password or not is_active or draft.roles != user.roles:
        user.session_epoch += 1
    _set_roles(user, draft.roles)
    activity.note("user.changed", user, by=by, extra=extra)


def prefer(user: User, preferences: Preferences) -> None:
    """A person's own choice of address, language and mails; raises DomainError for what is no address."""
    _check_email(preferences.email)
    user.email, user.language = preferences.email, preferences.language
    user.deliveries = {kind.value: delivery.value for kind, delivery in preferences.deliveries.items()}
    activity.note("user.preferred", user, by=user)


def speak(user: User, language: Language) -> None:
    """Remember the language a person switched to."""
    if user.language is not language:
        user.language = language
        activity.note("user.preferred", user, by=user)


def change_password(user: User, old: str, new: str) -> None:
    """A person's own change; every other session ends."""
    if not _verify(user.password_hash or NOBODY, old):
        raise DomainError(Message("This is not your present password."), field="old")
    user.password_hash = hash_password(new)
    user.session_epoch += 1
    activity.note("user.password_changed", user, by=user)


def end_sessions(user: User, *, by: User) -> None:
    """Sign this person out everywhere."""
    user.session_epoch += 1
    activity.note("user.sessions_ended", user, by=by)


def hash_password(password: str) -> str:
    """Argon2 of a password that is long enough; raises DomainError."""
    password = _spelled(password)
    if len(password) < SHORTEST_PASSWORD:
        sentence = Message("A password has at least %(count)s characters.", count=SHORTEST_PASSWORD)
        raise DomainError(sentence, field="password")
    return hasher.hash(password)


def begin_sign_in(username: str, address: str) -> SignInAttempt:
    """Count the try before looking at the password; raises TooManyTries. Commit before `finish_sign_in`."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - KEPT))
    by_name, by_address = find.failed_tries(username, address, since=now() - WINDOW)
    if by_name >= TRIES_PER_NAME or by_address >= TRIES_PER_ADDRESS:
        raise TooManyTries(Message("Too many wrong tries. Wait 15 minutes, or ask the administrator."))
    attempt = SignInAttempt(username=username, address=address)
    db.session.add(attempt)
    return attempt


def finish_sign_in(attempt: SignInAttempt, password: str) -> User | None:
    """The person, or None where name or password is wrong or the account is closed."""
    user = find.by_username(attempt.username)
    known = _verify(user.password_hash if user and user.password_hash else NOBODY, password)
    if user is None or not known or not user.is_active or user.password_hash is None:
        return None
    attempt.succeeded = True
    if hasher.check_needs_rehash(user.password_hash):
        user.password_hash = hasher.hash(_spelled(password))
    return user


def _check_agency(draft: UserDraft) -> None:
    if draft.roles & {Role.AGENCY_OFFICER, Role.AGENCY_HEAD} and draft.agency is None:
        raise DomainError(Message("An agency officer or head belongs to an agency: choose it."), field="agency")


def _check_email(email: str) -> None:
    if email and not is_address(email):
        raise DomainError(Message("This is not an e-mail address, for instance ten@coquan.gov.vn."), field="email")


def _verify(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, _spelled(password))
    except VerificationError:
        return False


def _spelled(password: str) -> str:
    """«ệ» is one password, whether the keyboard sends one character or three."""
    return unicodedata.normalize("NFC", password)


def _set_roles(user: User, roles: Iterable[Role]) -> None:
    wanted = set(roles)
    user.role_rows = [row for row in user.role_rows if row.role in wanted]
    user.role_rows += [UserRole(role=role) for role in sorted(wanted - user.roles)]
