"""Reads of contacts."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Contact
from inspection_app.rules.vietnamese import sort_key


def in_order() -> list[Contact]:
    """Every contact, by agency or body and then by office."""
    return _sorted(db.session.scalars(select(Contact)).all())


def public() -> list[Contact]:
    """Those shown to people who cannot sign in."""
    return _sorted(db.session.scalars(select(Contact).where(Contact.is_public.is_(True))).all())


def of_agency(agency_id: UUID) -> list[Contact]:
    """Whom to call at this agency."""
    return _sorted(db.session.scalars(select(Contact).where(Contact.agency_id == agency_id)).all())


def _sorted(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda each: (sort_key(each.owner), sort_key(each.office)))
