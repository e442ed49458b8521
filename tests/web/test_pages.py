"""Every page opens for those it is meant for, in both languages, and is judged as it comes."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspection_app.access import access_of
from inspection_app.models import User
from tests.visitor import HTMX, Visitor
from tests.web.world import World, is_read, make_world, rules_of

ELSEWHERE = {"auth.sign_in"}  # whoever is signed in is sent home
PRINT = {"reports.preview", "papers.preview", "minutes.read"}  # documents, not pages
SHOWN_ONCE = {"admin.invite"}  # what it answers is kept nowhere, so there is nowhere to go and look


@pytest.fixture
def world(app: Flask) -> World:
    return make_world()


def speak(client: Visitor, locale: str) -> None:
    with client.session_transaction() as session:
        session["locale"] = locale


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_page_opens(app: Flask, sign_in: Callable[[User], Visitor], world: World, locale: str) -> None:
    client = sign_in(world.people["everything"])
    speak(client, locale)
    for rule in rules_of(app):
        if is_read(rule) and rule.endpoint not in PRINT:
            response = client.get(world.address(rule))
            assert response.status_code == (303 if rule.endpoint in ELSEWHERE else 200), rule
            if response.mimetype == "text/html" and response.status_code == 200:
                assert f'lang="{locale}"' in response.text


@pytest.mark.parametrize("who", ["administrator", "coordinator", "leader", "member", "officer", "head"])
def test_no_page_breaks_for_anybody(app: Flask, sign_in: Callable[[User], Visitor], world: World, who: str) -> None:
    """Whatever a person's part in the work: the page, or a page that says no."""
    user = world.people[who]
    client = sign_in(user)
    for rule in rules_of(app):
        if is_read(rule) and rule.endpoint not in PRINT | ELSEWHERE:
            question = access_of(rule.endpoint)
            code = client.get(world.address(rule)).status_code
            refused = callable(question) and not question(user)
            assert code == 403 if refused else code in {200, 403, 404}, (rule, code)


def test_no_part_breaks_when_htmx_asks(app: Flask, sign_in: Callable[[User], Visitor], world: World) -> None:
    client = sign_in(world.people["everything"])
    for rule in rules_of(app):
        if is_read(rule) and rule.endpoint not in PRINT | ELSEWHERE:
            assert client.get(world.address(rule), headers=HTMX).status_code == 200, rule


def test_empty_forms_are_refused_and_nothing_breaks(
    app: Flask, sign_in: Callable[[User], Visitor], world: World
) -> None:
    """Every write, sent without a word typed: done, refused with a page, or refused with a sentence; never a crash."""
    client = sign_in(world.people["everything"])
    leaves = {"auth.sign_out", "auth.end_sessions", "auth.open_session"}
    for rule in rules_of(app):
        if not is_read(rule) and rule.endpoint not in leaves:
            code = client.send(world.address(rule)).status_code
            assert code in ({200} if rule.endpoint in SHOWN_ONCE else {303, 403, 404, 409, 422}), (rule, code)
