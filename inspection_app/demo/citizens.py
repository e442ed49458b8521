"""Contacts and citizens' feedback of the demo round; numbers and contents are made up."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from inspection_app.models import Agency, Inspection, User
from inspection_app.queries.inspections import assessments_of
from inspection_app.rules.terms import Channel, FeedbackState
from inspection_app.services import contacts, feedback


def load(told: Mapping[str, Any], agencies: Mapping[str, Agency], cases: list[Inspection], *, by: User) -> None:
    """Enter the directory and the register, and link what is to be looked at."""
    for entry in told["contacts"]:
        contacts.add(_contact(entry, agencies), by=by)
    inspections = {each.agency.code: each for each in cases}
    for entry in told["feedback"]:
        _register(entry, agencies, inspections, by=by)


def _contact(entry: Mapping[str, Any], agencies: Mapping[str, Agency]) -> contacts.ContactDraft:
    words = {name: entry.get(name, "") for name in ("body", "office", "purpose", "phone", "email", "hours")}
    return contacts.ContactDraft(
        agencies.get(entry.get("agency", "")), **words, is_public=entry.get("is_public", False)
    )


def _register(
    entry: Mapping[str, Any], agencies: Mapping[str, Agency], inspections: Mapping[str, Inspection], *, by: User
) -> None:
    draft = feedback.FeedbackDraft(
        entry["received_on"],
        Channel(entry["channel"]),
        agencies[entry["agency"]],
        entry.get("procedure", ""),
        entry["content"],
        entry.get("due_on"),
    )
    line = feedback.register(draft, uuid4(), uuid4(), by=by)
    state = FeedbackState(entry["state"])
    said = feedback.AnswerDraft(line.revision, state, entry.get("answer", ""), entry.get("answered_on"))
    feedback.answer(line, said, by=by)
    items = {each.criterion.code: each for each in assessments_of(inspections[entry["agency"]])}
    for code in entry.get("items", []):
        feedback.link(line, items[code], by=by)
