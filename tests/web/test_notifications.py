"""The bell, the list behind it, and each person's choices."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection, Notification, User
from inspection_app.rules.terms import Language, NoticeKind, Role
from inspection_app.transaction import transaction
from tests.factories import PASSWORD, make_administrator, make_inspection, make_user, member_of, saved
from tests.told import make_notification
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def case(app: Flask) -> Inspection:
    inspection = make_inspection()
    with transaction():
        db.session.query(Notification).delete()
    return inspection


@pytest.fixture
def member(case: Inspection) -> User:
    return member_of(case)


def test_the_bell_counts_what_is_unread(sign_in: SignIn, member: User, case: Inspection) -> None:
    client = sign_in(member)
    assert "Thông báo: 0 chưa đọc" in client.get("/").text
    for _ in range(3):
        make_notification(member, case)
    assert "Thông báo: 3 chưa đọc" in client.get("/account").text


def test_a_list_says_what_it_is_in_the_readers_language(sign_in: SignIn, member: User, case: Inspection) -> None:
    make_notification(member, case)
    client = sign_in(member)
    assert f"{case.agency.name} đã gửi giải trình." in client.get("/notifications/").text
    client.send("/language", {"locale": "en"})
    assert f"{case.agency.name} has explained itself." in client.get("/notifications/").text


def test_opening_marks_as_read_and_goes_there(sign_in: SignIn, member: User, case: Inspection) -> None:
    told = make_notification(member, case)
    client = sign_in(member)
    response = client.send(f"/notifications/{told.id}/open")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/inspections/{case.id}/"
    assert "Thông báo: 0 chưa đọc" in client.get("/").text


def test_looking_at_the_list_marks_nothing(sign_in: SignIn, member: User, case: Inspection) -> None:
    told = make_notification(member, case)
    sign_in(member).get("/notifications/")
    db.session.refresh(told)
    assert told.read_at is None


def test_all_are_marked_and_nobody_elses(sign_in: SignIn, member: User, case: Inspection) -> None:
    own, others = make_notification(member, case), make_notification(make_user(), case)
    assert sign_in(member).send("/notifications/read").status_code == 303
    db.session.refresh(own)
    db.session.refresh(others)
    assert own.read_at is not None
    assert others.read_at is None


def test_another_persons_is_not_there(sign_in: SignIn, member: User, case: Inspection) -> None:
    theirs = make_notification(make_user(Role.INSPECTOR), case)
    client = sign_in(member)
    assert client.send(f"/notifications/{theirs.id}/open").status_code == 404
    assert case.agency.name not in client.get("/notifications/").text
    assert sign_in(make_administrator()).send(f"/notifications/{theirs.id}/open").status_code == 404
    db.session.refresh(theirs)
    assert theirs.read_at is None


def test_the_list_is_narrowed(sign_in: SignIn, member: User, case: Inspection) -> None:
    read, late = make_notification(member, case), make_notification(member, case, NoticeKind.OVERDUE)
    client = sign_in(member)
    client.send(f"/notifications/{read.id}/open")
    for only, expected in (
        ("", {read, late}),
        ("unread", {late}),
        ("overdue", {late}),
        ("asked", {read}),
        ("x", {read, late}),
    ):
        page = client.get(f"/notifications/?only={only}").text
        assert {each for each in (read, late) if str(each.id) in page} == expected, only
    assert "Không có thông báo" in client.get("/notifications/?only=returned").text


def test_where_it_leads_may_be_gone(sign_in: SignIn, member: User, case: Inspection) -> None:
    """Somebody who is no longer in the team is told nothing there."""
    told = make_notification(member, case)
    client = sign_in(member)
    member.role_rows = []
    saved([member])
    response = client.send(f"/notifications/{told.id}/open")
    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code in {403, 404}


# --- choices ---


def choices(client: Visitor, **typed: Any) -> int:
    return client.submit("/account", "/account/preferences", **typed).status_code


def test_choices_are_kept(sign_in: SignIn, member: User) -> None:
    client = sign_in(member)
    assert choices(client, email=" an@stp.example ", language="en", returned="at_once", published="app") == 303
    db.session.refresh(member)
    assert (member.email, member.language) == ("an@stp.example", Language.ENGLISH)
    assert (member.deliveries["returned"], member.deliveries["published"]) == ("at_once", "app")
    assert member.deliveries["asked"] == "digest"
    page = client.get("/account").text
    assert 'lang="en"' in page
    assert 'value="an@stp.example"' in page
    assert db.session.query(Activity).filter_by(verb="user.preferred").count() == 1


@pytest.mark.parametrize("email", ["an", "an@stp", "a b@stp.vn", "an@stp.vn,b@stp.vn", "x" * 250 + "@stp.vn"])
def test_what_is_no_address_is_told_beside_its_field(sign_in: SignIn, member: User, email: str) -> None:
    response = sign_in(member).submit("/account", "/account/preferences", email=email)
    assert response.status_code == 422
    assert 'id="preferences-email-error"' in response.text
    assert f'value="{email}"' in response.text
    db.session.refresh(member)
    assert member.email == ""


@pytest.mark.parametrize("wrong", [{"returned": "never"}, {"language": "fr"}, {"language": ""}])
def test_a_word_of_no_list_is_refused(sign_in: SignIn, member: User, wrong: dict[str, str]) -> None:
    assert choices(sign_in(member), **wrong) == 422


def test_no_address_is_no_mail_and_allowed(sign_in: SignIn, member: User) -> None:
    client = sign_in(member)
    choices(client, email="an@stp.example")
    assert choices(client, email="") == 303
    db.session.refresh(member)
    assert member.email == ""


def test_the_switch_of_language_is_remembered_for_mails(sign_in: SignIn, member: User) -> None:
    client = sign_in(member)
    client.send("/language", {"locale": "en"})
    db.session.refresh(member)
    assert member.language is Language.ENGLISH
    client.send("/language", {"locale": "xx"})
    db.session.refresh(member)
    assert member.language is Language.ENGLISH


def test_whoever_reads_english_signs_in_to_english(client: Visitor, app: Flask) -> None:
    user = make_user(Role.INSPECTOR, password=PASSWORD)
    user.language = Language.ENGLISH
    saved([user])
    client.submit("/sign-in", "/sign-in", username=user.username, password=PASSWORD)
    assert 'lang="en"' in client.get("/").text
