"""What a person is told in the app: the list, and opening what it leads to."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import Notification
from inspection_app.queries import notifications as find
from inspection_app.rules.clock import local_day
from inspection_app.rules.labels import label
from inspection_app.rules.terms import NoticeKind
from inspection_app.services import notifications
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

bp = Blueprint("notifications", __name__)
UNREAD = "unread"


@bp.get("/notifications/")
@allow(policies.signed_in)
def index() -> Response:
    """A person's own, the newest first: all, those not opened, or those of one kind."""
    chosen = request.args.get("only", "")
    found = find.latest_of(current_user, _wanted(chosen))
    days = [(day, list(each)) for day, each in groupby(found, _day)]
    return render(
        "notifications/index.html",
        days=days,
        chosen=chosen,
        filters=list(_filters()),
        is_full=len(found) == find.LATEST,
    )


@bp.post("/notifications/<uuid:notification_id>/open")
@allow(policies.signed_in)
def open_one(notification_id: UUID) -> Response:
    """Mark it as read and go where it leads."""
    notification = load(Notification, notification_id, see=policies.see_notification)
    with transaction():
        notifications.read(notification)
    return see_other(notification.endpoint, **notification.arguments)


@bp.post("/notifications/read")
@allow(policies.signed_in)
def read_all() -> Response:
    """Mark all as read."""
    with transaction():
        notifications.read_all(current_user)
    return see_other("notifications.index")


def _wanted(chosen: str) -> find.Wanted:
    """A word of no list shows everything."""
    kind = NoticeKind(chosen) if chosen in list(NoticeKind) else None
    return find.Wanted(unread=chosen == UNREAD, kind=kind)


def _filters() -> Iterator[tuple[str, str]]:
    yield "", _("All")
    yield UNREAD, _("Unread")
    yield from ((kind.value, say(label(kind))) for kind in NoticeKind)


def _day(notification: Notification) -> date:
    return local_day(notification.created_at)
