"""The activity log: what, by whom, old to new, hashed line to line, in the same transaction as the change."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from inspection_app.extensions import db
from inspection_app.models import Activity, Base, Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import activity as find
from inspection_app.rules.message import DomainError, Message

from . import notifications

UNLOGGED = frozenset({"revision", "password_hash", "snapshot", "created_at", "recorded_at", "id"}) | {
    "due_reasons",
    "calendar_token_hash",
}


def note(
    verb: str,
    subject: Base,
    *,
    by: User | None,
    inspection: Inspection | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Activity:
    """Save the subject and say what changed on it; `extra` adds what its columns do not show."""
    changes = changes_of(subject) | {name: [None, plain(value)] for name, value in (extra or {}).items()}
    db.session.add(subject)
    db.session.flush()  # the subject's new revision belongs in the line
    line = Activity(
        at=now(),
        actor_id=by.id if by else None,
        verb=verb,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,  # type: ignore[attr-defined] # every subject is Identified
        revision=getattr(subject, "revision", None),
        inspection_id=inspection.id if inspection else None,
        changes=changes,
        previous_hash=find.last_hash(),
    )
    line.hash = hash_of(line)
    db.session.add(line)
    db.session.flush()  # so that the next line of this transaction sees this one
    notifications.tell(line, subject, inspection)
    return line


def changes_of(subject: Base) -> dict[str, Any]:
    """Each changed column with its old and new value, as plain JSON."""
    state = inspect(subject)
    changes: dict[str, Any] = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key in UNLOGGED or not history.has_changes():
            continue
        old = plain(history.deleted[0]) if history.deleted else None
        new = plain(history.added[0]) if history.added else None
        if old != new:
            changes[column.key] = [old, new]
    return changes | _changed_lists(state)


def _changed_lists(state: InstanceState[Any]) -> dict[str, Any]:
    """The same of the lists that are no columns: co-operating agencies."""
    changes: dict[str, Any] = {}
    for each in state.mapper.relationships:
        history = state.attrs[each.key].history
        if each.secondary is not None and history.has_changes():
            kept = [*history.unchanged]
            changes[each.key] = [plain([*kept, *history.deleted]), plain([*kept, *history.added])]
    return changes


def plain(value: Any) -> Any:
    """A value as the log keeps it: text, whole number, truth or nothing; of rows their ids, in no order."""
    if isinstance(value, list) and all(isinstance(each, Base) for each in value):
        return sorted(str(each.id) for each in value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def hash_of(line: Activity) -> str:
    """SHA-256 over the line before and everything this one says."""
    said = [
        line.previous_hash,
        line.at.isoformat(),
        plain(line.actor_id),
        line.verb,
        line.subject_kind,
        plain(line.subject_id),
        line.revision,
        plain(line.inspection_id),
        line.changes,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def verify(lines: Iterable[Activity]) -> int:
    """How many lines there are; raises DomainError at the first that does not follow from the one before."""
    previous, count = find.FIRST, 0
    try:
        for line in lines:
            if line.previous_hash != previous or line.hash != hash_of(line):
                raise DomainError(Message("The activity log was tampered with at line %(line)s.", line=line.id))
            previous, count = line.hash, count + 1
    except ValueError as error:  # no JSON, no date, no id any more
        raise DomainError(Message("The activity log was tampered with: a line cannot be read.")) from error
    return count
