"""What the tests of mail share: a server on this machine, and somebody who reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from inspection_app import post
from inspection_app.extensions import db
from inspection_app.models import Inspection, MailMessage, Notification, User
from inspection_app.models.base import now
from inspection_app.rules.clock import at_hour
from inspection_app.rules.terms import NoticeKind, Role
from inspection_app.transaction import transaction
from tests import factories as make
from tests.smtp import Server, serving
from tests.told import make_notification

TODAY = date(2020, 11, 5)
MORNING, EVENING = at_hour(TODAY, 7), at_hour(TODAY, 20)


def use(app: Flask, monkeypatch: pytest.MonkeyPatch, **told: Any) -> None:
    """Run with these settings."""
    settings = replace(app.extensions["settings"], base_url="https://kiemtra.example/he-thong", digest_hour=7, **told)
    monkeypatch.setitem(app.extensions, "settings", settings)


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving() as server:
        use(app, monkeypatch, mail_url=server.url, mail_from="Kiểm tra CCHC <kiem-tra@sonoivu.example>")
        yield server


@pytest.fixture
def case(app: Flask) -> Inspection:
    """A case nobody has been told of."""
    inspection = make.make_inspection()
    with transaction():
        db.session.query(Notification).delete()
    return inspection


@pytest.fixture
def reader(case: Inspection) -> User:
    return reading(make.make_user(Role.INSPECTOR, full_name="Trần Thị Đọc"))


def reading(user: User, **told: Any) -> User:
    """This person has an address, and maybe choices."""
    user.email = f"{user.username}@stp.example"
    for name, value in told.items():
        setattr(user, name, value)
    make.saved([user])
    return user


def tell(user: User, case: Inspection, kind: NoticeKind = NoticeKind.ASKED, at: datetime = MORNING) -> Notification:
    """Something that was there when the hour of the day's mail came."""
    notification = make_notification(user, case, kind)
    notification.created_at = at - timedelta(hours=1)
    make.saved([notification])
    return notification


def only() -> MailMessage:
    db.session.expire_all()
    return db.session.query(MailMessage).one()


def tried_later(message: MailMessage) -> int:
    """As if its time had come."""
    with transaction():
        message.next_try_at = now() - timedelta(seconds=1)
    return post.send()
