"""Threads of the desk review: opened, answered, resolved, made into a request; and the page that lists them."""

from uuid import UUID

from flask import Response, abort, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Assessment, DeskThread, Inspection
from inspection_app.queries import desk_threads as find
from inspection_app.queries.criteria_sets import fields_of
from inspection_app.services import desk_threads, evidence_requests
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require

from . import page
from .entering import enter, saved
from .thread_panel import ThreadForm, reply_form
from .views import bp

PART = "threads"
MINE, ALL = "mine", "all"  # what the list may be changed to; else all unresolved ones


@bp.get("/inspections/<uuid:inspection_id>/threads")
@allow(policies.signed_in)
def threads_of(inspection_id: UUID) -> Response:
    """What the team has still to clear up, by field and person."""
    inspection = load(Inspection, inspection_id, see=policies.see_desk_review)
    only = request.args.get("only", "")
    author, field = request.args.get("author", ""), request.args.get("field", "")
    narrowed = find.Narrowed(only != ALL, current_user if only == MINE else None, _id(author), field)
    return render(
        "inspections/threads.html",
        inspection=inspection,
        threads=find.of_inspection(inspection, narrowed),
        chosen={"only": only if only in {MINE, ALL} else "", "author": author, "field": field},
        authors=find.authors_of(inspection),
        fields=fields_of(inspection.round.criteria_set_id),
    )


@bp.post("/items/<uuid:item_id>/threads")
@allow(policies.inspect)
def open_thread(item_id: UUID) -> Response:
    """Begin a thread at an item."""
    item = page.load_item(item_id)
    require(policies.serve(current_user, item.inspection))
    form = ThreadForm()

    def opened() -> None:
        desk_threads.open_thread(item, form.draft(), by=current_user)

    return enter(item, PART, form, opened, thread_form=form)


@bp.post("/threads/<uuid:thread_id>/replies")
@allow(policies.inspect)
def reply(thread_id: UUID) -> Response:
    """Answer in a thread."""
    thread = _thread(thread_id)
    form = reply_form(thread, posted=True)

    def replied() -> None:
        desk_threads.reply(thread, form.operation_id.data, form.text.data, by=current_user)

    return enter(thread.assessment, PART, form, replied, reply_forms={thread.id: form})


@bp.post("/threads/<uuid:thread_id>/resolve")
@allow(policies.inspect)
def resolve_thread(thread_id: UUID) -> Response:
    """Nothing is left to clear up."""
    thread = _thread(thread_id)
    with transaction():
        desk_threads.resolve(thread, by=current_user)
    return saved(thread.assessment, PART)


@bp.post("/threads/<uuid:thread_id>/reopen")
@allow(policies.inspect)
def reopen_thread(thread_id: UUID) -> Response:
    """Take a thread up again."""
    thread = _thread(thread_id)
    with transaction():
        desk_threads.reopen(thread, by=current_user)
    return saved(thread.assessment, PART)


@bp.post("/threads/<uuid:thread_id>/request")
@allow(policies.inspect)
def request_from_thread(thread_id: UUID) -> Response:
    """Make a thread about missing evidence into a request to the agency."""
    thread = _thread(thread_id)
    with transaction():
        evidence_requests.ask_from(thread, by=current_user)
    return saved(thread.assessment, PART)


def _thread(thread_id: UUID) -> DeskThread:
    thread = load(DeskThread, thread_id, see=policies.see_thread)
    item: Assessment = thread.assessment
    require(policies.serve(current_user, item.inspection))
    return thread


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404)
