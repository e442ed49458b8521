"""Rounds in the browser: the list, the plan, the round as a whole, agencies and the states it goes through."""

from collections.abc import Callable
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Inspection, Round, User
from inspection_app.rules.terms import Role, RoundState, Stage
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
Queries = Callable[[], Any]


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


@pytest.fixture
def leader(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_leader())


def plan(**typed: Any) -> dict[str, Any]:
    told = {
        "number": "14/KH-BCĐ",
        "dated": "2020-10-16",
        "title": "Kiểm tra cải cách hành chính",
        "year": "2020",
        "starts_on": "2020-11-02",
        "ends_on": "30/11/2020",
        "issuing_body": "Ban Chỉ đạo",
        "superior_body": "Ủy ban nhân dân tỉnh",
        "place": "An Giang",
        "bases": "Căn cứ một\r\nCăn cứ hai",
        "purpose": "Đánh giá",
    }
    return told | typed


def address(round_: Round, part: str = "") -> str:
    return f"/rounds/{round_.id}/{part}"


# --- the list ---


def test_an_empty_list_offers_the_first_step(sign_in: SignIn) -> None:
    assert 'href="/rounds/new"' in sign_in(make.make_coordinator()).get("/rounds/").text
    assert 'href="/rounds/new"' not in sign_in(make.make_leader()).get("/rounds/").text


def test_the_list_hides_drafts_from_leaders(sign_in: SignIn) -> None:
    make.make_round(number="1/KH", state=RoundState.DRAFT)
    make.make_round(number="2/KH")
    page = sign_in(make.make_leader()).get("/rounds/").text
    assert ("1/KH" in page, "2/KH" in page) == (False, True)
    page = sign_in(make.make_coordinator()).get("/rounds/").text
    assert ("1/KH" in page, "2/KH" in page) == (True, True)


def test_the_list_counts_concluded_inspections_in_few_queries(coordinator: Visitor, queries: Queries) -> None:
    first, other = make.make_agency(), make.make_agency()
    round_ = make.make_round(make.make_criteria_set(first, other))
    make.make_inspection(Stage.CONCLUDED, agency=first, round_=round_)
    make.make_inspection(agency=other, round_=round_)
    make.make_inspection()
    with queries() as sent:
        page = coordinator.get("/rounds/").text
    assert 'value="1" max="2"' in page
    assert 'value="0" max="1"' in page
    assert len(sent) <= 5, sent


# --- the plan ---


def test_a_round_is_opened(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set()
    assert str(criteria_set.id) in coordinator.get("/rounds/new").text
    answer = coordinator.send("/rounds/", plan(criteria_set=criteria_set.id))
    round_ = db.session.query(Round).one()
    assert answer.headers["Location"] == address(round_)
    assert (round_.number, round_.state, round_.criteria_set) == ("14/KH-BCĐ", RoundState.DRAFT, criteria_set)
    assert (round_.ends_on.isoformat(), round_.bases) == ("2020-11-30", "Căn cứ một\nCăn cứ hai")
    page = coordinator.get(address(round_)).text
    assert "<p>Căn cứ một</p>" in page
    assert f'href="{address(round_, "agencies/new")}"' in page  # the next step


def test_without_a_published_set_the_way_there_is_shown(coordinator: Visitor) -> None:
    make.make_criteria_set(published=False)
    assert 'href="/criteria/"' in coordinator.get("/rounds/new").text.split("<main")[1]
    assert coordinator.send("/rounds/", plan(criteria_set="")).status_code == 422


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "x" * 61}, "number"),
        ({"number": "taken"}, "number"),
        ({"dated": "16-10-2020"}, "dated"),
        ({"dated": "0020-10-16"}, "dated"),
        ({"title": "  "}, "title"),
        ({"year": "1999"}, "year"),
        ({"year": "hai"}, "year"),
        ({"ends_on": "2020-11-01"}, "ends_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"bases": ""}, "bases"),
        ({"bases": "x" * 20_001}, "bases"),
        ({"criteria_set": "11111111-1111-4111-8111-111111111111"}, "criteria_set"),
        ({"criteria_set": "'; drop table round; --"}, "criteria_set"),
    ],
)
def test_a_wrong_plan_is_refused_beside_its_field(coordinator: Visitor, typed: dict[str, str], field: str) -> None:
    criteria_set = make.make_criteria_set()
    taken = make.make_round(criteria_set, number="taken")
    told = plan(criteria_set=criteria_set.id, place="Long Xuyên") | typed
    answer = coordinator.send("/rounds/", told)
    assert answer.status_code == 422
    assert f'-{field}-error"' in answer.text
    assert 'value="Long Xuyên"' in answer.text
    assert db.session.query(Round).one() == taken


def test_typed_markup_is_shown_as_text(coordinator: Visitor) -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} 🙈"
    coordinator.unjudged = frozenset({"no_leftovers"})  # here they are what somebody typed
    typed = plan(criteria_set=make.make_criteria_set().id, title=nasty, bases=nasty, purpose=nasty)
    assert coordinator.send("/rounds/", typed).status_code == 303
    page = coordinator.get(address(db.session.query(Round).one())).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} 🙈") >= 3


def test_a_plan_is_changed_and_keeps_what_was_not_touched(coordinator: Visitor) -> None:
    round_ = make.make_round(number="14/KH", bases="Căn cứ một\nCăn cứ hai")
    before = {name: getattr(round_, name) for name in ("dated", "bases", "purpose", "starts_on", "criteria_set_id")}
    answer = coordinator.submit(address(round_, "edit"), address(round_, "edit"), title="Tên mới")
    assert answer.status_code == 303
    assert round_.title == "Tên mới"
    assert {name: getattr(round_, name) for name in before} == before


def test_dates_that_leave_a_visit_outside_are_refused(coordinator: Visitor) -> None:
    inspection = make.make_inspection(days_on=10)
    where = address(inspection.round, "edit")
    answer = coordinator.submit(where, where, ends_on="2020-11-11", title="Tên mới")
    assert answer.status_code == 422
    assert '-ends_on-error"' in answer.text
    assert inspection.agency.name in answer.text
    assert inspection.round.title != "Tên mới"


# --- the round as a whole ---


def test_figures_and_numbers_of_the_round(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    make.make_score(make.item(inspection), "100")  # 2 of 2 points
    make.make_score(make.item(inspection, "1.1.2"), "1")  # 1 of 2
    page = coordinator.get(address(inspection.round)).text
    assert "2/8" in page
    assert "2/6" in page  # of the agency's own
    assert "3,00" in page
    assert page.count('class="field-bar"') == 2
    assert inspection.round.criteria_set.decision in page.split("tone-warn")[1]
    make.saved([_confirmed(inspection.round)])
    assert "tone-warn" not in coordinator.get(address(inspection.round)).text


def _confirmed(round_: Round) -> object:
    round_.criteria_set.confirmed_at = round_.created_at
    return round_.criteria_set


def test_a_coordinator_goes_on_to_inspections_and_a_leader_reads_numbers(sign_in: SignIn) -> None:
    inspection = make.make_inspection()
    make.make_report(inspection.round)
    link, report = f'href="/inspections/{inspection.id}/"', 'href="/reports/'
    page = sign_in(make.make_coordinator()).get(address(inspection.round)).text
    assert link in page
    assert report in page
    assert f'href="/inspections/{inspection.id}/visit"' in page
    page = sign_in(make.make_leader()).get(address(inspection.round)).text
    assert inspection.agency.name in page
    assert f"/inspections/{inspection.id}" not in page
    assert report not in page  # a draft is not for the leader
    assert page.split("<main")[1].count("<form") == 0


def test_a_draft_or_an_unknown_round_is_not_there_for_a_leader(leader: Visitor) -> None:
    draft = make.make_round(state=RoundState.DRAFT)
    assert leader.get(address(draft)).status_code == 404
    assert leader.get("/rounds/11111111-1111-4111-8111-111111111111/").status_code == 404
    assert leader.get("/rounds/khong-phai-so/").status_code == 404


def test_a_big_round_is_read_in_few_queries(coordinator: Visitor, queries: Queries) -> None:
    lead, other = make.make_agency(), make.make_agency()
    round_ = make.make_round(make.make_criteria_set(lead, other))
    for days_on, agency in enumerate((lead, other)):
        make.make_inspection(agency=agency, round_=round_, days_on=days_on)
    with queries() as sent:
        coordinator.get(address(round_))
    assert len(sent) <= 16, sent


def test_the_report_is_started_from_here(coordinator: Visitor) -> None:
    round_ = make.make_inspection(Stage.CONCLUDED).round
    answer = coordinator.submit(address(round_), address(round_, "reports"))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/reports/")


# --- agencies ---


def test_several_agencies_are_added_at_once(coordinator: Visitor) -> None:
    lead, other, stranger = make.make_agency(), make.make_agency(), make.make_agency()
    round_ = make.make_round(make.make_criteria_set(lead, other))
    page = coordinator.get(address(round_, "agencies/new")).text
    assert (str(lead.id) in page, str(other.id) in page, str(stranger.id) in page) == (True, True, False)
    answer = coordinator.send(address(round_, "agencies"), {"agencies": [str(lead.id), str(other.id)]})
    assert answer.status_code == 303
    assert {each.agency for each in db.session.query(Inspection)} == {lead, other}
    assert "checkbox" not in coordinator.get(address(round_, "agencies/new")).text


def test_no_stranger_and_nobody_twice_is_added(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    for wrong in (None, str(make.make_agency().id), str(inspection.agency_id), "x"):
        answer = coordinator.send(address(inspection.round, "agencies"), {"agencies": wrong})
        assert answer.status_code == 422, wrong
    assert db.session.query(Inspection).count() == 1


# --- states ---


def test_a_round_goes_all_its_way(coordinator: Visitor) -> None:
    round_ = make.make_round(state=RoundState.DRAFT)
    for state in (RoundState.APPROVED, RoundState.IN_PROGRESS, RoundState.REPORTING, RoundState.CLOSED):
        where = address(round_, f"state/{state}")
        assert f'href="{where}"' in coordinator.get(address(round_)).text
        assert coordinator.submit(where, address(round_, "state")).status_code == 303
        assert round_.state is state
    assert "/edit" not in coordinator.get(address(round_)).text


def test_what_is_still_open_is_said_before_a_step(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    page = coordinator.get(address(inspection.round, "state/reporting")).text
    assert inspection.agency.name in page


@pytest.mark.parametrize("state", ["draft", "closed", "in_progress", "nonsense", ""])
def test_no_step_is_skipped(coordinator: Visitor, state: str) -> None:
    round_ = make.make_round()
    assert coordinator.get(address(round_, f"state/{state}")).status_code == 404
    assert coordinator.send(address(round_, "state"), {"state": state}).status_code in {404, 409}
    assert round_.state is RoundState.IN_PROGRESS


def test_a_closed_round_says_so_when_written_to(coordinator: Visitor) -> None:
    round_ = make.make_round(state=RoundState.CLOSED)
    for part in ("edit", "agencies/new", "teams/new", "state/closed"):
        assert coordinator.get(address(round_, part)).status_code == 409, part
    for part in ("edit", "agencies", "teams", "state"):
        assert coordinator.send(address(round_, part), plan()).status_code == 409, part


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_else_plans(sign_in: SignIn, role: Role) -> None:
    inspection = make.make_inspection()
    client = sign_in(make.make_user(role))
    for path in (
        "/rounds/new",
        *(address(inspection.round, part) for part in ("edit", "agencies/new", "state/reporting")),
    ):
        assert client.get(path).status_code == 403, path
    for path in ("/rounds/", *(address(inspection.round, part) for part in ("edit", "agencies", "teams", "state"))):
        assert client.send(path, plan()).status_code == 403, path
    assert inspection.round.state is RoundState.IN_PROGRESS


def test_points_on_the_screen_are_exact(coordinator: Visitor) -> None:
    inspection = make.make_inspection()
    make.make_score(make.item(inspection, "1.1.1"), points="0.1", reason="Theo hồ sơ")
    make.make_score(make.item(inspection, "1.1.2"), points="0.2", reason="Theo hồ sơ")
    page = coordinator.get(address(inspection.round)).text
    assert "0,30" in page
