"""Explanations: where an answer is expected, what the agency sees of a verdict, and what a verdict may do to points."""

from datetime import datetime
from decimal import Decimal

from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import points


def expected(self_points: Decimal | None, shown_points: Decimal | None, shortcomings: int) -> bool:
    """Whether the agency is asked: it was shown a shortcoming, or fewer points than it gave itself."""
    lost = self_points is not None and shown_points is not None and shown_points < self_points
    return lost or shortcomings > 0


def verdict_shown(judged_at: datetime | None, published_at: datetime | None) -> bool:
    """Whether the agency was shown results since the verdict: until then the verdict is the team's own."""
    return judged_at is not None and published_at is not None and judged_at <= published_at


def check_restored(before: Decimal | None, after: Decimal | None) -> None:
    """DomainError where an accepted explanation would cost points."""
    if before is not None and (after is None or after < before):
        raise DomainError(
            Message("An accepted explanation does not lower the points: they were %(before)s.", before=points(before))
        )
