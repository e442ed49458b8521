"""The forecast of a round in the browser: who sees it, what it says, and what ticking moves."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask

from inspection_app.models import Inspection, Recommendation, Round, User
from inspection_app.queries import forecasts as find
from inspection_app.queries import scores, users
from inspection_app.rules.numerals import points
from inspection_app.rules.terms import ItemState, RoundState
from inspection_app.services import published_indexes, recommendations
from inspection_app.transaction import transaction
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
Queries = Callable[[], Any]


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


@pytest.fixture
def inspection(app: Flask) -> Inspection:
    """1.1.1 has 1 of 2 points and a remedy for 0,5; 1.2 has 0 of 2 and one for 1; 1.1.2 is at risk."""
    inspection = make.make_inspection()
    make.make_score(make.item(inspection, "1.1.1"), "85")
    make.make_score(make.item(inspection, "1.1.2"), "2", state=ItemState.AT_RISK)
    make.make_score(make.item(inspection, "1.2"), "0")
    return inspection


@pytest.fixture
def remedy(inspection: Inspection) -> Recommendation:
    make.make_recommendation(make.item(inspection, "1.1.1"), recoverable=Decimal("0.5"), text="Giải pháp một")
    return make.make_recommendation(make.item(inspection, "1.2"), text="Giải pháp hai", deadline=date(2020, 12, 15))


def address(round_: Round, asked: str = "") -> str:
    return f"/rounds/{round_.id}/forecast{asked}"


def key(remedy: Recommendation) -> str:
    return remedy.id.hex[:8]


def part(page: str, name: str) -> str:
    """The section of this id."""
    return page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]


# --- who ---


def test_leaders_and_coordinators_see_it_and_the_way_there(sign_in: SignIn, inspection: Inspection) -> None:
    round_, item = inspection.round, make.item(inspection, "1.2")
    for user in (make.make_coordinator(), make.make_leader()):
        client = sign_in(user)
        assert f'href="{address(round_)}"' in client.get(f"/rounds/{round_.id}/").text
        page = client.get(address(round_)).text
        opens = (f"/items/{item.id}/" in page, f"/inspections/{inspection.id}/" in page)
        assert opens == ((True, True) if "coordinator" in user.roles else (False, False))


def test_nobody_else_sees_it(sign_in: SignIn, inspection: Inspection) -> None:
    officer = make.make_officer(inspection.agency)
    for user in (make.lead_of(inspection), make.member_of(inspection), officer, make.make_administrator()):
        assert sign_in(user).get(address(inspection.round)).status_code == 403


def test_a_draft_is_not_there_for_a_leader(sign_in: SignIn, app: Flask) -> None:
    draft = make.make_round(state=RoundState.DRAFT)
    assert sign_in(make.make_leader()).get(address(draft)).status_code == 404


# --- what it says ---


def test_the_range_and_what_it_leaves_out(coordinator: Visitor, remedy: Recommendation) -> None:
    round_ = remedy.assessment.inspection.round
    total = scores.of_round(round_).total
    page = part(coordinator.get(address(round_)).text, "range")
    assert [points(each) for each in (total.low, total.likely, total.high)] == ["1,00", "3,00", "4,50"]
    for figure in (total.low, total.likely, total.high, total.unassessed, total.assumed):
        assert points(figure) in page
    assert "2.2. Tác động đến người dân" in page
    assert "2.1. Chất lượng văn bản" in page


def test_the_figures_are_those_of_the_round_page(coordinator: Visitor, remedy: Recommendation) -> None:
    round_ = remedy.assessment.inspection.round
    bars = [
        coordinator.get(where)
        .text.split('class="field-bars-rows"')[-1]
        .split("</ul>")[0]
        .split('field-bar-figures">')[1:]
        for where in (f"/rounds/{round_.id}/", address(round_))
    ]
    shown = [[row.split("<")[0] for row in page] for page in bars]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 2


def test_earlier_years_stand_apart_with_their_mark(coordinator: Visitor, app: Flask) -> None:
    with transaction():
        published_indexes.import_bundled(by=None)
    page = part(coordinator.get(address(make.make_round(year=2020, place="An Giang"))).text, "range")
    assert ("80,77%" in page, "83,32%" in page, "84,22%" in page) == (True, True, False)  # 2022 came later
    assert "[V]" in page
    assert "83,32%" not in coordinator.get(address(make.make_round(year=2020, place="Kiên Giang"))).text


def test_an_unchecked_set_says_so(coordinator: Visitor, inspection: Inspection) -> None:
    assert (
        inspection.round.criteria_set.decision in coordinator.get(address(inspection.round)).text.split("tone-warn")[1]
    )
    inspection.round.criteria_set.confirmed_at = inspection.round.created_at
    make.saved([inspection.round.criteria_set])
    before_the_range = coordinator.get(address(inspection.round)).text.split('id="range"')[0]
    assert "tone-warn" not in before_the_range


def test_an_empty_round_has_a_page(coordinator: Visitor, app: Flask) -> None:
    page = coordinator.get(address(make.make_round())).text
    assert 'type="checkbox"' not in page
    assert "<select" not in page


# --- what can still be won ---


def seen_on(day: date, client: Visitor, round_: Round) -> str:
    """What can still be won, as a coordinator saw it that day."""
    with time_machine.travel(day, tick=False):
        client.enter(make.make_coordinator())  # a session is no older than its day
        return part(client.get(address(round_)).text, "at-risk")


def test_items_are_ranked(coordinator: Visitor, remedy: Recommendation) -> None:
    page = part(coordinator.get(address(remedy.assessment.inspection.round)).text, "at-risk")
    places = [page.index(f">{code}. ") for code in ("1.1.2", "1.2", "1.1.1")]  # 2, then 1, then 0,5 points
    assert places == sorted(places)


def test_late_remedies_are_marked(client: Visitor, remedy: Recommendation) -> None:
    round_ = remedy.assessment.inspection.round
    assert "15/12/2020" in seen_on(date(2020, 12, 15), client, round_)
    late = [seen_on(date(2020, 12, day), client, round_).count("badge-tone tone-bad") for day in (15, 16)]
    assert late[1] - late[0] == 2  # the other badges say the state of an item


def test_one_agency_at_a_time(coordinator: Visitor, remedy: Recommendation) -> None:
    inspection = remedy.assessment.inspection
    other = make.make_agency(code="KHAC", name="Sở Khác")
    make.make_recommendation(make.item(inspection, "1.1.2"), lead_agency=other, text="Giải pháp của sở khác")
    page = part(coordinator.get(address(inspection.round, f"?agency=KHAC&tick={key(remedy)}")).text, "at-risk")
    assert (">1.1.2. " in page, ">1.2. " in page) == (True, False)
    assert f'name="tick" value="{key(remedy)}"' in page
    for unknown in ("KHONG-CO", "'", "%00", "x" * 500):
        page = part(coordinator.get(address(inspection.round, f"?agency={unknown}")).text, "at-risk")
        assert ">1.2. " in page


# --- what if ---


def test_ticking_moves_field_and_total_without_script(coordinator: Visitor, remedy: Recommendation) -> None:
    round_ = remedy.assessment.inspection.round
    page = part(coordinator.get(address(round_, f"?tick={key(remedy)}")).text, "what-if")
    assert 'moved-to">4,00<' in page  # 3 and 1
    assert page.count(" checked") == 1
    assert page.count("+1,00</td>") == 3  # its field, the total, its agency


def test_ticking_moves_them_by_htmx(coordinator: Visitor, remedy: Recommendation) -> None:
    answer = coordinator.fragment(address(remedy.assessment.inspection.round, f"?tick={key(remedy)}"))
    assert "HX-Request" in answer.headers["Vary"]
    assert 'moved-to">4,00<' in answer.text
    assert 'id="moved-fields" hx-swap-oob="true"' in answer.text
    assert 'type="checkbox"' not in answer.text


def test_all_is_high_and_none_is_likely(coordinator: Visitor, remedy: Recommendation) -> None:
    round_ = remedy.assessment.inspection.round
    assert 'moved-to">4,50<' in coordinator.fragment(address(round_, "?tick=all")).text
    assert 'moved-to">3,00<' in coordinator.fragment(address(round_)).text


@pytest.mark.parametrize("wrong", ["khong-co", "", "'; drop table round; --", "%00", "%F0%9F%99%88", "x" * 3000])
def test_wrong_ticks_are_ignored(coordinator: Visitor, remedy: Recommendation, wrong: str) -> None:
    round_ = remedy.assessment.inspection.round
    for answer in (coordinator.fragment, coordinator.get):
        page = answer(address(round_, f"?tick={wrong}&tick={key(remedy)}"))
        assert page.status_code == 200
        assert 'moved-to">4,00<' in page.text


def test_a_withdrawn_remedy_is_no_longer_offered(coordinator: Visitor, remedy: Recommendation) -> None:
    inspection = remedy.assessment.inspection
    with transaction():
        recommendations.withdraw(remedy, by=make.lead_of(inspection))
    page = coordinator.get(address(inspection.round, f"?tick={key(remedy)}")).text
    assert f'value="{key(remedy)}"' not in page
    assert 'moved-to">3,00<' in page


def test_nothing_is_saved(coordinator: Visitor, remedy: Recommendation, queries: Queries) -> None:
    round_ = remedy.assessment.inspection.round
    with queries() as sent:
        coordinator.get(address(round_, "?tick=all"))
    assert [each for each in sent if not each.startswith(("SELECT", "PRAGMA", "SET"))] == []


def test_ids_that_begin_alike_are_told_apart(remedy: Recommendation) -> None:
    alike = Recommendation(id=type(remedy.id)(remedy.id.hex[:8] + "0" * 24))
    assert list(find.keyed([remedy, alike])) == [remedy.id.hex, alike.id.hex]
    assert list(find.keyed([remedy])) == [key(remedy)]


# --- the demo round ---


@pytest.mark.parametrize(("fragment", "most"), [(False, 15), (True, 10)])
def test_the_demo_round_is_read_in_few_queries(
    demo: Round, demo_house: Flask, queries: Queries, *, fragment: bool, most: int
) -> None:
    client, user = demo_house.test_client(), users.by_username("lanhdao")
    assert isinstance(client, Visitor)
    assert user is not None
    client.enter(user)
    ask = client.fragment if fragment else client.get
    with queries() as sent:
        answer = ask(address(demo, "?tick=all"))
    assert answer.status_code == 200
    assert len(sent) <= most, sent
    total = scores.of_round(demo).total
    assert f'moved-to">{points(total.high)}<' in answer.text


# --- pictures ---


def test_every_mark_leads_to_what_it_stands_for(coordinator: Visitor, remedy: Recommendation) -> None:
    round_ = remedy.assessment.inspection.round
    page = coordinator.get(address(round_)).text
    for picture in ("range", "fields", "heat"):
        assert f"{address(round_, '/items')}?" in part(page, picture)
    bars = part(page, "fields").split('class="field-bars-rows"')[1].split("</ul>")[0]
    assert (
        bars.count('<rect class="bar-') - bars.count('bar-touch"') - bars.count("<pattern") == bars.count("<a href") - 2
    )


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("part=at_risk&field=1", {"1.1.1", "1.1.2", "1.2"}),
        ("part=low", {"1.1.1"}),
        ("part=open&field=2", {"2.1", "2.2", "2.3"}),
        ("part=khong-co&field=khong-co", set()),
    ],
)
def test_the_items_behind_a_mark(coordinator: Visitor, remedy: Recommendation, asked: str, codes: set[str]) -> None:
    page = coordinator.get(address(remedy.assessment.inspection.round, f"/items?{asked}")).text
    assert {code for code in make.LEAVES if re.search(rf"(?<![\d.]){re.escape(code)}\. ", page)} == codes
