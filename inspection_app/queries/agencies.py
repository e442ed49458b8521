"""Reads of agencies."""

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Agency
from inspection_app.rules.vietnamese import sort_key


def by_code(code: str) -> Agency | None:
    """The agency of this code (SNV)."""
    return db.session.scalar(select(Agency).where(Agency.code == code))


def in_order() -> list[Agency]:
    """Every agency, in Vietnamese order."""
    return sorted(db.session.scalars(select(Agency)), key=lambda agency: sort_key(agency.name))
