"""Sessions by device, and invitations."""

from datetime import timedelta
from uuid import uuid4

import pytest

from inspection_app.models import User, UserSession
from inspection_app.models.base import now
from inspection_app.queries import user_sessions as find
from inspection_app.rules.message import DomainError
from inspection_app.services import accounts, invitations, user_sessions
from inspection_app.transaction import transaction
from tests.factories import make_administrator, make_user

pytestmark = pytest.mark.usefixtures("app")
LONG_AGO = now() - timedelta(days=365)
PASSWORD = "mot cau de nho va dai"


def signed_in(user: User) -> UserSession:
    with transaction():
        return user_sessions.begin(user, "10.0.0.1", "Mozilla/5.0 (Linux; Android 13) Chrome/150.0 Safari/537.36")


def test_a_device_is_told_by_a_few_words_and_ended_once() -> None:
    user = make_user()
    one, other = signed_in(user), signed_in(user)
    assert one.device == "Chrome, Android"
    with transaction():
        user_sessions.end(one, by=user)
        ended = one.ended_at
        user_sessions.end(one, by=user)
    assert one.ended_at == ended
    assert not user_sessions.is_open(one, user)
    assert list(find.open_of(user, since=LONG_AGO)) == [other]


def test_a_raised_epoch_ends_every_device() -> None:
    user = make_user()
    device = signed_in(user)
    with transaction():
        accounts.end_sessions(user, by=user)
    assert not user_sessions.is_open(device, user)
    assert list(find.open_of(user, since=LONG_AGO)) == []


def test_somebody_elses_device_is_not_mine() -> None:
    assert not user_sessions.is_open(signed_in(make_user()), make_user())


def test_an_invitation_sets_a_password_once() -> None:
    user, administrator = make_user(username="moi.vao"), make_administrator()
    with transaction():
        token = invitations.invite(user, by=administrator)
    found = invitations.known(token)
    assert found is not None
    with pytest.raises(DomainError), transaction():
        invitations.accept(found, "ngan")
    with transaction():
        invitations.accept(found, PASSWORD)
    assert invitations.known(token) is None
    with pytest.raises(DomainError), transaction():
        invitations.accept(found, PASSWORD)
    with transaction():
        assert accounts.finish_sign_in(accounts.begin_sign_in("moi.vao", ""), PASSWORD) == user


def test_a_newer_invitation_ends_the_one_before_and_days_do_too() -> None:
    user, administrator = make_user(), make_administrator()
    with transaction():
        first = invitations.invite(user, by=administrator)
    with transaction():
        second = invitations.invite(user, by=administrator)
    assert invitations.known(first) is None
    assert invitations.known(uuid4()) is None
    found = invitations.known(second)
    assert found is not None
    with transaction():
        found.expires_at = now() - timedelta(seconds=1)
    assert invitations.known(second) is None


def test_a_closed_account_is_not_invited() -> None:
    user = make_user()
    with transaction():
        user.is_active = False
    with pytest.raises(DomainError), transaction():
        invitations.invite(user, by=make_administrator())
