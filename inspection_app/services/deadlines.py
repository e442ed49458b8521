"""Deadlines: a round's terms in working days, the last days they make, and longer time for whoever needs it."""

from dataclasses import asdict
from datetime import date

from inspection_app.extensions import db
from inspection_app.models import Inspection, Round, User
from inspection_app.models.base import now
from inspection_app.queries import rounds as find
from inspection_app.queries import workdays
from inspection_app.rules import deadlines, workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.deadlines import RUNNING, Terms
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Due

from . import activity
from .holding import hold


def terms_of(round_: Round) -> Terms:
    """How long things take in this round."""
    return Terms(**{name: getattr(round_, name) for name in Terms.__dataclass_fields__})


def change_terms(round_: Round, terms: Terms, *, by: User) -> None:
    """Say how long things take; dates that follow a visit and still run follow this too, but for those set by hand."""
    hold(round_, "state")
    workflow.check_round_open(round_.state)
    for name, days in asdict(terms).items():
        setattr(round_, name, days)
    activity.note("round.terms_changed", round_, by=by)
    for inspection in find.planned_visits(round_):
        hold(inspection, "stage", "due_reasons")
        follow_visit(inspection)
        if db.session.is_modified(inspection):
            activity.note("inspection.dated", inspection, by=by, inspection=inspection)


def follow_visit(inspection: Inspection) -> None:
    """Work out anew what follows from the visit and still runs; what was set by hand stays."""
    if inspection.visit_from is None or inspection.visit_to is None:
        return
    visit = Visit(inspection.visit_from, inspection.visit_to)
    with db.session.no_autoflush:  # an early flush would hide the change from the log
        found = deadlines.of_visit(visit, terms_of(inspection.round), workdays.calendar())
    for due, day in found.items():
        if due not in inspection.due_reasons and inspection.stage in RUNNING[due]:
            setattr(inspection, due, day)


def begin_explanations(inspection: Inspection) -> None:
    """Give the agency its working days from today, whatever an earlier round was given."""
    with db.session.no_autoflush:
        calendar = workdays.calendar()
    inspection.explanation_due_on = calendar.after(local_day(now()), inspection.round.explanation_days)
    inspection.due_reasons = {due: why for due, why in inspection.due_reasons.items() if due != Due.EXPLANATION}


def extend(inspection: Inspection, due: Due, day: date, reason: str, *, by: User) -> None:
    """Set a later last day by hand; DomainError for an earlier one, a day off, or what does not run now."""
    hold(inspection.round, "state")
    workflow.check_round_open(inspection.round.state)
    hold(inspection, "stage", "due_reasons", due)
    if getattr(inspection, due) == day and inspection.due_reasons.get(due) == reason:
        return  # sent twice on a bad line
    if due is Due.SELF_ASSESSMENT and inspection.visit_from is not None and day >= inspection.visit_from:
        raise DomainError(Message("The self-assessment comes before the visit begins."), field="day")
    deadlines.check_extension(due, inspection.stage, (getattr(inspection, due), day), workdays.calendar())
    setattr(inspection, due, day)
    inspection.due_reasons = inspection.due_reasons | {due.value: reason}
    verb = "inspection.result_extended" if due is Due.RESULT else "inspection.extended"  # the agency is not told of it
    activity.note(verb, inspection, by=by, inspection=inspection, extra={"reason": reason})
