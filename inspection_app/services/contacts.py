"""Contacts: kept by whoever coordinates or looks after people."""

import re
from dataclasses import dataclass

from inspection_app.extensions import db
from inspection_app.models import Agency, Contact, User
from inspection_app.rules.message import DomainError, Message

from . import activity

PHONE = re.compile(r"\+?[0-9][0-9 .()-]{2,24}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class ContactDraft:
    """What was entered; an agency, or the name of another body."""

    agency: Agency | None
    body: str
    office: str
    purpose: str
    phone: str
    email: str
    hours: str
    is_public: bool


def add(draft: ContactDraft, *, by: User | None) -> Contact:
    """Enter a contact; raises DomainError with the field to mend."""
    contact = Contact()
    _fill(contact, draft)
    activity.note("contact.added", contact, by=by)
    return contact


def change(contact: Contact, draft: ContactDraft, *, by: User) -> None:
    """Change a contact; raises DomainError with the field to mend."""
    _fill(contact, draft)
    activity.note("contact.changed", contact, by=by)


def remove(contact: Contact, *, by: User) -> None:
    """Take a contact out of the directory; the log keeps that it was there."""
    activity.note("contact.removed", contact, by=by, extra={"name": f"{contact.owner}, {contact.office}"})
    db.session.delete(contact)


def _fill(contact: Contact, draft: ContactDraft) -> None:
    _check(draft)
    contact.agency, contact.body = draft.agency, "" if draft.agency else draft.body
    contact.office, contact.purpose, contact.hours = draft.office, draft.purpose, draft.hours
    contact.phone, contact.email, contact.is_public = draft.phone, draft.email, draft.is_public


def _check(draft: ContactDraft) -> None:
    if draft.agency is None and not draft.body:
        raise DomainError(Message("Choose the agency, or name the body."), field="body")
    if not draft.phone and not draft.email:
        raise DomainError(Message("Give a telephone number or an e-mail address."), field="phone")
    if draft.phone and not PHONE.fullmatch(draft.phone):
        raise DomainError(Message("A telephone number has digits, spaces, dots and brackets only."), field="phone")
    if draft.email and not EMAIL.fullmatch(draft.email):
        raise DomainError(Message("This is not an e-mail address, for instance office@example.gov.vn."), field="email")
