"""A save made on an older revision is merged field by field; the same field changed twice is put before its writer."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import object_session

from inspection_app.queries import activity as find
from inspection_app.rules.merge import Clash, merge, undo
from inspection_app.rules.message import DomainError, Message

from .activity import plain


class Subject(Protocol):
    """A row that several people may change: Identified and Revised."""

    @property
    def id(self) -> UUID:
        """What the log knows it by."""

    @property
    def revision(self) -> int:
        """How often it was saved."""


class Clashed(DomainError):
    """Somebody else changed the same field meanwhile; `clashes` says what both wrote."""

    def __init__(self, clashes: Mapping[str, Clash[Any]], revision: int) -> None:
        super().__init__(Message("A colleague changed the same entry meanwhile. Compare, then save again."))
        self.clashes = clashes
        self.revision = revision


def write(subject: Subject, mine: Mapping[str, Any], *, revision: int) -> None:
    """Set these fields as somebody who read `revision` wants them; raises Clashed."""
    for name, value in wanted(subject, mine, revision=revision).items():
        setattr(subject, name, value)


def wanted(subject: Subject, mine: Mapping[str, Any], *, revision: int) -> dict[str, Any]:
    """What of these fields `write` would set; raises Clashed."""
    if object_session(subject) is None or revision == subject.revision:
        return dict(mine)
    return {name: mine[name] for name in _still_mine(subject, mine, revision)}


def _still_mine(subject: Subject, mine: Mapping[str, Any], revision: int) -> set[str]:
    """The fields where my value goes in: those the others left alone."""
    theirs = {name: plain(getattr(subject, name)) for name in mine}
    base = undo(theirs, find.changes_since(subject.id, revision))
    merged = merge(base, {name: plain(value) for name, value in mine.items()}, theirs)
    if merged.clashes:
        raise Clashed(merged.clashes, subject.revision)
    return {name for name in mine if merged.values[name] != theirs[name]}
