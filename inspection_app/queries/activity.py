"""Reads of the activity log."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection

FIRST = "0" * 64  # what the first line is hashed with
CHAIN_LOCK = 142020  # any constant: PostgreSQL's key for «I am writing the next line»
LATEST = 200  # lines shown on a page


def last_hash() -> str:
    """The hash of the newest line; whoever asks writes the next one, and others wait."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    return db.session.scalar(select(Activity.hash).order_by(Activity.id.desc()).limit(1)) or FIRST


def of_inspection(inspection: Inspection) -> Sequence[Activity]:
    """The latest lines of one case, newest first."""
    query = select(Activity).where(Activity.inspection_id == inspection.id)
    return db.session.scalars(query.order_by(Activity.id.desc()).limit(LATEST)).all()


def changes_since(subject_id: UUID, revision: int) -> list[dict[str, Any]]:
    """What was changed on this row after that revision, newest first."""
    query = select(Activity.changes).where(Activity.subject_id == subject_id, Activity.revision > revision)
    return list(db.session.scalars(query.order_by(Activity.id.desc())))


def chain() -> Iterator[Activity]:
    """Every line, oldest first, a few at a time."""
    yield from db.session.scalars(select(Activity).order_by(Activity.id).execution_options(yield_per=500))
