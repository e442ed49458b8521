"""The test client itself: own session per request, real forms, and it does judge."""

from collections.abc import Callable

import pytest
from flask import Flask, abort

from inspection_app.extensions import db
from inspection_app.models import User
from tests.factories import PASSWORD, make_user
from tests.visitor import Visitor


def test_x(client: Visitor) -> None:
    make_user(username="nguoi-la", password=PASSWORD)
    r = client.submit("/sign-in", "/sign-in", username="nguoi-la", password="x")
    print(r.text)
    r = client.submit("/sign-in", "/sign-in", username="nguoi-la", password=PASSWORD)
    assert r.status_code == 303
