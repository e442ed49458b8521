"""Handing over, invitations and sessions, as people use them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import UserSession
from inspection_app.rules.terms import Role
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from tests.factories import (
    PASSWORD,
    item,
    lead_of,
    make_administrator,
    make_coordinator,
    make_inspection,
    make_inspector,
    make_officer,
    make_user,
    member_of,
)
from tests.visitor import Visitor

SignIn = Callable[..., Visitor]
pytestmark = pytest.mark.usefixtures("app")


def test_the_lead_hands_a_members_items_over(sign_in: SignIn) -> None:
    inspection = make_inspection()
    giver, lead = member_of(inspection), lead_of(inspection)
    with transaction():
        rounds.assign(inspection, {item(inspection): giver}, by=lead)
    here = f"/inspections/{inspection.id}/workload"
    assert sign_in(giver).send(here, {"giver": str(giver.id), "taker": str(lead.id)}).status_code == 403
    team = sign_in(lead)
    assert giver.full_name in team.get(here).text
    assert team.send(here, {"giver": str(giver.id), "taker": str(giver.id)}).status_code == 422
    assert team.send(here, {"giver": str(giver.id), "taker": str(make_inspector().id)}).status_code == 422
    assert team.submit(here, here, giver=str(giver.id), taker=str(lead.id)).status_code == 303
    assert item(inspection).assignee_id == lead.id


def test_a_closed_account_leads_to_its_open_work_and_the_coordinator_replaces_it(sign_in: SignIn) -> None:
    inspection = make_inspection()
    leaver, newcomer = member_of(inspection), make_inspector()
    administrator = sign_in(make_administrator())
    sent: dict[str, Any] = {"full_name": leaver.full_name, "roles": Role.INSPECTOR.value, "agency": ""}
    answer = administrator.send(f"/people/{leaver.id}", sent)
    assert answer.headers["Location"] == f"/people/{leaver.id}/work"
    assert inspection.agency.name in administrator.get(answer.headers["Location"]).text
    assert inspection.team is not None
    place = f"/people/{leaver.id}/teams/{inspection.team.id}/replacement"
    assert administrator.send(place, {"newcomer": str(newcomer.id)}).status_code == 403
    coordinator = sign_in(make_coordinator())
    assert coordinator.send(place, {"newcomer": ""}).status_code == 422
    assert coordinator.send(place, {"newcomer": str(newcomer.id)}).status_code == 303
    db.session.refresh(inspection.team, ["members"])
    assert inspection.team.role_of(newcomer.id) is not None
    assert inspection.team.role_of(leaver.id) is None


def test_the_agency_does_not_see_the_load(sign_in: SignIn) -> None:
    inspection = make_inspection()
    assert sign_in(make_officer(inspection.agency)).get(f"/inspections/{inspection.id}/workload").status_code == 404


def test_an_invited_person_chooses_a_password_and_signs_in(app: Flask, sign_in: SignIn) -> None:
    user = make_user(Role.INSPECTOR, username="moi.vao")
    page = sign_in(make_administrator()).send(f"/people/{user.id}/invitation")
    found = re.search(r'value="http://localhost(/invitations/[^"]+)"', page.text)
    assert found is not None
    guest = app.test_client()
    assert isinstance(guest, Visitor)
    assert "moi.vao" in guest.get(found[1]).text
    assert guest.send(found[1], {"password": PASSWORD, "again": "khac han roi nhe"}).status_code == 422
    assert guest.send(found[1], {"password": "ngan", "again": "ngan"}).status_code == 422
    assert guest.send(found[1], {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert guest.get(found[1]).status_code == 404
    assert guest.submit("/sign-in", "/sign-in", username="moi.vao", password=PASSWORD).status_code == 303
    assert guest.get("/account").status_code == 200


def test_one_device_is_signed_out_from_another(app: Flask) -> None:
    user = make_user(username="hai.may", password=PASSWORD)
    tablet, office = app.test_client(), app.test_client()
    for client in (tablet, office):
        assert isinstance(client, Visitor)
        assert client.submit("/sign-in", "/sign-in", username="hai.may", password=PASSWORD).status_code == 303
    assert isinstance(office, Visitor)
    first = db.session.query(UserSession).filter_by(user_id=user.id).order_by(UserSession.started_at).first()
    assert first is not None
    assert office.send(f"/account/sessions/{first.id}/end").status_code == 303
    assert tablet.get("/account").status_code == 303
    assert office.get("/account").status_code == 200
    assert "Đăng xuất từ xa" in office.get("/account/activity").text


def test_nobody_ends_another_persons_session(app: Flask, sign_in: SignIn) -> None:
    make_user(username="chu.may", password=PASSWORD)
    owner = app.test_client()
    assert isinstance(owner, Visitor)
    owner.submit("/sign-in", "/sign-in", username="chu.may", password=PASSWORD)
    device = db.session.query(UserSession).one()
    assert sign_in(make_user()).send(f"/account/sessions/{device.id}/end").status_code == 404
    assert owner.get("/account").status_code == 200
