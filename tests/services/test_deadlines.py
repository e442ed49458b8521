"""Dates of a case: worked out from the visit, kept where set by hand, longer by the lead or the coordinator."""

from datetime import date

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection
from inspection_app.models.base import now
from inspection_app.queries import workdays
from inspection_app.rules.clock import local_day
from inspection_app.rules.deadlines import Terms
from inspection_app.rules.message import DomainError
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Due, RoundState, Stage
from inspection_app.services import deadlines, office_days, rounds
from inspection_app.transaction import transaction
from tests.factories import close_round, lead_of, make_coordinator, make_inspection, make_round

pytestmark = pytest.mark.usefixtures("app")
THURSDAY, NEXT = date(2020, 11, 12), date(2020, 11, 19)


def plan(inspection: Inspection, day: date) -> None:
    assert inspection.team is not None
    with transaction():
        rounds.put_on(inspection, inspection.team, Visit(day, day), by=None)


def extend(inspection: Inspection, due: Due, day: date, reason: str = "Bão số 13") -> None:
    with transaction():
        deadlines.extend(inspection, due, day, reason, by=lead_of(inspection))


def verbs(inspection: Inspection) -> list[str]:
    return [line.verb for line in db.session.query(Activity).filter_by(inspection_id=inspection.id)]


def test_dates_follow_the_visit() -> None:
    inspection = make_inspection(Stage.PLANNED)
    plan(inspection, THURSDAY)
    assert (inspection.self_due_on, inspection.result_due_on) == (date(2020, 11, 9), date(2020, 11, 26))
    plan(inspection, NEXT)
    assert (inspection.self_due_on, inspection.result_due_on) == (date(2020, 11, 16), date(2020, 12, 3))


def test_a_date_set_by_hand_stays_and_the_others_follow() -> None:
    inspection = make_inspection(Stage.PLANNED)
    plan(inspection, THURSDAY)
    extend(inspection, Due.SELF_ASSESSMENT, date(2020, 11, 11))
    plan(inspection, NEXT)
    assert (inspection.self_due_on, inspection.result_due_on) == (date(2020, 11, 11), date(2020, 12, 3))
    assert inspection.due_reasons == {"self_due_on": "Bão số 13"}


def test_a_self_assessment_that_is_over_keeps_its_date() -> None:
    inspection = make_inspection(Stage.FIELDWORK)
    before = inspection.self_due_on
    plan(inspection, NEXT)
    assert inspection.self_due_on == before


def test_the_offices_own_days_count() -> None:
    coordinator = make_coordinator()
    with transaction():
        office_days.correct(date(2020, 11, 10), "Nghỉ bù", worked=False, by=coordinator)
        office_days.correct(date(2020, 11, 8), "Làm bù", worked=True, by=coordinator)
    inspection = make_inspection(Stage.PLANNED)
    plan(inspection, THURSDAY)
    assert inspection.self_due_on == date(2020, 11, 8)


def test_explaining_begins_when_results_are_shown() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    assert inspection.explanation_due_on == workdays.calendar().after(local_day(now()), 5)
    assert make_inspection(Stage.FIELDWORK).explanation_due_on is None


def test_an_extension_is_told_with_its_reason_and_once() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    assert inspection.explanation_due_on is not None
    later = workdays.calendar().after(inspection.explanation_due_on, 3)
    for _twice in range(2):
        extend(inspection, Due.EXPLANATION, later)
    assert (inspection.explanation_due_on, verbs(inspection).count("inspection.extended")) == (later, 1)


def test_a_self_assessment_ends_before_the_visit() -> None:
    inspection = make_inspection(Stage.PLANNED)
    plan(inspection, THURSDAY)
    with pytest.raises(DomainError, match="before the visit"):
        extend(inspection, Due.SELF_ASSESSMENT, THURSDAY)


def test_nothing_is_extended_in_a_closed_round() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    close_round(inspection.round)
    with pytest.raises(DomainError, match="closed"):
        extend(inspection, Due.RESULT, date(2030, 1, 4))


def test_other_terms_move_what_follows_the_visit_but_not_what_was_set_by_hand() -> None:
    inspection, coordinator = make_inspection(Stage.PLANNED), make_coordinator()
    plan(inspection, THURSDAY)
    extend(inspection, Due.RESULT, date(2020, 12, 1))
    with transaction():
        deadlines.change_terms(inspection.round, Terms(8, 5, 7, 2, 3, 15), by=coordinator)
    assert (inspection.self_due_on, inspection.result_due_on) == (date(2020, 11, 5), date(2020, 12, 1))
    assert (inspection.round.explanation_days, inspection.round.explanation_rounds) == (7, 2)
    assert verbs(inspection).count("inspection.dated") == 1


def test_terms_of_a_closed_round_stay() -> None:
    round_ = make_round(state=RoundState.CLOSED)
    with pytest.raises(DomainError, match="closed"), transaction():
        deadlines.change_terms(round_, Terms(8, 5, 7, 2, 3, 15), by=make_coordinator())


@pytest.mark.parametrize(
    ("day", "worked"), [(date(2020, 11, 9), True), (date(2020, 11, 7), False), (date(2020, 9, 2), False)]
)
def test_a_correction_says_something(day: date, *, worked: bool) -> None:
    with pytest.raises(DomainError, match="anyway"), transaction():
        office_days.correct(day, "Thừa", worked=worked, by=make_coordinator())


def test_a_correction_wins_until_it_is_taken_back() -> None:
    coordinator, day = make_coordinator(), date(2020, 9, 2)
    with transaction():
        row = office_days.correct(day, "Làm bù", worked=True, by=coordinator)
    assert workdays.calendar().is_workday(day)
    assert list(workdays.corrections(2020)) == [row]
    assert list(workdays.corrections(2021)) == []
    with transaction():
        office_days.forget(row, by=coordinator)
    assert not workdays.calendar().is_workday(day)
