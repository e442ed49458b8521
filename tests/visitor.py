"""A person's browser, in short: it keeps cookies, sends forms, and judges every page it gets."""

import secrets
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from inspection_app.extensions import db
from inspection_app.models import User
from tests import judge

HTMX = {"HX-Request": "true"}


class Visitor(FlaskClient):
    """The test client: each request has its own session of the database, as in production."""

    unjudged: frozenset[str] = frozenset()  # names of checks in judge.py that this test goes against on purpose
    may_crash = False  # a 500 is a failed test unless the test is about it

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with _own_context(self.application):
            response = super().open(*args, **kwargs)
        response.request.environ["wsgi.input"].close()  # the client keeps a large form in a file of its own
        if has_app_context():
            db.session.expire_all()  # the test looks at what is there now
        self._judge(response)
        return response

    def fragment(self, path: str, **kwargs: Any) -> TestResponse:
        """GET as htmx does."""
        return self.get(path, headers=HTMX, **kwargs)

    def send(self, path: str, data: dict[str, Any] | None = None, *, fragment: bool = False) -> TestResponse:
        """POST with a valid token."""
        fields = {name: value for name, value in (data or {}).items() if value is not None}
        return self.post(path, data={"csrf_token": self.token(), **fields}, headers=HTMX if fragment else None)

    def submit(self, where: str, to: str, *, fragment: bool = False, **typed: Any) -> TestResponse:
        """Fill in the form to the address `to` that stands on the page `where`, and send it."""
        page = judge.Page(self.get(where).text)
        values: dict[str, Any] = judge.form_values(page, to.split("?", maxsplit=1)[0]) | typed
        return self.post(to, data=values, headers=HTMX if fragment else None)

    def token(self) -> str:
        """A token that belongs to this visitor's session."""
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token").dumps(raw))

    def enter(self, user: User) -> None:
        """Be signed in as this person, without the form."""
        with self.session_transaction() as session:
            session.clear()
            session["_user_id"], session["_fresh"] = user.get_id(), True

    def _judge(self, response: TestResponse) -> None:
        if response.status_code == 500:
            assert self.may_crash, f"{response.request.path} crashed; the log above says why"
        if response.mimetype != "text/html" or 300 <= response.status_code < 400 or not response.text:
            return
        page = judge.Page(response.text, is_fragment=not response.text.lstrip().lower().startswith("<!doctype"))
        if page.is_fragment:
            assert "HX-Request" in response.request.headers, f"{response.request.path} is no whole page"
        found = judge.complaints(page, without=self.unjudged)
        assert not found, "\n".join([f"{response.request.path} ({response.status_code})", *found])


def _own_context(app: Flask) -> AbstractContextManager[Any]:
    """A test that holds an app context would otherwise share its session with every request."""
    return app.app_context()
