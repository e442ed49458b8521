"""The test client itself: a session of its own for each request, real forms, and it does judge."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from inspection_app.access import everybody
from inspection_app.extensions import db
from inspection_app.models import User
from tests.factories import PASSWORD, make_coordinator, make_user
from tests.visitor import Visitor


@pytest.fixture
def odd_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Lets a public page of ours answer with whatever the test wants."""

    def answer(view: Callable[[], Any]) -> None:
        monkeypatch.setitem(app.view_functions, "auth.sign_in", everybody(view))

    return answer


def test_it_signs_in_through_the_real_form(client: Visitor) -> None:
    make_user(username="nguoimau", password=PASSWORD)
    assert client.submit("/sign-in", "/sign-in", username="nguoimau", password=PASSWORD).status_code == 303
    assert client.get("/account").status_code == 200


def test_it_is_signed_in_as_one_person_at_a_time(sign_in: Callable[[User], Visitor]) -> None:
    first, second = make_coordinator(full_name="Trần Thị Một"), make_coordinator(full_name="Lê Văn Hai")
    assert "Trần Thị Một" in sign_in(first).get("/account").text
    page = sign_in(second).get("/account").text
    assert "Lê Văn Hai" in page
    assert "Trần Thị Một" not in page


def test_each_request_has_its_own_session(client: Visitor, odd_page: Callable[[Any], None]) -> None:
    sessions: list[Any] = [db.session()]

    def note() -> tuple[str, int]:
        sessions.append(db.session())
        return "", 204

    odd_page(note)
    for _ in range(2):
        client.get("/sign-in")
    assert len({id(session) for session in sessions}) == 3


def test_it_judges_pages(client: Visitor, odd_page: Callable[[Any], None]) -> None:
    odd_page(lambda: "<!DOCTYPE html><html><title>Một</title><p>None</html>")
    with pytest.raises(AssertionError, match="one_heading"):
        client.get("/sign-in")


def test_it_notices_half_a_page(client: Visitor, odd_page: Callable[[Any], None]) -> None:
    odd_page(lambda: "<p>Một</p>")
    with pytest.raises(AssertionError, match="no whole page"):
        client.get("/sign-in")
    assert client.fragment("/sign-in").status_code == 200


def test_it_notices_a_crash(client: Visitor, odd_page: Callable[[Any], None]) -> None:
    odd_page(lambda: 1 / 0)
    with pytest.raises(AssertionError, match="crashed"):
        client.get("/sign-in")


def test_it_counts_statements(client: Visitor, queries: Callable[[], Any], sign_in: Callable[[User], Visitor]) -> None:
    sign_in(make_coordinator())
    with queries() as sent:
        client.get("/account")
    assert 1 <= len(sent) <= 3
    assert all(statement.startswith("SELECT") for statement in sent)


def test_nothing_of_a_test_is_left_behind_1(app: Flask) -> None:
    make_user(username="nguoiduynhat")
    assert db.session.query(User).count() == 1


def test_nothing_of_a_test_is_left_behind_2(app: Flask) -> None:
    make_user(username="nguoiduynhat")
    assert db.session.query(User).count() == 1


def test_nothing_leaves_the_machine() -> None:
    with socket.socket() as plug, pytest.raises(AssertionError, match="wants to reach"):
        plug.connect(("192.0.2.1", 80))
