"""Deny by default: a view that does not say who may use it is used by nobody."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from .models import User

View = TypeVar("View", bound=Callable[..., Any])
Question = Callable[[User], bool]
STATIC = "static"


def everybody(view: View) -> View:
    """Open without signing in; such views are few."""
    view.access = "everybody"  # type: ignore[attr-defined] # a mark the guard reads
    return view


def allow(question: Question) -> Callable[[View], View]:
    """Open to those signed in of whom this policy is true."""

    def mark(view: View) -> View:
        view.access = question  # type: ignore[attr-defined] # a mark the guard reads
        return view

    return mark


def access_of(endpoint: str) -> object:
    """The mark of the view at this endpoint; None where it has none."""
    if endpoint == STATIC:
        return "everybody"
    return getattr(current_app.view_functions[endpoint], "access", None)


def guard() -> BaseResponse | None:
    """Stop whoever may not use the view that was asked for."""
    if request.endpoint is None:
        return None  # 404 or 405 follows
    question = access_of(request.endpoint)
    if question == "everybody":
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if not callable(question) or not question(current_user):
        abort(403)
    return None


def ask_to_sign_in() -> BaseResponse:
    """A page goes to sign-in and comes back; a fragment says so and leaves the typed text alone."""
    if request.headers.get("HX-Request"):
        return Response(_("Your session has ended. Sign in again in another tab, then press Save once more."), 401)
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    return make_response(redirect(url_for("auth.sign_in", next=here), 303))


def init_access(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(guard)
