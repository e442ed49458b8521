"""Calendars as files, and the feed a person's own calendar program follows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, make_response, session
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.routing import BaseConverter

from inspection_app import policies
from inspection_app.access import allow, everybody
from inspection_app.documents import calendar_file
from inspection_app.models import Round
from inspection_app.models.base import now
from inspection_app.queries import users
from inspection_app.rules.case_calendar import Case
from inspection_app.services import calendar_links
from inspection_app.transaction import transaction
from inspection_app.web import load, see_other

from . import agenda
from .views import bp

MINE = "Lịch kiểm tra của tôi"


class FeedConverter(BaseConverter):
    """The secret of a feed, as `token_urlsafe(32)` makes it; the file's ending belongs to the address."""

    regex = r"[A-Za-z0-9_-]{43}\.ics"

    def to_python(self, value: str) -> str:
        """Without the ending."""
        return value.removesuffix(".ics")

    def to_url(self, value: Any) -> str:
        """With it."""
        return f"{value}.ics"


def _know_feeds(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["feed"] = FeedConverter


bp.record(_know_feeds)


@bp.get("/calendar/mine.ics")
@allow(policies.signed_in)
def mine_file() -> Response:
    """My calendar, as it stands now."""
    return _file(MINE, agenda.of_person(current_user), "lich-kiem-tra.ics")


@bp.get("/rounds/<uuid:round_id>/calendar.ics")
@allow(policies.signed_in)
def round_file(round_id: UUID) -> Response:
    """A round's calendar, as it stands now."""
    round_ = load(Round, round_id, see=lambda _user, _round: True)  # whose cases it shows is asked below
    cases = agenda.of_round(round_)
    return _file(f"Lịch kiểm tra theo Kế hoạch {round_.number}", cases, "lich-kiem-tra-dot.ics")


@bp.get("/calendar/<feed:token>")
@everybody
def feed(token: str) -> Response:
    """A person's own calendar, for whoever holds the secret; 404 for any other, and once the account is closed."""
    user = users.by_calendar_token(calendar_links.hash_of(token))
    if user is None:
        abort(404)
    return _file(MINE, agenda.of_person(user), "lich-kiem-tra.ics")


@bp.post("/calendar/link")
@allow(policies.signed_in)
def make_link() -> Response:
    """A new secret address; it is shown once, on the page that follows."""
    with transaction():
        session["calendar_link"] = calendar_links.make(current_user)
    flash(_("The link was made. A link made before opens nothing any more."), "success")
    return see_other("auth.account")


@bp.post("/calendar/link/end")
@allow(policies.signed_in)
def end_link() -> Response:
    """Close the feed."""
    with transaction():
        calendar_links.end(current_user)
    flash(_("The link opens nothing any more."), "success")
    return see_other("auth.account")


def _file(title: str, cases: Sequence[Case], name: str) -> Response:
    response = make_response(calendar_file.write(title, cases, at=now()))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
