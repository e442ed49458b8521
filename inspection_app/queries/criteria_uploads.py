"""Reads of uploaded tables and of what was said of their columns."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import ColumnMapping, CriteriaUpload


def mapping_of(heading: str) -> ColumnMapping | None:
    """What was kept for a heading, by its SHA-256."""
    return db.session.scalar(select(ColumnMapping).where(ColumnMapping.heading == heading))


def older_than(moment: datetime) -> Sequence[CriteriaUpload]:
    """Uploads nobody came back to."""
    return db.session.scalars(select(CriteriaUpload).where(CriteriaUpload.uploaded_at < moment)).unique().all()
