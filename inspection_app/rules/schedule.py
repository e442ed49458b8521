"""Visits on the calendar; both ends of a visit count as days of it."""

from dataclasses import dataclass
from datetime import date

from inspection_app.rules.message import DomainError, Message


@dataclass(frozen=True)
class Visit:
    """The days a team is at one agency; DomainError where it ends before it begins."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise DomainError(Message("The visit ends before it begins."), field="end")


def overlap(one: Visit, other: Visit) -> bool:
    """Do two visits share a day? Nobody is at two agencies on it."""
    return one.start <= other.end and other.start <= one.end


def inside(visit: Visit, start: date, end: date) -> bool:
    """Does the whole visit lie within these dates, both included?"""
    return start <= visit.start and visit.end <= end
