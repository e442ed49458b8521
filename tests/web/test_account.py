"""A person's own page."""

from collections.abc import Callable

from flask import Flask

from inspection_app.models import User
from inspection_app.rules.terms import Role
from tests.factories import PASSWORD, make_agency, make_officer, make_user
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
NEW = "mot mat khau khac"


def test_it_says_who_i_am(sign_in: SignIn) -> None:
    user = make_officer(make_agency(name="Sở Tư pháp"), full_name="Huỳnh Thị Ngọc Diễm", title="Chánh Văn phòng")
    page = sign_in(user).get("/account").text
    for known in (user.full_name, user.username, "Chánh Văn phòng", "Sở Tư pháp"):
        assert known in page


def test_somebody_without_title_agency_or_role(sign_in: SignIn) -> None:
    assert sign_in(make_user(title="")).get("/account").status_code == 200


def test_a_changed_password_ends_the_other_sessions_only(app: Flask, sign_in: SignIn) -> None:
    user = make_user(Role.LEADER, password=PASSWORD)
    client, elsewhere = sign_in(user), app.test_client()
    assert isinstance(elsewhere, Visitor)
    elsewhere.enter(user)
    response = client.submit("/account", "/account/password", old=PASSWORD, password=NEW)
    assert response.status_code == 303
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def test_a_wrong_or_weak_password_is_told_beside_its_field(sign_in: SignIn) -> None:
    client = sign_in(make_user(password=PASSWORD))
    for old, new, field in (
        ("sai mat khau roi", NEW, "old"),
        (PASSWORD, "ngan", "password"),
        (PASSWORD, "", "password"),
    ):
        response = client.submit("/account", "/account/password", old=old, password=new)
        assert response.status_code == 422
        assert f'id="password-{field}-error"' in response.text
        assert PASSWORD not in response.text


def test_signing_out_everywhere(app: Flask, sign_in: SignIn) -> None:
    user = make_user()
    client, elsewhere = sign_in(user), app.test_client()
    assert isinstance(elsewhere, Visitor)
    elsewhere.enter(user)
    assert client.send("/account/sessions/end").status_code == 303
    assert client.get("/account").status_code == 303
    assert elsewhere.get("/account").status_code == 303
