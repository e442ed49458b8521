"""The register of citizens' feedback and the directory of contacts, as people use them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Contact, Feedback, FeedbackCheck, Finding
from inspection_app.rules.terms import FeedbackState
from tests.citizens import make_check, make_contact, make_feedback
from tests.factories import (
    item,
    lead_of,
    make_agency,
    make_coordinator,
    make_inspection,
    make_inspector,
    make_officer,
)
from tests.visitor import Visitor

SignIn = Callable[..., Visitor]
pytestmark = pytest.mark.usefixtures("app")


def test_the_coordinator_registers_and_the_agency_answers(sign_in: SignIn) -> None:
    agency = make_agency(name="Sở Tư pháp")
    sent: dict[str, Any] = {"received_on": "05/10/2020", "channel": "portal", "content": "Trả hồ sơ chậm"}
    sent["agency"] = str(agency.id)
    coordinator = sign_in(make_coordinator())
    assert coordinator.submit("/feedback/new", "/feedback/", **sent).status_code == 303
    line = db.session.query(Feedback).one()
    here = f"/feedback/{line.id}"
    officer = sign_in(make_officer(agency))
    assert "Trả hồ sơ chậm" in officer.get("/feedback/").text
    told = {"revision": str(line.revision), "state": "answered", "answer": "Đã trả", "answered_on": "20/10/2020"}
    assert officer.send(f"{here}/answer", told).status_code == 303
    db.session.refresh(line)
    assert line.state is FeedbackState.ANSWERED


def test_what_is_missing_is_said_beside_the_field_and_the_text_stays(sign_in: SignIn) -> None:
    line = make_feedback(make_agency())
    client = sign_in(make_coordinator())
    wrong = {"revision": str(line.revision), "state": "answered", "answer": "Đã trả kết quả", "answered_on": "hôm qua"}
    answer = client.send(f"/feedback/{line.id}/answer", wrong)
    assert answer.status_code == 422
    assert "Đã trả kết quả" in answer.text
    assert "hôm qua" in answer.text


def test_an_officer_sees_the_own_agency_only(sign_in: SignIn) -> None:
    other = make_feedback(make_agency(), content="Chuyện của sở khác")
    officer = sign_in(make_officer(make_agency()))
    assert "Chuyện của sở khác" not in officer.get(f"/feedback/?agency={other.agency.code}").text
    assert officer.get(f"/feedback/{other.id}").status_code == 404
    assert sign_in(make_inspector()).get("/feedback/").status_code == 403


def test_an_officer_may_not_correct_the_register(sign_in: SignIn) -> None:
    line = make_feedback(make_agency())
    assert sign_in(make_officer(line.agency)).send(f"/feedback/{line.id}", {}).status_code == 403


def test_the_team_links_checks_and_records_a_finding(sign_in: SignIn) -> None:
    inspection = make_inspection()
    line = make_feedback(inspection.agency)
    assessment = item(inspection)
    team = sign_in(lead_of(inspection))
    page = f"/inspections/{inspection.id}/feedback"
    assert "Hồ sơ quá hẹn" in team.get(page).text
    assert team.send(f"{page}/{line.id}", {"item": str(assessment.id)}).status_code == 303
    check = db.session.query(FeedbackCheck).one()
    assert line.code in team.get(f"/items/{assessment.id}/").text
    assert team.send(f"/feedback-checks/{check.id}", {"result": " "}).status_code == 422
    assert team.send(f"/feedback-checks/{check.id}", {"result": "Đúng là trả chậm"}).status_code == 303
    asked = team.get(f"/feedback-checks/{check.id}/finding").text
    assert "Đúng là trả chậm" in asked
    told = {"finding_id": str(uuid4()), "operation_id": str(uuid4()), "text": "Trả kết quả chậm"}
    assert team.send(f"/feedback-checks/{check.id}/finding", told).status_code == 303
    assert db.session.query(Finding).one().assessment_id == assessment.id


def test_an_item_of_another_inspection_cannot_be_chosen(sign_in: SignIn) -> None:
    inspection, elsewhere = make_inspection(), make_inspection()
    line = make_feedback(inspection.agency)
    sent = {"item": str(item(elsewhere).id)}
    team = sign_in(lead_of(inspection))
    assert team.send(f"/inspections/{inspection.id}/feedback/{line.id}", sent).status_code == 422
    foreign = make_feedback(elsewhere.agency)
    assert team.send(f"/inspections/{inspection.id}/feedback/{foreign.id}", sent).status_code == 404


def test_the_agency_does_not_see_what_the_team_makes_of_it(sign_in: SignIn) -> None:
    check = make_check(item(make_inspection()))
    officer = sign_in(make_officer(check.feedback.agency))
    inspection = check.assessment.inspection
    assert officer.get(f"/inspections/{inspection.id}/feedback").status_code == 404


def test_contacts_are_kept_by_coordinators_and_read_by_all(app: Flask, sign_in: SignIn) -> None:
    coordinator = sign_in(make_coordinator())
    sent: dict[str, Any] = {
        "body": "Ban Chỉ đạo",
        "office": "Thường trực",
        "purpose": "Hỏi đáp",
        "phone": "0000 000 001",
    }
    assert coordinator.submit("/contacts/new", "/contacts/", **sent, is_public="y").status_code == 303
    contact = db.session.query(Contact).one()
    inspector = sign_in(make_inspector())
    assert "0000 000 001" in inspector.get("/contacts/?q=thuong truc").text
    assert inspector.get(f"/contacts/{contact.id}").status_code == 403
    assert "0000 000 001" in app.test_client().get("/sign-in").text


def test_a_bad_number_is_refused_and_kept(sign_in: SignIn) -> None:
    contact = make_contact()
    sent = {"body": "Ban", "office": "Thường trực", "purpose": "Hỏi", "phone": "gọi sau"}
    answer = sign_in(make_coordinator()).send(f"/contacts/{contact.id}", sent)
    assert answer.status_code == 422
    assert "gọi sau" in answer.text
    assert contact.phone == "0000 000 001"


@pytest.mark.parametrize("odd", ["%00", "KHONG", "%F0%9F", "x" * 5000])
def test_an_odd_address_of_the_register_narrows_nothing(sign_in: SignIn, odd: str) -> None:
    line = make_feedback(make_agency())
    assert line.code in sign_in(make_coordinator()).get(f"/feedback/?agency={odd}").text
