"""Working days: Monday to Friday, without Vietnam's public holidays, as the office's own list corrects them.

The list of public holidays is the `holidays` library's; days off in lieu and days worked in exchange are decided
anew each year, so an office enters them itself. Deadlines are habit, not law (docs/domain.md): a round may change them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

WEEKEND = 5  # date.weekday() of Saturday
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """The office's own corrections: further days off, and days worked although they would be free."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Is the office open on this day?"""
        if day in self.worked:
            return True
        return day.weekday() < WEEKEND and day not in self.off and day not in _public_holidays(day.year)

    def after(self, day: date, count: int) -> date:
        """The day so many working days later; before it where `count` is negative, and 0 is the day itself."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _each in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to and with `end`; negative where `end` lies before it."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_workday(start + ONE_DAY * each) for each in range(1, (end - start).days + 1))


def holiday_name(day: date) -> str:
    """What public holiday this is, in Vietnamese; empty for any other day."""
    return _public_holidays(day.year).get(day, "")


def holidays_of(year: int) -> dict[date, str]:
    """Every public holiday of a year, in order, with its Vietnamese name."""
    return dict(sorted(_public_holidays(year).items()))


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("VN", years=year, language="vi"))
