"""Signing in: how often, where to afterwards, and what ends a session."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from inspection_app.extensions import login, writing
from inspection_app.models import User
from inspection_app.rules.terms import Role
from inspection_app.services import accounts
from inspection_app.transaction import transaction
from tests.factories import PASSWORD, make_user
from tests.visitor import HTMX, Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def user(app: Flask) -> User:
    return make_user(Role.INSPECTOR, username="stp", password=PASSWORD)


def sign_in_by_form(client: Visitor, username: str = "stp", password: str = PASSWORD, *, then: str = "/") -> int:
    address = f"/sign-in?next={quote(then, safe='')}"
    return client.submit(address, "/sign-in", username=username, password=password).status_code


def test_in_and_out(client: Visitor, user: User) -> None:
    assert sign_in_by_form(client, "STP") == 303  # however it is typed
    assert client.get("/account").status_code == 200
    assert client.send("/sign-out").status_code == 303
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("stp", "sai mat khau roi"),
        ("khong-co", PASSWORD),
        ("stp'--", PASSWORD),
        ("stp", PASSWORD + "\x00"),
        ("😀", "😀"),
    ],
)
def test_nobody_learns_which_was_wrong(client: Visitor, user: User, username: str, password: str) -> None:
    sentences = set()
    for name, word in ((username, password), ("khong-co-that", "sai mat khau roi")):
        response = client.submit("/sign-in", "/sign-in", username=name, password=word)
        assert response.status_code == 422
        sentences.add(response.text.count('role="alert"'))
    assert len(sentences) == 1


@pytest.mark.parametrize(("username", "password"), [("", PASSWORD), ("stp", ""), ("x" * 81, "y"), ("stp", "y" * 201)])
def test_an_empty_or_endless_form(client: Visitor, user: User, username: str, password: str) -> None:
    assert sign_in_by_form(client, username, password) == 422


def test_too_many_tries_shut_the_name(client: Visitor, user: User) -> None:
    for _ in range(accounts.TRIES_PER_NAME):
        assert sign_in_by_form(client, password="sai mat khau roi") == 422
    assert sign_in_by_form(client) == 429
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("then", ["/people/?q=a b&x=1", "/inspections/1/"])
def test_one_goes_where_one_wanted(client: Visitor, user: User, then: str) -> None:
    response = client.submit("/sign-in", f"/sign-in?next={quote(then, safe='')}", username="stp", password=PASSWORD)
    assert response.status_code == 303
    assert response.headers["Location"] in {then, then.replace(" ", "%20")}


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "",
        "evil.example",
    ],
)
def test_nobody_is_led_elsewhere(client: Visitor, user: User, then: str) -> None:
    response = client.submit("/sign-in", f"/sign-in?next={quote(then, safe='')}", username="stp", password=PASSWORD)
    assert response.status_code == 303
    assert response.headers["Location"] == "/"


def test_a_session_is_new_after_signing_in(client: Visitor, user: User) -> None:
    client.get("/sign-in")
    with client.session_transaction() as session:
        session["planted"] = "by a stranger"
        session["locale"] = "en"
    sign_in_by_form(client)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["locale"] == "en"


def test_the_cookie_is_out_of_reach_of_scripts(client: Visitor, user: User) -> None:
    response = client.submit("/sign-in", "/sign-in", username="stp", password=PASSWORD)
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_raised_epoch_ends_the_session(client: Visitor, user: User) -> None:
    sign_in_by_form(client)
    with transaction():
        user.session_epoch += 1
    assert client.get("/account").status_code == 303


def test_a_closed_account_ends_the_session(client: Visitor, user: User) -> None:
    sign_in_by_form(client)
    with transaction():
        user.is_active = False
    assert client.get("/account").status_code == 303
    assert sign_in_by_form(client) == 422


def test_without_a_token_nothing_is_done(client: Visitor, user: User) -> None:
    response = client.post("/sign-in", data={"username": "stp", "password": PASSWORD})
    assert response.status_code == 400
    assert client.get("/account").status_code == 303


def test_whose_session_ran_out_is_told_so_and_not_that_the_form_is_old(client: Visitor) -> None:
    """The cookie is gone and with it the token: on a tablet this is a session that ended."""
    assert client.post("/account/password", data={"old": "x"}, headers=HTMX).status_code == 401
    assert client.post("/account/password", data={"old": "x"}).headers["Location"] == "/sign-in"


def test_a_write_has_its_lock_before_anything_is_read(
    sign_in: SignIn, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite refuses a transaction that read first and writes later, once anybody else has written."""
    seen: dict[str, bool] = {}
    load = login._user_callback

    def asked(session_id: str) -> User | None:
        from flask import request

        seen[request.method] = writing.get()
        found: User | None = load(session_id)
        return found

    monkeypatch.setattr(login, "_user_callback", asked)
    client = sign_in(user)
    client.get("/account")
    client.send("/account/sessions/end")
    assert seen == {"GET": False, "POST": True}


def test_security_headers(client: Visitor) -> None:
    headers = client.get("/sign-in").headers
    assert "default-src 'self';" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in headers
    secure = client.get("/sign-in", base_url="https://localhost").headers
    assert "max-age" in secure["Strict-Transport-Security"]


def test_what_is_missing_is_not_kept_for_a_year(client: Visitor) -> None:
    missing = client.get("/static/khong-co.js?v=1")
    assert missing.status_code == 404
    assert "immutable" not in missing.headers.get("Cache-Control", "")
    with client.get("/static/app.css?v=1") as found:
        assert "immutable" in found.headers["Cache-Control"]
