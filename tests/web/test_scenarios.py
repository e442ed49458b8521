"""The what-if of items and scenarios in the browser: typed, seen at once, saved, compared, adopted."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Inspection, Recommendation, Round, Scenario, User
from inspection_app.queries import forecasts, inspections
from inspection_app.rules.terms import Stage
from tests import factories as make
from tests.scenario_cases import make_scenario
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
Queries = Callable[[], Any]
MOST = 25  # statements of one page


@pytest.fixture
def inspection(app: Flask) -> Inspection:
    """1.1.1 has 1 of 2 points, by the ladder; 1.2 has 0 of 2."""
    inspection = make.make_inspection()
    make.make_score(make.item(inspection, "1.1.1"), "85")
    make.make_score(make.item(inspection, "1.2"), "0")
    return inspection


@pytest.fixture
def author(inspection: Inspection) -> User:
    return make.make_coordinator()


@pytest.fixture
def coordinator(sign_in: SignIn, author: User) -> Visitor:
    return sign_in(author)


def forecast(inspection: Inspection, asked: str) -> str:
    return f"/rounds/{inspection.round_id}/forecast?{asked}"


def listed(inspection: Inspection) -> str:
    return f"/rounds/{inspection.round_id}/scenarios"


# --- moving items ---


def test_a_value_moves_field_agency_and_total_without_script(coordinator: Visitor, inspection: Inspection) -> None:
    page = coordinator.get(forecast(inspection, "row=1.1.1&move=1.1.1&1.1.1.value=100")).text
    assert 'moved-to">2,00<' in page
    assert page.count("+1,00</td>") == 3  # field, total, agency
    assert "100% ≥ 100%" in page


def test_htmx_gets_the_figures_and_what_each_item_comes_to(coordinator: Visitor, inspection: Inspection) -> None:
    answer = coordinator.fragment(forecast(inspection, "row=1.1.1&move=1.1.1&1.1.1.points=0,5")).text
    assert 'moved-to">0,50<' in answer
    assert "−0,50</td>" in answer
    assert 'id="told-1-1-1"' in answer
    assert 'name="1.1.1.points"' not in answer  # nobody's box is swept away


def test_an_added_item_begins_where_it_stands(coordinator: Visitor, inspection: Inspection) -> None:
    answer = coordinator.fragment(forecast(inspection, "add=1.1.1"))
    assert 'name="1.1.1.value"' in answer.text
    assert 'value="85"' in answer.text
    assert 'moved-to">1,00<' in answer.text


def test_an_item_without_its_tick_stays_and_does_not_count(coordinator: Visitor, inspection: Inspection) -> None:
    page = coordinator.get(forecast(inspection, "row=1.1.1&1.1.1.value=100")).text
    assert 'moved-to">1,00<' in page
    assert 'name="1.1.1.value"' in page


@pytest.mark.parametrize("wrong", ["1.1.1.value=nhiều", "1.1.1.points=9", "1.1.1.value=100&1.1.1.points=1"])
def test_a_wrong_number_is_told_beside_it_and_kept(coordinator: Visitor, inspection: Inspection, wrong: str) -> None:
    for ask in (coordinator.get, coordinator.fragment):
        answer = ask(forecast(inspection, f"row=1.1.1&move=1.1.1&{wrong}"))
        assert answer.status_code == 422
        assert 'class="field-error"' in answer.text
        assert 'moved-to">1,00<' in answer.text
    assert 'value="nhiều"' in coordinator.get(forecast(inspection, "move=1.1.1&1.1.1.value=nhiều")).text


@pytest.mark.parametrize("other", ["2.2", "9.9", "1.1", "", "%00", "'"])
def test_only_items_that_teams_score_are_moved(coordinator: Visitor, inspection: Inspection, other: str) -> None:
    answer = coordinator.get(forecast(inspection, f"add={other}&{other}.points=1"))
    assert answer.status_code == 200
    assert 'name="move"' not in answer.text


def test_every_kind_of_rule_can_be_moved(coordinator: Visitor, app: Flask) -> None:
    for made in (make.make_inspection(), make.make_other_inspection(), make.make_formula_inspection()):
        codes = [code for code, item in make.items_of(made).items() if item.criterion.assessed_by == "documents"]
        asked = "&".join(f"row={code}&move={code}&{code}.points=0" for code in codes)
        page = coordinator.get(forecast(made, asked))
        assert page.status_code == 200
        assert page.text.count('name="move"') == len(codes)


def test_the_other_order(coordinator: Visitor, inspection: Inspection) -> None:
    make.make_recommendation(make.item(inspection, "1.1.1"), recoverable=Decimal("0.1"))
    by_points, by_days = (
        coordinator.get(forecast(inspection, f"order={order}")).text.split('id="at-risk"')[1] for order in ("", "days")
    )
    assert 'value="days" selected' in by_days
    assert by_days.index(">1.1.1. ") < by_days.index(">1.2. ")
    assert 'value="days" selected' not in by_points


# --- saving ---


def test_saved_opened_changed_and_deleted(coordinator: Visitor, inspection: Inspection) -> None:
    new = f"/rounds/{inspection.round_id}/scenarios/new?row=1.1.1&move=1.1.1&1.1.1.value=100"
    assert "Phương án hay" not in coordinator.get(new).text
    to = listed(inspection) + "?row=1.1.1&move=1.1.1&1.1.1.value=100"
    answer = coordinator.submit(new, to, name="Phương án hay")
    assert answer.status_code == 303
    scenario = db.session.query(Scenario).one()
    page = coordinator.get(f"/scenarios/{scenario.id}").text
    assert "100% ≥ 100%" in page
    opens = "row=1.1.1&amp;move=1.1.1&amp;1.1.1.value=100"
    assert opens in page
    assert "Phương án hay" in coordinator.get(listed(inspection)).text
    again = f"scenario={scenario.id}&row=1.1.1&move=1.1.1&1.1.1.points=1,5"
    changed = coordinator.submit(
        f"/rounds/{inspection.round_id}/scenarios/new?{again}", f"/scenarios/{scenario.id}?{again}", name="Khác"
    )
    assert changed.status_code == 303
    assert db.session.query(Scenario).one().name == "Khác"
    assert coordinator.send(f"/scenarios/{scenario.id}/delete").status_code == 303
    assert db.session.query(Scenario).count() == 0


def test_a_taken_name_is_refused_and_kept(coordinator: Visitor, inspection: Inspection) -> None:
    make_scenario(inspection.round, moves={make.item(inspection): "2"}, name="Trùng tên")
    answer = coordinator.send(listed(inspection) + "?add=1.1.1", {"name": "Trùng tên", "revision": "0"})
    assert answer.status_code == 422
    assert 'value="Trùng tên"' in answer.text


def test_only_its_author_changes_it(sign_in: SignIn, inspection: Inspection, author: User) -> None:
    scenario = make_scenario(inspection.round, moves={make.item(inspection): "2"}, by=author)
    other = sign_in(make.make_coordinator())
    assert other.send(f"/scenarios/{scenario.id}/delete").status_code == 403
    assert other.send(f"/scenarios/{scenario.id}", {"name": "x", "revision": "1"}).status_code == 403
    assert f"/scenarios/{scenario.id}/delete" not in other.get(f"/scenarios/{scenario.id}").text


def test_leaders_read_and_nobody_else_does(sign_in: SignIn, inspection: Inspection) -> None:
    scenario = make_scenario(inspection.round, moves={make.item(inspection): "2"})
    pages = (f"/scenarios/{scenario.id}", listed(inspection))
    leader = sign_in(make.make_leader())
    for page in pages:
        text = leader.get(page)
        assert text.status_code == 200
        assert "/adopt" not in text.text
    assert leader.get(f"/scenarios/{scenario.id}/adopt").status_code == 403
    for user in (make.lead_of(inspection), make.make_officer(inspection.agency), make.make_administrator()):
        client = sign_in(user)
        assert [client.get(page).status_code for page in pages] == [403, 403]


# --- comparing ---


def test_two_to_four_are_compared_and_differences_marked(coordinator: Visitor, inspection: Inspection) -> None:
    remedy, item = make.make_recommendation(make.item(inspection, "1.2")), make.item(inspection)
    first = make_scenario(inspection.round, [remedy], {item: "2"}, name="Một")
    second = make_scenario(inspection.round, [], {item: "2"}, name="Hai")
    page = coordinator.get(f"{listed(inspection)}/compare?with={first.id}&with={second.id}")
    assert page.status_code == 200
    body = page.text.split("<main")[1]
    assert "3,00" in body  # 2 and 1
    assert body.count('class="row-moved"') == 2  # the field and the remedy; not the item
    for asked in (f"with={first.id}", f"with={first.id}&with=khong-co", "&".join(f"with={first.id}" for _ in range(5))):
        assert coordinator.get(f"{listed(inspection)}/compare?{asked}").status_code == 422


def test_scenarios_of_another_round_are_not_shown(coordinator: Visitor, inspection: Inspection) -> None:
    other = make.make_inspection()
    ids = [make_scenario(each.round, moves={make.item(each): "2"}).id for each in (inspection, other)]
    assert coordinator.get(f"{listed(inspection)}/compare?with={ids[0]}&with={ids[1]}").status_code == 422


# --- adopting ---


def test_adopted_after_a_look_and_once(coordinator: Visitor, inspection: Inspection) -> None:
    moves = {make.item(inspection, "1.1.1"): "2", make.item(inspection, "1.2"): "2"}
    scenario = make_scenario(inspection.round, moves=moves)
    address = f"/scenarios/{scenario.id}/adopt"
    page = coordinator.get(address).text
    keys = [part.split('"')[0] for part in page.split('name="deadline_')[1:]]
    assert len(keys) == 2
    first: dict[str, Any] = {f"deadline_{keys[0]}": "15/12/2020"}
    short = coordinator.submit(address, address, **first)
    assert short.status_code == 422
    assert "15/12/2020" in short.text
    assert db.session.query(Recommendation).count() == 0
    typed: dict[str, Any] = {f"deadline_{key}": "15/12/2020" for key in keys} | {
        f"text_{keys[0]}": "Hoàn thành kế hoạch"
    }
    assert coordinator.submit(address, address, **typed).status_code == 303
    assert {each.recoverable for each in db.session.query(Recommendation)} == {1, 2}
    assert "Hoàn thành kế hoạch" in {each.text for each in db.session.query(Recommendation)}
    assert coordinator.send(address, typed).status_code == 303
    assert coordinator.get(address).status_code == 403
    assert db.session.query(Recommendation).count() == 2
    assert f"/scenarios/{scenario.id}/delete" not in coordinator.get(f"/scenarios/{scenario.id}").text


def test_what_cannot_take_one_is_named_with_its_reason(coordinator: Visitor, inspection: Inspection) -> None:
    scenario = make_scenario(inspection.round, moves={make.item(inspection): "2"})
    make.to_stage(inspection, Stage.CONCLUDED)
    page = coordinator.get(f"/scenarios/{scenario.id}/adopt").text
    assert "1.1.1. Mức độ hoàn thành kế hoạch: " in page
    assert 'name="text_' not in page


def test_what_changed_meanwhile_is_shown_again(coordinator: Visitor, inspection: Inspection) -> None:
    item = make.item(inspection)
    scenario = make_scenario(inspection.round, moves={item: "2"})
    address = f"/scenarios/{scenario.id}/adopt"
    key = coordinator.get(address).text.split('name="deadline_')[1].split('"')[0]
    seen = coordinator.get(address).text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    make.make_score(item, points="1.5", reason="Bổ sung tài liệu")
    typed: dict[str, Any] = {f"deadline_{key}": "15/12/2020", f"text_{key}": "Lời đã gõ", "seen": seen}
    answer = coordinator.submit(address, address, **typed)
    assert answer.status_code == 422
    assert "Lời đã gõ" in answer.text
    assert "0,50" in answer.text
    again = answer.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert again != seen
    assert coordinator.submit(address, address, **typed | {"seen": again}).status_code == 303


# --- the demo round ---


def test_many_scenarios_are_read_in_few_queries(demo: Round, demo_house: Flask, queries: Queries) -> None:
    remedies = list(forecasts.of_round(demo).recommendations.values())
    items = [each for each in inspections.assessments_of(remedies[0].assessment.inspection) if each.points is not None]
    made = [make_scenario(demo, remedies, dict.fromkeys(items, "0"), name=f"Phương án {number}") for number in range(6)]
    client = demo_house.test_client()
    assert isinstance(client, Visitor)
    client.enter(make.make_coordinator())
    pages = (
        f"/rounds/{demo.id}/scenarios",
        f"/rounds/{demo.id}/scenarios/compare?" + "&".join(f"with={each.id}" for each in made[:4]),
        f"/scenarios/{made[0].id}",
        f"/scenarios/{made[0].id}/adopt",
        f"/rounds/{demo.id}/forecast/items",
    )
    for page in pages:
        with queries() as sent:
            assert client.get(page).status_code == 200
        assert len(sent) <= MOST, (page, len(sent), *sent[-3:])
