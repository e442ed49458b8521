"""What happens to anything entered at an item: saved, refused beside its field, or set beside a colleague's change."""

from collections.abc import Callable
from typing import Any

from flask import Response

from inspection_app.forms import Form
from inspection_app.i18n import said, say
from inspection_app.models import Assessment
from inspection_app.queries import agencies
from inspection_app.rules import log_words
from inspection_app.rules.message import DomainError
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import see_other, wants_fragment

from .page import show_item

KINDS = {
    "score": "assessment",
    "own": "assessment",
    "findings": "finding",
    "recommendations": "recommendation",
    "explanations": "assessment",
}
# What else a save may change: another score makes the second one stale, an answer brings files.
BESIDE = {
    "score": ("second",),
    "explanations": ("score", "second"),
    "evidence": ("own_gap",),
    "requests": ("own_gap", "evidence"),
    "threads": ("requests",),
}


def enter(item: Assessment, part: str, form: Form, save: Callable[[], object], **own: Any) -> Response:
    """Save what the form says and show its part of the page; `own` are the forms that stay as they were typed."""
    if not form.validate():
        return show_item(item, part, status=422, **own)
    try:
        with transaction():
            save()
    except Clashed as error:
        return _clashed(item, part, form, error, **own)
    except DomainError as error:
        form.refuse(error)
        return show_item(item, part, status=422, **own)
    return saved(item, part)


def saved(item: Assessment, part: str) -> Response:
    """After a write: the part afresh, with the list's row and the sums; the whole page without script."""
    if wants_fragment():
        return show_item(item, part, *BESIDE.get(part, ()), "row", "bar", saved=part, oob=True)
    return see_other("inspections.item", item_id=item.id, saved=part)


def _clashed(item: Assessment, part: str, form: Form, error: Clashed, **own: Any) -> Response:
    """Show the colleague's words, keep what was typed, and let the writer decide: the next save is a knowing one."""
    form.refuse(error)
    form.revision.data, form.revision.raw_data = error.revision, None
    theirs = [(say(log_words.column(name)), _words(part, name, clash.theirs)) for name, clash in error.clashes.items()]
    return show_item(item, part, status=409, clashes=theirs, **own)


def _words(part: str, name: str, value: object) -> str:
    if name == "lead_agency_id":
        return next((agency.name for agency in agencies.in_order() if str(agency.id) == value), "–")
    return str(said(log_words.shown(KINDS[part], name, value)))
