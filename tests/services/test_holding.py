"""What the state of the round forbids, asked when it is written; and that nobody writes in between on PostgreSQL."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from inspection_app.extensions import db
from inspection_app.models import Activity, Explanation, Finding, Inspection, Minutes, Recommendation, User
from inspection_app.rules.message import DomainError
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import RoundState, Side, Stage, Verdict
from inspection_app.services import (
    assessments,
    evidence,
    explanations,
    findings,
    inspections,
    meetings,
    recommendations,
    rounds,
    self_assessments,
)
from inspection_app.transaction import transaction
from tests import factories as make
from tests.meetings import make_minutes, make_signoff, meeting_draft
from tests.self_factories import make_approved

CLOSED = "This round is closed"


@pytest.fixture
def case(app: Flask) -> Inspection:
    """An inspection at the explanation stage with one of everything."""
    inspection = make.make_inspection()
    make.make_finding(make.item(inspection))
    make.make_recommendation(make.item(inspection))
    make_minutes(inspection)
    make.to_stage(inspection, Stage.EXPLANATION)
    make.make_explanation(make.item(inspection))
    return inspection


def writes(case: Inspection) -> dict[str, Callable[[], Any]]:
    """Everything that can be written into an inspection."""
    lead, item = make.lead_of(case), make.item(case)
    officer = make.make_officer(case.agency)
    finding, recommendation = db.session.query(Finding).one(), db.session.query(Recommendation).one()
    explanation = db.session.query(Explanation).one()
    minutes = db.session.query(Minutes).one()
    assert case.team is not None
    team, visit = case.team, Visit(make.START, make.START)
    return {
        "score": lambda: assessments.record(item, make.score_draft(item, "85"), by=lead),
        "self score": lambda: assessments.self_score(
            item, assessments.SelfScoreDraft(Decimal(85), None, ""), by=officer
        ),
        "finding": lambda: findings.record(item, make.finding_draft(), by=lead),
        "finding taken back": lambda: findings.withdraw(finding, by=lead),
        "recommendation": lambda: recommendations.record(item, make.recommendation_draft(item), by=lead),
        "recommendation taken back": lambda: recommendations.withdraw(recommendation, by=lead),
        "evidence": lambda: evidence.add(item, "a.txt", b"Bien ban", Side.TEAM, by=lead),
        "evidence of the agency": lambda: evidence.add(item, "a.txt", b"Bien ban", Side.AGENCY, by=officer),
        "explanation": lambda: explanations.give(item, "Đã có", by=officer),
        "verdict": lambda: explanations.judge(explanation, explanations.Ruling(Verdict.ACCEPTED, "Có"), by=lead),
        "meeting": lambda: meetings.write(case, meeting_draft(case, revision=1), by=lead),
        "minutes fixed": lambda: meetings.freeze(minutes.meeting, by=lead),
        "sign-off": lambda: make_signoff(minutes.meeting.versions[-1]),
        "stage": lambda: inspections.move(case, Stage.CONCLUDED, by=lead),
        "duty": lambda: rounds.assign(case, {item: lead}, by=None),
        "visit": lambda: rounds.put_on(case, team, visit, by=None),
    }


def test_nothing_is_written_into_a_closed_round(case: Inspection) -> None:
    make.close_round(case.round)
    lines = db.session.query(Activity).count()
    for name, write in writes(case).items():
        with pytest.raises(DomainError, match=CLOSED), transaction():
            write()
        assert db.session.query(Activity).count() == lines, name


def test_all_of_it_but_the_self_score_is_written_while_the_round_is_open(case: Inspection) -> None:
    for name, write in writes(case).items():
        if name not in {"self score", "stage"}:
            with transaction():
                write()


def test_an_inspection_goes_on_in_an_approved_round_only(app: Flask) -> None:
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency), state=RoundState.DRAFT)
    inspection = make.make_inspection(Stage.PLANNED, agency=agency, round_=round_)
    with pytest.raises(DomainError, match="still a draft"), transaction():
        inspections.move(inspection, Stage.FIELDWORK, by=make.lead_of(inspection))
    assert {inspection.stage} == {Stage.PLANNED}
    with transaction():
        rounds.move(round_, RoundState.APPROVED, by=make.make_coordinator())
        inspections.move(inspection, Stage.FIELDWORK, by=make.lead_of(inspection))
    assert {inspection.stage} == {Stage.FIELDWORK}


# --- two at once, which only PostgreSQL has ---


@pytest.fixture
def live(new_app: Callable[[str], Flask]) -> Iterator[Flask]:
    """The app on a PostgreSQL of its own, where what is committed is seen by others."""
    from flask_migrate import upgrade

    app = new_app("postgresql")
    with app.app_context():
        upgrade()
        yield app


def aside(app: Flask, write: Callable[[], Any], said: list[str]) -> Thread:
    """Somebody else who writes at the same time; `said` takes the refusal, or nothing."""

    def run() -> None:
        with app.app_context():
            db.session.execute(text("SET lock_timeout = '20s'"))
            try:
                with transaction():
                    write()
                said.append("saved")
            except DomainError as error:
                said.append(str(error))

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread


def score_again(inspection_id: Any) -> None:
    inspection = db.session.get_one(Inspection, inspection_id)
    item = make.item(inspection)
    assert inspection.stage is Stage.FIELDWORK, "read before the other one committed"
    assessments.record(item, make.score_draft(item, "85"), by=make.lead_of(inspection))


def test_a_score_cannot_land_in_the_instant_of_conclusion(live: Flask) -> None:
    inspection = make.make_inspection()
    lead, said = make.lead_of(inspection), list[str]()
    with transaction():
        inspections.move(inspection, Stage.EXPLANATION, by=lead)
        inspections.move(inspection, Stage.CONCLUDED, by=lead)
        other = aside(live, lambda: score_again(inspection.id), said)
        other.join(1)
        assert said == [], "it waits for the one who concludes"
    other.join(30)
    assert ["concluded" in each for each in said] == [True]
    db.session.expire_all()
    assert make.item(inspection).points is None


def test_whoever_concludes_waits_for_a_score_being_saved(live: Flask) -> None:
    inspection = make.make_inspection()
    lead, said = make.lead_of(inspection), list[str]()

    def show() -> None:
        found = db.session.get_one(Inspection, inspection.id)
        inspections.move(found, Stage.EXPLANATION, by=make.lead_of(found))

    with transaction():
        item = make.item(inspection)
        assessments.record(item, make.score_draft(item, "85"), by=lead)
        other = aside(live, show, said)
        other.join(1)
        assert said == []
    other.join(30)
    assert said == ["saved"]
    db.session.expire_all()
    assert make.item(inspection).published_points == Decimal(1)


def test_a_self_score_cannot_land_in_the_instant_of_handing_in(live: Flask) -> None:
    inspection = make_approved()
    officer, said = make.make_officer(inspection.agency), list[str]()

    def write() -> None:
        found = make.item(db.session.get_one(Inspection, inspection.id))
        assessments.self_score(found, assessments.SelfScoreDraft(Decimal(85)), by=db.session.get_one(User, officer.id))

    with transaction():
        self_assessments.hand_in(inspection, by=officer)
        other = aside(live, write, said)
        other.join(1)
        assert said == [], "it waits for the one who hands in"
    other.join(30)
    assert ["handed in" in each for each in said] == [True]
    db.session.expire_all()
    assert make.item(inspection).self_points == Decimal(2)
