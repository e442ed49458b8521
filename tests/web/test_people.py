"""People and settings, for administrators."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from inspection_app.config import MASK
from inspection_app.models import User
from inspection_app.queries import users as find
from inspection_app.rules.terms import Role
from tests.factories import PASSWORD, make_administrator, make_agency, make_coordinator, make_user
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def client(client: Visitor) -> Visitor:
    """An administrator's."""
    client.enter(make_administrator(username="quantri", full_name="Lê Hoàng Duy", password=PASSWORD))
    return client


def person(username: str) -> User:
    user = find.by_username(username)
    assert user is not None
    return user


def test_only_administrators_come_in(client: Visitor) -> None:
    client.enter(make_coordinator())
    for address in ("/people/", "/people/new", f"/people/{make_user().id}", "/settings"):
        assert client.get(address).status_code == 403


def test_the_list_is_in_vietnamese_order(client: Visitor) -> None:
    for name in ("Đỗ Bình", "Dương Ân", "Ê Ban", "Em Út"):
        make_user(full_name=name)
    page = client.fragment("/people/").text
    places = [page.index(name) for name in ("Dương Ân", "Đỗ Bình", "Em Út", "Ê Ban", "Lê Hoàng Duy")]
    assert places == sorted(places)


def test_search_without_accents(client: Visitor) -> None:
    make_user(full_name="Đặng Thị Ánh", agency=make_agency(name="Sở Nội vụ"))
    for typed in ("so noi vu", "dang", "ÁNH"):
        part = client.fragment(f"/people/?q={typed}").text
        assert "Đặng Thị Ánh" in part
        assert "Lê Hoàng Duy" not in part


def test_nobody_found(client: Visitor) -> None:
    assert 'class="empty"' in client.get("/people/?q=%3Cscript%3E").text


def test_the_list_costs_the_same_for_one_and_for_many(
    client: Visitor, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def cost() -> int:
        with queries() as sent:
            client.get("/people/")
        return len(sent)

    few = cost()
    for _ in range(5):
        make_user(Role.INSPECTOR, agency=make_agency())
    assert cost() == few


def test_an_account_is_opened(client: Visitor) -> None:
    agency = make_agency()
    response = client.submit(
        "/people/new",
        "/people/new",
        username="nguyenvana",
        full_name="  Nguyễn  Văn A ",
        title="Chuyên viên",
        agency=str(agency.id),
        roles=["inspector", "agency_officer"],
        password=PASSWORD,
    )
    assert response.status_code == 303
    user = person("nguyenvana")
    assert (user.full_name, user.agency_id) == ("Nguyễn Văn A", agency.id)
    assert user.roles == {Role.INSPECTOR, Role.AGENCY_OFFICER}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "Nguyễn A"}, "username"),
        ({"username": "quantri"}, "username"),
        ({"full_name": "   "}, "full_name"),
        ({"full_name": "x" * 201}, "full_name"),
        ({"password": "ngan"}, "password"),
        ({"roles": ["king"]}, "roles"),
        ({"roles": ["agency_officer"]}, "agency"),
        ({"agency": "khong-co"}, "agency"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(client: Visitor, typed: dict[str, Any], field: str) -> None:
    right: dict[str, Any] = {"username": "moi", "full_name": "Người <b>Mới</b>", "roles": [], "password": ""}
    response = client.submit("/people/new", "/people/new", **right | typed)
    assert response.status_code == 422
    assert f'id="newperson-{field}-error"' in response.text
    assert "<b>" not in response.text
    assert find.by_username("moi") is None


def test_a_person_is_changed_and_signed_out(client: Visitor) -> None:
    user = make_user(Role.INSPECTOR, password=PASSWORD)
    before = user.password_hash
    address = f"/people/{user.id}"
    assert client.submit(address, address, full_name="Tên Mới", roles=["leader"]).status_code == 303
    assert (user.full_name, user.session_epoch) == ("Tên Mới", 2)
    assert user.roles == {Role.LEADER}
    assert user.password_hash == before
    assert user.is_active


def test_an_account_is_closed(client: Visitor) -> None:
    user = make_user()
    address = f"/people/{user.id}"
    assert client.submit(address, address, is_active=[]).status_code == 303
    assert not user.is_active


@pytest.mark.parametrize("typed", [{"roles": []}, {"is_active": []}])
def test_the_last_administrator_is_not_locked_out(client: Visitor, typed: dict[str, Any]) -> None:
    administrator = person("quantri")
    address = f"/people/{administrator.id}"
    assert client.submit(address, address, **typed).status_code == 422
    assert administrator.is_active
    assert client.get("/people/").status_code == 200


def test_ones_own_new_password_keeps_this_session(client: Visitor) -> None:
    address = f"/people/{person('quantri').id}"
    assert client.submit(address, address, password="mot mat khau khac").status_code == 303
    assert client.get("/people/").status_code == 200


def test_sessions_are_ended(client: Visitor) -> None:
    user = make_user()
    assert client.send(f"/people/{user.id}/sessions/end").status_code == 303
    assert user.session_epoch == 2


def test_settings_are_shown_without_secrets(client: Visitor) -> None:
    page = client.get("/settings").text
    settings = client.application.extensions["settings"]
    assert "SESSION_HOURS" in page
    assert MASK in page
    assert settings.secret_key not in page
    assert settings.demo_password not in page
