"""Scenarios: saved without changing anything, opened with the same figures, adopted once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection, Recommendation, Scenario, ScenarioStep
from inspection_app.queries import forecasts
from inspection_app.queries import scenarios as find
from inspection_app.queries.scenarios import ScenarioNow
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import RecommendationState, Stage
from inspection_app.rules.what_if import Supposed, what_if
from inspection_app.services import recommendations, scenarios
from inspection_app.services.scenarios import Adoption, Line, ScenarioDraft, fingerprint
from inspection_app.transaction import transaction
from tests import factories as make
from tests.scenario_cases import make_scenario

D = Decimal


@pytest.fixture
def inspection(app: Flask) -> Inspection:
    """1.1.1 has 1 of 2 points and 1.2 has 0 of 2."""
    inspection = make.make_inspection()
    make.make_score(make.item(inspection, "1.1.1"), "85")
    make.make_score(make.item(inspection, "1.2"), "0")
    return inspection


def now_of(scenario: Scenario) -> ScenarioNow:
    db.session.expire_all()
    return find.now(scenario, forecasts.of_round(scenario.round))


def then(scenario: Scenario) -> Decimal:
    found = forecasts.of_round(scenario.round)
    return what_if(found.leaves, found.remedies, now_of(scenario).supposed)


def adoption(scenario: Scenario, **other: object) -> Adoption:
    now = now_of(scenario)
    lines = {
        each.step.id: Line("Hoàn thành nốt", make.item(each.assessment.inspection).inspection.agency, date(2020, 12, 1))
        for each in now.lines
        if each.assessment
    }
    return replace(Adoption(uuid4(), fingerprint(now.lines), lines), **other)  # type: ignore[arg-type]


def test_saving_and_opening_gives_the_same_figures(inspection: Inspection) -> None:
    remedy = make.make_recommendation(make.item(inspection, "1.2"))
    found = forecasts.of_round(inspection.round)
    key = next(iter(found.recommendations))
    moved = {"1.1.1": D("1.3333333333"), "1.3": D("0.5")}
    looked_at = what_if(found.leaves, found.remedies, Supposed({key}, moved))
    moves = {make.item(inspection, code): str(points) for code, points in moved.items()}
    scenario = make_scenario(inspection.round, [remedy], moves)
    assert then(scenario) == looked_at == D("2.8333333333")


def test_saving_changes_no_score_and_no_recommendation(inspection: Inspection) -> None:
    remedy = make.make_recommendation(make.item(inspection, "1.2"))
    before = forecasts.of_round(inspection.round).scores.total
    make_scenario(inspection.round, [remedy], {make.item(inspection, "1.1.1"): "2"})
    db.session.expire_all()
    assert forecasts.of_round(inspection.round).scores.total == before
    assert db.session.query(Recommendation).count() == 1
    assert db.session.query(Activity).filter_by(verb="scenario.saved").count() == 1


def test_names_are_taken_once_and_nothing_supposed_is_refused(inspection: Inspection) -> None:
    item = make.item(inspection)
    make_scenario(inspection.round, moves={item: "2"}, name="A")
    for moves, name in (({item: "1"}, "A"), ({}, "B")):
        with pytest.raises(DomainError):
            make_scenario(inspection.round, moves=moves, name=name)
    assert db.session.query(Scenario).count() == 1


def test_a_change_replaces_the_steps_and_a_stale_one_is_refused(inspection: Inspection) -> None:
    item, author = make.item(inspection), make.make_coordinator()
    scenario = make_scenario(inspection.round, moves={item: "2"}, by=author, name="A")
    draft = ScenarioDraft("A", [], [scenarios.Move(item, D("1.5"), {"points": D("1.5")})], scenario.revision)
    with transaction():
        scenarios.change(scenario, draft, by=author)
    assert db.session.query(ScenarioStep).count() == 1
    assert now_of(scenario).supposed.moved == {"1.1.1": D("1.5")}
    with pytest.raises(DomainError), transaction():
        scenarios.change(scenario, draft, by=author)


def test_deleting_leaves_no_step(inspection: Inspection) -> None:
    scenario = make_scenario(inspection.round, moves={make.item(inspection): "2"})
    with transaction():
        scenarios.delete(scenario, by=make.make_coordinator())
    assert db.session.query(Scenario).count() == db.session.query(ScenarioStep).count() == 0


def test_what_has_changed_since_is_marked(inspection: Inspection) -> None:
    kept, withdrawn = (make.make_recommendation(make.item(inspection, "1.2")) for _ in range(2))
    moves = {make.item(inspection, "1.1.1"): "2", make.item(inspection, "1.3"): "1"}
    scenario = make_scenario(inspection.round, [kept, withdrawn], moves)
    assert now_of(scenario).stale == 0
    with transaction():
        recommendations.withdraw(withdrawn, by=make.lead_of(inspection))
    make.make_score(make.item(inspection, "1.1.1"), "100")
    now = now_of(scenario)
    assert {each.step.recommendation_id for each in now.ticked if each.stale} == {withdrawn.id}
    assert [each.step.criterion.code for each in now.moved if each.stale and each.step.criterion] == ["1.1.1"]
    assert len(now.supposed.ticked) == 1


def test_adopting_makes_a_recommendation_of_each_item_moved_up(inspection: Inspection) -> None:
    remedy = make.make_recommendation(make.item(inspection, "1.2"), recoverable=D(1))
    moves = {make.item(inspection, code): points for code, points in (("1.1.1", "1.5"), ("1.2", "1"), ("1.3", "2"))}
    scenario, by = make_scenario(inspection.round, [remedy], moves), make.make_coordinator()
    with transaction():
        assert scenarios.adopt(scenario, adoption(scenario), by=by) == 2
    made = {each.assessment.criterion.code: each for each in db.session.query(Recommendation) if each.id != remedy.id}
    assert {code: each.recoverable for code, each in made.items()} == {"1.1.1": D("0.5"), "1.3": D(2)}
    assert {each.state for each in made.values()} == {RecommendationState.PROPOSED}
    assert (scenario.adopted_by_id, scenario.adopted_at is not None) == (by.id, True)
    verbs = [line.verb for line in db.session.query(Activity)]
    assert (verbs.count("recommendation.recorded"), verbs.count("scenario.adopted")) == (3, 1)


def test_adopting_twice_changes_nothing(inspection: Inspection) -> None:
    scenario, by = make_scenario(inspection.round, moves={make.item(inspection): "2"}), make.make_coordinator()
    told = adoption(scenario)
    with transaction():
        scenarios.adopt(scenario, told, by=by)
    moment = scenario.adopted_at
    with transaction():
        assert scenarios.adopt(scenario, told, by=by) == 0
    with pytest.raises(DomainError), transaction():
        scenarios.adopt(scenario, replace(told, operation_id=uuid4()), by=by)
    for refused in (scenarios.delete,):
        with pytest.raises(DomainError), transaction():
            refused(scenario, by=by)
    assert db.session.query(Recommendation).count() == 1
    assert scenario.adopted_at == moment


def test_all_lines_are_made_or_none(inspection: Inspection) -> None:
    moves = {make.item(inspection, "1.1.1"): "2", make.item(inspection, "1.2"): "2"}
    scenario = make_scenario(inspection.round, moves=moves)
    told = adoption(scenario)
    last = now_of(scenario).lines[-1].step.id
    early = {**told.lines, last: replace(told.lines[last], deadline=date(2001, 1, 1))}
    with pytest.raises(DomainError) as refused, transaction():
        scenarios.adopt(scenario, replace(told, lines=early), by=make.make_coordinator())
    assert refused.value.field == f"deadline_{last.hex}"
    db.session.expire_all()
    assert db.session.query(Recommendation).count() == 0
    assert scenario.adopted_at is None


def test_lines_that_changed_are_looked_at_again(inspection: Inspection) -> None:
    scenario = make_scenario(inspection.round, moves={make.item(inspection): "2"})
    told = adoption(scenario)
    make.make_score(make.item(inspection), points="1.5", reason="Bổ sung tài liệu")
    with pytest.raises(DomainError), transaction():
        scenarios.adopt(scenario, told, by=make.make_coordinator())
    assert db.session.query(Recommendation).count() == 0


def test_a_concluded_inspection_takes_no_line(inspection: Inspection) -> None:
    scenario = make_scenario(inspection.round, moves={make.item(inspection): "2"})
    make.to_stage(inspection, Stage.CONCLUDED)
    now = now_of(scenario)
    assert not now.lines
    assert now.moved[0].refusal is not None
    with transaction():
        assert scenarios.adopt(scenario, adoption(scenario), by=make.make_coordinator()) == 0


def test_a_closed_round_keeps_its_scenarios_as_they_are(inspection: Inspection) -> None:
    scenario, by = make_scenario(inspection.round, moves={make.item(inspection): "2"}), make.make_coordinator()
    make.close_round(inspection.round)
    told = adoption(scenario)
    for act in (lambda: scenarios.adopt(scenario, told, by=by), lambda: scenarios.delete(scenario, by=by)):
        with pytest.raises(DomainError), transaction():
            act()
