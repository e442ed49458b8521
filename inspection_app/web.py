"""The few helpers every view is written with, and what every template knows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, abort, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from jinja2_fragments.flask import render_blocks
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload

from . import policies
from .extensions import db, htmx, login
from .models import Base, User, UserSession
from .queries import notifications
from .rules import numerals
from .services import user_sessions

Row = TypeVar("Row", bound=Base)

# The place of the menu they belong to.
WITHIN = dict.fromkeys(
    ("forecasts", "inspections", "minutes", "official", "papers", "published", "reports", "self_assessments"), "rounds"
)


@dataclass(frozen=True)
class Link:
    """A place in the main navigation."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Step:
    """What a person should do next: what, why, and where."""

    title: str
    text: str
    href: str
    label: str


def init_web(app: Flask) -> None:
    """Sessions, formats and navigation for every template."""
    login.user_loader(user_of_session)
    app.jinja_env.globals.update(can=policies, navigation=navigation, unread=unread)
    app.jinja_env.filters.update(
        points=numerals.points,
        percent=numerals.percent_text,
        plain=numerals.plain,
        signed=numerals.signed,
        size=numerals.size_text,
        day=lambda day: numerals.date_text(day) if day else "–",
    )


def user_of_session(session_id: str) -> User | None:
    """The person a session cookie speaks of; nobody once the sessions were ended or the account closed."""
    user_id, _dot, epoch = session_id.partition(".")
    try:
        user = db.session.get(User, UUID(user_id), options=[joinedload(User.role_rows)])  # every page asks for them
    except ValueError:
        return None
    if user is None or not user.is_active or str(user.session_epoch) != epoch:
        return None
    device = session_of_device()
    return user if device is None or user_sessions.is_open(device, user) else None


def session_of_device() -> UserSession | None:
    """What is remembered of this device's sign-in."""
    known = session.get("device")
    return db.session.get(UserSession, UUID(known)) if known else None


def unread() -> int:
    """How many notifications this person has not opened; a page that says what went wrong does without."""
    try:
        return notifications.unread_count(current_user)
    except SQLAlchemyError:
        return 0


def navigation() -> list[Link]:
    """Where this person may go."""
    places = [
        (_("Home"), "dashboard.home", policies.signed_in),
        (_("Rounds"), "rounds.index", policies.read_rounds),
        (_("Calendar"), "calendar.mine", policies.signed_in),
        (_("Criteria"), "criteria.index", policies.read_criteria),
        (_("Feedback"), "feedback.index", policies.read_feedback),
        (_("People"), "admin.people", policies.administer),
        (_("Agencies"), "agencies.index", policies.administer),
        (_("Settings"), "admin.settings", policies.administer),
    ]
    here = WITHIN.get(request.blueprint or "", request.blueprint)
    return [
        Link(label, url_for(endpoint), here == endpoint.split(".")[0] and (here != "admin" or _under(endpoint)))
        for label, endpoint, question in places
        if question(current_user)
    ]


def _under(endpoint: str) -> bool:
    return request.path.startswith(url_for(endpoint))


def load(model: type[Row], row_id: UUID, *, see: Callable[[User, Row], bool]) -> Row:
    """The row the address names; 404 if it is absent or not for this person's eyes."""
    row = db.session.get(model, row_id)
    if row is None or not see(current_user, row):
        abort(404)
    return row


def require(allowed: bool) -> None:
    """403 unless the policy said yes."""
    if not allowed:
        abort(403)


def wants_fragment() -> bool:
    """Whether htmx asks for a part; going back in history wants the whole page."""
    return bool(htmx) and not htmx.history_restore_request


def render(template: str, *blocks: str, status: int = 200, **context: object) -> Response:
    """The whole page, or only `blocks` of it when htmx asked for a part."""
    if blocks and wants_fragment():
        html = render_blocks(template, list(blocks), **context)
    else:
        html = render_template(template, **context)
    response = make_response(html, status)
    response.vary.add("HX-Request")
    return response


def see_other(endpoint: str, **values: object) -> Response:
    """After a write: go and look at it."""
    return make_response(redirect(url_for(endpoint, **values), 303))  # type: ignore[arg-type] # any value in a URL


def safe_next(fallback: str) -> str:
    """Where to go after signing in: an address of ours only."""
    target = request.args.get("next", "")
    parts = urlsplit(target)
    ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return target if ours and target.isprintable() else fallback
