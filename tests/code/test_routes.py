"""Every address says who may use it, is typed and in kebab-case, and none comes or goes without a decision."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import UnicodeConverter

from inspection_app import policies
from inspection_app.access import STATIC, access_of

PUBLIC = {"public.ask_verify", "public.verify", "public.index", "public.show_round"}
LISTED = Path(__file__).with_name("routes.txt")
PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
# Of closed lists, and codes: the view answers 404 to any other, tests/web/test_doors.py.
WORDS = {"stage", "state", "key", "kind", "code"}
CONVERTER = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def app(houses: Callable[[str], Flask]) -> Iterator[Flask]:
    """Nothing here touches data, so one database is enough."""
    app = houses("sqlite")
    with app.app_context():
        yield app


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != STATIC]


def access_name(endpoint: str) -> str:
    access = access_of(endpoint)
    return access if isinstance(access, str) else getattr(access, "__name__", "nobody")


def listed(app: Flask) -> list[str]:
    return sorted(
        f"{rule.rule}  {' '.join(methods(rule))}  {rule.endpoint}  {access_name(rule.endpoint)}" for rule in rules(app)
    )


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    questions = {function for _, function in inspect.getmembers(policies, inspect.isfunction)}
    silent = [rule for rule in rules(app) if access_of(rule.endpoint) not in {"everybody", *questions}]
    assert silent == [], "mark the view with @allow(policies.…) or @everybody"


def test_every_route_is_listed(app: Flask) -> None:
    told, found = set(LISTED.read_text(encoding="utf-8").splitlines()), set(listed(app))
    changes = [f"+ {line}" for line in sorted(found - told)] + [f"- {line}" for line in sorted(told - found)]
    assert changes == [], f"a decision is missing in {LISTED.name}:\n" + "\n".join(changes)


def test_only_a_few_are_open_to_everybody(app: Flask) -> None:
    open_ones = {rule.endpoint for rule in rules(app) if access_of(rule.endpoint) == "everybody"}
    assert open_ones == {
        "auth.sign_in",
        "auth.open_session",
        "auth.language",
        "auth.invitation",
        "auth.accept_invitation",
        "calendar.feed",
        "public.health",
        *PUBLIC,
    }


def test_every_route_reads_or_writes(app: Flask) -> None:
    assert [rule for rule in rules(app) if methods(rule) not in (["GET"], ["POST"])] == []


def test_converters_are_typed(app: Flask) -> None:
    untyped = [
        rule
        for rule in rules(app)
        for name, converter in rule._converters.items()
        if type(converter) is UnicodeConverter and name not in WORDS
    ]
    assert untyped == [], "write <uuid:name> or <int:name>"


def test_addresses_are_in_kebab_case(app: Flask) -> None:
    strange = [
        rule.rule
        for rule in rules(app)
        for part in CONVERTER.sub("", rule.rule).split("/")
        if part and not PART.fullmatch(part)
    ]
    assert strange == []


def test_a_view_is_named_once(app: Flask) -> None:
    endpoints = [rule.endpoint for rule in rules(app)]
    assert sorted(set(endpoints)) == sorted(endpoints)
