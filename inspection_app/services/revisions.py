"""A save made on an older revision is merged field by field; the same field changed twice is put before its writer."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import object_session

from inspection_app.models import Assessment, Finding, Meeting, Paper, Recommendation, ReportSection
from inspection_app.queries import activity as find
from inspection_app.rules.merge import Clash, merge, undo
from inspection_app.rules.message import DomainError, Message

from .activity import plain

Subject = Assessment | Finding | Meeting | Paper | Recommendation | ReportSection


class Clashed(DomainError):
    """Somebody else changed the same field meanwhile; `clashes` says what both wrote."""

    def __init__(self, clashes: Mapping[str, Clash[Any]], revision: int) -> None:
        super().__init__(Message("A colleague changed the same entry meanwhile. Compare, then save again."))
        self.clashes = clashes
        self.revision = revision


def write(subject: Subject, mine: Mapping[str, Any], *, revision: int) -> None:
    """Set these fields as somebody who read `revision` wants them; raises Clashed."""
    wanted = set(mine)
    if object_session(subject) is not None and revision != subject.revision:
        wanted = _still_mine(subject, mine, revision)
    for name in wanted:
        setattr(subject, name, mine[name])


def _still_mine(subject: Subject, mine: Mapping[str, Any], revision: int) -> set[str]:
    """The fields where my value goes in: those the others left alone."""
    theirs = {name: plain(getattr(subject, name)) for name in mine}
    base = undo(theirs, find.changes_since(subject.id, revision))
    merged = merge(base, {name: plain(value) for name, value in mine.items()}, theirs)
    if merged.clashes:
        raise Clashed(merged.clashes, subject.revision)
    return {name for name in mine if merged.values[name] != theirs[name]}
