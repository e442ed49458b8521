"""Last days of a case, counted in working days from its visit or from what the agency was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspection_app.rules.labels import label
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import date_text
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Due, Stage
from inspection_app.rules.workdays import WorkCalendar

# While a date of this kind still means something to somebody.
RUNNING: Mapping[Due, frozenset[Stage]] = {
    Due.SELF_ASSESSMENT: frozenset({Stage.PLANNED, Stage.SELF_ASSESSMENT}),
    Due.EXPLANATION: frozenset({Stage.EXPLANATION}),
    Due.RESULT: frozenset(Stage) - {Stage.CLOSED},
}

LONG = 90  # calendar days; beyond that nobody counts


@dataclass(frozen=True)
class Terms:
    """How long things take in a round, in working days; habit, not law, so each round may say otherwise."""

    notice_days: int
    self_assessment_days: int
    explanation_days: int
    explanation_rounds: int
    result_days: int
    remedy_days: int

    def __post_init__(self) -> None:
        """DomainError where the agency would have to answer before it is told."""
        if self.self_assessment_days >= self.notice_days:
            sentence = Message("The self-assessment would be due before the notice goes out. Allow more days between.")
            raise DomainError(sentence, field="self_assessment_days")


def of_visit(visit: Visit, terms: Terms, calendar: WorkCalendar) -> dict[Due, date]:
    """The last days that follow from the visit."""
    return {
        Due.SELF_ASSESSMENT: calendar.after(visit.start, -terms.self_assessment_days),
        Due.RESULT: calendar.after(visit.end, terms.result_days),
    }


def notice_by(start: date, days: int, calendar: WorkCalendar) -> date:
    """The last day on which the notice goes out for a visit that begins on `start`."""
    return calendar.after(start, -days)


def check_extension(due: Due, stage: Stage, days: tuple[date | None, date], calendar: WorkCalendar) -> None:
    """DomainError unless the last day moves from the first to a later working day, while it still runs."""
    old, new = days
    if old is None or stage not in RUNNING[due]:
        raise DomainError(Message("«%(due)s» is not running now; there is nothing to extend.", due=label(due)))
    if new <= old:
        sentence = Message("Choose a day after %(day)s, the last day now.", day=date_text(old))
        raise DomainError(sentence, field="day")
    if not calendar.is_workday(new):
        raise DomainError(Message("%(day)s is not a working day.", day=date_text(new)), field="day")


def left(due_on: date, today: date, calendar: WorkCalendar) -> Message:
    """How many working days are left, or since when the day is over."""
    if due_on == today:
        return Message("due today")
    if (today - due_on).days > LONG:
        return Message("long overdue")
    if due_on < today:
        return Message("overdue by %(count)s working days", count=calendar.between(due_on, today))
    return Message("%(count)s working days left", count=calendar.between(today, due_on))


def check_in_time(due_on: date | None, today: date, lead: str) -> None:
    """DomainError once the last day of explaining is over, with who can extend it."""
    if due_on is not None and today > due_on:
        sentence = Message(
            "The time to explain ended on %(day)s. The team lead (%(lead)s) or the coordinator can extend it.",
            day=date_text(due_on),
            lead=lead,
        )
        raise DomainError(sentence)
