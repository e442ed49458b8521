"""Every bad end is a page that says what to do; a fault of ours carries a reference."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from inspection_app.access import everybody
from inspection_app.models import User
from inspection_app.rules.message import DomainError, Message
from tests.factories import item, lead_of, make_coordinator, make_inspection, make_leader
from tests.visitor import HTMX, Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def instead_of_sign_in(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    def answer(view: Callable[[], Any]) -> None:
        monkeypatch.setitem(app.view_functions, "auth.sign_in", everybody(view))

    return answer


def in_english(client: Visitor) -> Visitor:
    with client.session_transaction() as session:
        session["locale"] = "en"
    return client


def test_404(client: Visitor) -> None:
    response = in_english(client).get("/khong-co-gi")
    assert response.status_code == 404
    assert "Nothing here" in response.text


def test_404_of_an_id_that_is_none(sign_in: SignIn) -> None:
    client = sign_in(make_coordinator())
    for odd in ("1", "none", "../../etc/passwd", "%00", "0" * 36, f"{uuid4()}'"):
        assert client.get(f"/inspections/{odd}/").status_code in {404, 308}


def test_403_says_whom_to_ask(sign_in: SignIn) -> None:
    inspection = make_inspection()
    client = in_english(sign_in(make_leader()))
    response = client.send(f"/items/{item(inspection).id}/findings")
    assert response.status_code == 403
    assert "Ask the coordinator" in response.text


def test_405(client: Visitor) -> None:
    response = in_english(client).get("/sign-out")
    assert response.status_code == 405
    assert "cannot be done here" in response.text


def test_413(sign_in: SignIn) -> None:
    inspection = make_inspection()
    client = in_english(sign_in(lead_of(inspection)))
    most = client.application.config["MAX_CONTENT_LENGTH"]
    response = client.send(f"/items/{item(inspection).id}/score", {"note": "x" * (most + 1)})
    assert response.status_code == 413
    assert "too large" in response.text


def test_a_slow_upload_holds_no_lock(sign_in: SignIn, queries: Callable[[], AbstractContextManager[list[str]]]) -> None:
    """The whole request is here before the first statement, which takes SQLite's lock."""
    client = sign_in(make_coordinator())
    body = f"csrf_token={client.token()}".encode()
    sent_at_read: list[int] = []

    class Slow(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            sent_at_read.append(len(sent))
            return super().readinto(buffer)

    with queries() as sent:
        told: dict[str, Any] = {"input_stream": Slow(body), "content_length": len(body)}
        response = client.post("/rounds/", content_type="application/x-www-form-urlencoded", **told)
    assert response.status_code == 422
    assert sent
    assert set(sent_at_read) == {0}


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEi.aaaa.bbbb"])
def test_a_post_without_its_token_is_refused(sign_in: SignIn, token: str | None) -> None:
    client = in_english(sign_in(make_coordinator()))
    response = client.post("/sign-out", data={"csrf_token": token} if token is not None else {})
    assert response.status_code == 400
    assert "grown old" in response.text
    assert client.get("/account").status_code == 200


def test_a_token_of_another_session_is_refused(app: Flask, sign_in: SignIn) -> None:
    other = app.test_client()
    assert isinstance(other, Visitor)
    client = sign_in(make_coordinator())
    assert client.post("/sign-out", data={"csrf_token": other.token()}).status_code == 400


def test_500_has_a_reference_and_no_details(client: Visitor, instead_of_sign_in: Callable[[Any], None]) -> None:
    def crash() -> None:
        raise RuntimeError("mật khẩu của cơ sở dữ liệu")

    instead_of_sign_in(crash)
    client.may_crash = True
    response = in_english(client).get("/sign-in")
    assert response.status_code == 500
    assert "mật khẩu" not in response.text
    reference = re.search(r"reference: ([0-9a-f]{12})", response.text)
    assert reference is not None


def test_a_refusal_is_a_page_with_its_sentence(client: Visitor, instead_of_sign_in: Callable[[Any], None]) -> None:
    def refuse() -> None:
        raise DomainError(Message("A team has exactly one lead."))

    instead_of_sign_in(refuse)
    response = in_english(client).get("/sign-in")
    assert response.status_code == 409
    assert "A team has exactly one lead." in response.text


def test_a_fragment_gets_a_fragment(client: Visitor) -> None:
    response = client.fragment("/khong-co-gi")
    assert response.status_code == 404
    assert "<html" not in response.text
    assert 'role="alert"' in response.text


def test_an_ended_session_leaves_the_typed_text_alone(client: Visitor) -> None:
    response = client.send("/sign-out", fragment=True)
    assert response.status_code == 401
    assert "HX-Redirect" not in response.headers


def test_every_page_carries_the_security_headers(client: Visitor) -> None:
    for response in (client.get("/sign-in"), client.get("/khong-co-gi"), client.get("/sign-in", headers=HTMX)):
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response.headers["Cache-Control"]
