"""Every door, tried by those it is shut to; made from the app's own list, so a new route is covered by itself."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from inspection_app.access import access_of
from inspection_app.models import User
from inspection_app.transaction import transaction
from tests.visitor import HTMX, Visitor
from tests.web.world import World, is_read, make_world, rules_of

SignIn = Callable[[User], Visitor]
# Of everybody who passes the guard, whatever the row: the criteria are read by all who work with them.
FOR_ALL_IN_THE_WORK: set[str] = set()


@pytest.fixture
def world(app: Flask) -> World:
    return make_world()


def knock(client: Visitor, rule: Rule, address: str, *, fragment: bool = False) -> TestResponse:
    if is_read(rule):
        return client.get(address, headers=HTMX if fragment else None)
    return client.send(address, fragment=fragment)


def guarded(app: Flask) -> list[Rule]:
    return [rule for rule in rules_of(app) if access_of(rule.endpoint) != "everybody"]


def passes(rule: Rule, user: User) -> bool:
    """Whether the view's own mark lets this person in, before any row is looked at."""
    question = access_of(rule.endpoint)
    return callable(question) and bool(question(user))


def test_nobody_is_asked_to_sign_in(app: Flask, client: Visitor, world: World) -> None:
    for rule in guarded(app):
        for known in (True, False):
            response = knock(client, rule, world.address(rule, known=known))
            assert response.status_code == 303, rule
            assert response.headers["Location"].startswith("/sign-in"), rule
            assert "next" not in response.headers["Location"] or is_read(rule), rule


def test_a_fragment_is_told_so_and_nothing_is_swapped(app: Flask, client: Visitor, world: World) -> None:
    for rule in guarded(app):
        assert knock(client, rule, world.address(rule), fragment=True).status_code == 401, rule


@pytest.mark.parametrize("who", ["lead of another team", "officer of another agency", "somebody without a role"])
def test_a_stranger_learns_nothing(app: Flask, sign_in: SignIn, world: World, who: str) -> None:
    stranger = world.strangers[who]
    client = sign_in(stranger)
    for rule in guarded(app):
        if rule.arguments and rule.endpoint not in FOR_ALL_IN_THE_WORK:
            expected = 404 if passes(rule, stranger) else 403
            assert knock(client, rule, world.address(rule)).status_code == expected, rule


def test_an_unknown_id_is_not_found(app: Flask, sign_in: SignIn, world: World) -> None:
    client = sign_in(world.people["everything"])
    for rule in guarded(app):
        if any(name.endswith("_id") for name in rule.arguments):
            assert knock(client, rule, world.address(rule, known=False)).status_code == 404, rule


def test_a_word_of_no_list_is_not_found(app: Flask, sign_in: SignIn, world: World) -> None:
    client = sign_in(world.people["everything"])
    for rule in guarded(app):
        for name in rule.arguments:
            if not name.endswith("_id"):
                address = world.address(rule).rpartition("/")[0] + "/khong-co"
                assert knock(client, rule, address).status_code == 404, (rule, name)


def test_a_closed_account_is_out_at_once(app: Flask, sign_in: SignIn, world: World) -> None:
    user = world.people["everything"]
    client = sign_in(user)
    assert client.get("/account").status_code == 200
    with transaction():
        user.is_active = False
    for rule in guarded(app):
        assert knock(client, rule, world.address(rule)).status_code == 303, rule


def test_a_view_without_a_mark_is_used_by_nobody(
    app: Flask, sign_in: SignIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "auth.account", lambda: "open?")
    assert sign_in(world.people["everything"]).get("/account").status_code == 403


def test_a_made_up_session_is_nobody(client: Visitor) -> None:
    for made_up in ("", "1", str(uuid4()), f"{uuid4()}.1", "x.y"):
        with client.session_transaction() as session:
            session["_user_id"] = made_up
        assert client.get("/account").status_code == 303
