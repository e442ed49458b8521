"""Calendars on the screen, as files and as a feed: everybody sees his or her own, nobody another's."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from inspection_app.extensions import db
from inspection_app.models import CalendarDay, Inspection, User
from inspection_app.rules.terms import RoundState, Stage
from inspection_app.services import calendar_links
from inspection_app.transaction import transaction
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
NOVEMBER = "?month=2020-11"
FEED = re.compile(r"/calendar/[\w-]{43}\.ics")


@pytest.fixture
def inspection(app: object) -> Inspection:
    return make.make_inspection(Stage.FIELDWORK)


def other_of(inspection: Inspection) -> Inspection:
    """Another agency of the same round, with a team of its own."""
    agency = make.make_agency()
    return make.make_inspection(agency=agency, round_=inspection.round, days_on=1)


def uids(content: bytes) -> set[str]:
    return {str(each["uid"]) for each in Calendar.from_ical(content).walk("VEVENT")}


def test_a_coordinator_sees_the_round_and_narrows_it(sign_in: SignIn, inspection: Inspection) -> None:
    other = other_of(inspection)
    client = sign_in(make.make_coordinator())
    page = f"/rounds/{inspection.round_id}/calendar{NOVEMBER}"
    text = client.get(page).text
    assert inspection.agency.name in text
    assert other.agency.name in text
    narrowed = client.get(f"{page}&team={inspection.team_id}").text
    assert (inspection.agency.name in narrowed, other.agency.name in narrowed) == (True, False)
    person = make.lead_of(other).id
    narrowed = client.get(f"{page}&person={person}").text
    assert (inspection.agency.name in narrowed, other.agency.name in narrowed) == (False, True)
    for odd in ("month=2020-13", "month=x", "team=x", "person=%00"):
        assert client.get(f"/rounds/{inspection.round_id}/calendar?{odd}").status_code == 200


def test_an_officer_sees_the_visit_to_the_own_agency_only(sign_in: SignIn, inspection: Inspection) -> None:
    other = other_of(inspection)
    client = sign_in(make.make_officer(inspection.agency))
    for page in (f"/rounds/{inspection.round_id}/calendar{NOVEMBER}", f"/calendar/{NOVEMBER}"):
        text = client.get(page).text
        assert (inspection.agency.name in text, other.agency.name in text) == (True, False)
        assert "Hạn thông báo kết quả" not in text
    assert uids(client.get(f"/rounds/{inspection.round_id}/calendar.ics").data) == {
        f"visit-{inspection.id}@par-index-inspection",
        f"self_assessment-{inspection.id}@par-index-inspection",
    }


def test_strangers_and_unannounced_agencies_find_nothing(sign_in: SignIn, inspection: Inspection) -> None:
    planned = make.make_inspection(Stage.PLANNED)
    for user, round_id in (
        (make.make_officer(planned.agency), planned.round_id),
        (make.make_officer(make.make_agency()), inspection.round_id),
        (make.make_inspector(), inspection.round_id),
        (make.make_administrator(), inspection.round_id),
    ):
        client = sign_in(user)
        for page in ("calendar", "calendar.ics"):
            assert client.get(f"/rounds/{round_id}/{page}").status_code == 404


def test_a_leader_sees_approved_rounds(sign_in: SignIn, inspection: Inspection) -> None:
    client, draft = sign_in(make.make_leader()), make.make_round(state=RoundState.DRAFT)
    assert inspection.agency.name in client.get(f"/rounds/{inspection.round_id}/calendar{NOVEMBER}").text
    assert client.get(f"/rounds/{draft.id}/calendar").status_code == 404


def test_a_slip_is_pointed_out(sign_in: SignIn, inspection: Inspection) -> None:
    with transaction():
        inspection.visit_from = inspection.visit_to = date(2020, 11, 7)
    text = sign_in(make.lead_of(inspection)).get(f"/calendar/{NOVEMBER}").text
    assert "lịch kiểm tra có ngày nghỉ: 07/11/2020" in text


# --- the feed ---


def make_link(client: Visitor) -> str:
    """The address shown on the account page, once."""
    assert client.send("/calendar/link").status_code == 303
    found = FEED.search(client.get("/account").text)
    assert found is not None
    assert not FEED.search(client.get("/account").text)
    return found[0]


def test_a_feed_opens_by_its_secret_until_it_is_renewed_or_ended(
    client: Visitor, sign_in: SignIn, inspection: Inspection
) -> None:
    lead = make.lead_of(inspection)
    first = make_link(sign_in(lead))
    kept = lead.calendar_token_hash
    assert kept is not None
    assert kept not in first
    client.send("/sign-out")
    answer = client.get(first)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert f"visit-{inspection.id}@par-index-inspection" in uids(answer.data)
    second = make_link(sign_in(lead))
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert sign_in(lead).send("/calendar/link/end").status_code == 303
    assert client.get(second).status_code == 404


def test_a_wrong_secret_and_a_closed_account_find_nothing(client: Visitor, inspection: Inspection) -> None:
    lead = make.lead_of(inspection)
    with transaction():
        token = calendar_links.make(lead)
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), token.swapcase(), token[:20], "x" * 43):
        assert client.get(f"/calendar/{wrong}.ics").status_code == 404
    assert client.get(f"/calendar/{token}").status_code == 404
    with transaction():
        lead.is_active = False
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_feed_follows_who_its_owner_is_now(client: Visitor, inspection: Inspection) -> None:
    lead = make.lead_of(inspection)
    with transaction():
        token = calendar_links.make(lead)
    with transaction():
        lead.role_rows.clear()
    assert uids(client.get(f"/calendar/{token}.ics").data) == set()


# --- the office's own days ---


def test_the_office_corrects_its_calendar(sign_in: SignIn, app: object) -> None:
    client, page = sign_in(make.make_administrator()), "/calendar/office?year=2020"
    assert "Quốc khánh" in client.get(page).text
    told: dict[str, Any] = {"day": "09/11/2020", "kind": "off", "name": "Nghỉ bù dịp lễ"}
    assert client.submit("/calendar/office?year=2020", "/calendar/office", **told).status_code == 303
    assert "Nghỉ bù dịp lễ" in client.get(page).text
    row = db.session.query(CalendarDay).one()
    assert client.send(f"/calendar/office/{row.id}/forget").status_code == 303
    assert "Nghỉ bù dịp lễ" not in client.get(page).text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"day": "07/11/2020", "kind": "off", "name": "Thừa"}, "vốn là ngày nghỉ"),
        ({"day": "9/13/2020", "kind": "off", "name": "Sai"}, "dd/mm/yyyy"),
        ({"day": "09/11/2020", "kind": "khac", "name": "Sai"}, "Hãy chọn trong danh sách"),
        ({"day": "09/11/2020", "kind": "off", "name": ""}, "Hãy điền"),
    ],
)
def test_a_wrong_day_is_refused_beside_its_field(sign_in: SignIn, told: dict[str, str], said: str) -> None:
    answer = sign_in(make.make_coordinator()).send("/calendar/office", told)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(CalendarDay).count() == 0


def test_days_are_kept_by_office_people_only(sign_in: SignIn, inspection: Inspection) -> None:
    assert sign_in(make.lead_of(inspection)).get("/calendar/office").status_code == 403
    assert sign_in(make.make_leader()).send("/calendar/office", {}).status_code == 403
