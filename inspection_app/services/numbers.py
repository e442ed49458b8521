"""Giving numbers to papers: each once, upwards, and none that was left out is given later."""

from inspection_app.queries import numbers as find
from inspection_app.queries.numbers import Series
from inspection_app.rules.message import DomainError, Message

MOST = 99_999


def take(series: Series, wanted: int | None = None) -> int:
    """The next number, or a higher one where the register outside has moved on; DomainError beside `number`."""
    last = find.last(series)
    if wanted is None:
        return last + 1
    if wanted <= last:
        raise DomainError(
            Message("Number %(number)s is taken or passed over: the last one is %(last)s.", number=wanted, last=last),
            field="number",
        )
    if wanted > MOST:
        raise DomainError(Message("At most %(most)s, please.", most=MOST), field="number")
    return wanted
