"""On the demo round no page asks the database more often than a person would expect: no list costs a query a line."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Report, Round
from inspection_app.queries import inspections, users
from inspection_app.queries.rounds import inspections_of
from tests.visitor import Visitor
from tests.web.world import WORDS, is_read, rules_of

MOST = 32  # statements of one page; an item with all that hangs on it asks for most
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def ids(demo: Round) -> dict[str, Any]:
    """The agency with most of everything on it."""
    inspection = next(each for each in inspections_of(demo) if each.agency.code == "STP")
    assert inspection.team is not None
    return {
        "inspection_id": inspection.id,
        "item_id": inspections.findings_of(inspection)[0].assessment_id,
        "round_id": demo.id,
        "team_id": inspection.team.id,
        "report_id": db.session.query(Report).one().id,
        "set_id": demo.criteria_set_id,
        "user_id": users.everybody()[0].id,
        "agency_id": inspection.agency_id,
        **WORDS,
    }


@pytest.mark.parametrize("username", ["quantri", "dieuphoi", "truongdoan1", "stp", "lanhdao"])
def test_pages_ask_little(
    demo_house: Flask, ids: dict[str, Any], username: str, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    user, client = users.by_username(username), demo_house.test_client()
    assert user is not None
    assert isinstance(client, Visitor)
    client.enter(user)
    opened = 0
    for rule in rules_of(demo_house):
        built = rule.build(ids) if is_read(rule) and rule.arguments <= ids.keys() else None
        if built is not None:
            with queries() as sent:
                opened += client.get(built[1]).status_code == 200
            assert len(sent) <= MOST, (rule, len(sent), *sent[-3:])
    assert opened >= 5
