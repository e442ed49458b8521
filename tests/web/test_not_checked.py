"""Wherever a set nobody has checked is used, the page or file says so; the exceptions are named here."""

import io
import zipfile
from collections.abc import Callable

from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, User
from inspection_app.models.base import now
from inspection_app.transaction import transaction
from tests.visitor import Visitor
from tests.web.world import World, is_read, make_world, rules_of

MARK = "ưa đối chiếu với"
# Pages without a line of any set: people, dates, citizens, papers as a list, what the public sees.
WITHOUT = {"admin", "agencies", "auth", "calendar", "contacts", "dashboard", "notifications", "public", "published"}
WITHOUT_HERE = {
    "criteria.ask_confirm",  # they are about the check itself
    "criteria.ask_copy",
    "criteria.ask_discard",
    "criteria.ask_publish",
    "criteria.ask_start",
    "criteria.index",  # a badge for each set
    "criteria.new",
    "criteria.preview",  # a file, no set yet
    "criteria.sums",  # a part of the editor
    "feedback.index",
    "feedback.new",
    "feedback.show",
    "handover.work",
    "inspections.find",
    "minutes.edit",  # who met where and when
    "papers.confirm_issue",
    "papers.of_round",
    "rounds.confirm_move",  # dates, teams and states
    "rounds.edit",
    "rounds.edit_deadlines",
    "rounds.edit_team",
    "rounds.edit_visit",
    "rounds.new",
    "rounds.new_team",
}


def unmarked(app: Flask, client: Visitor, world: World) -> set[str]:
    """The endpoints whose page does not say it."""
    found = set()
    for rule in rules_of(app):
        if is_read(rule) and rule.endpoint.split(".")[0] not in WITHOUT:
            response = client.get(world.address(rule))
            if response.mimetype == "text/html" and response.status_code == 200 and MARK not in response.text:
                found.add(rule.endpoint)
    return found


def test_every_page_that_uses_an_unchecked_set_says_so(app: Flask, sign_in: Callable[[User], Visitor]) -> None:
    world = make_world()
    client = sign_in(world.people["everything"])
    assert unmarked(app, client, world) - WITHOUT_HERE == set()
    with transaction():
        for each in db.session.scalars(select(CriteriaSet)):
            each.confirmed_at, each.confirmed_by_id = now(), world.people["everything"].id
    for where in (f"/inspections/{world.inspection.id}/", f"/rounds/{world.inspection.round_id}/forecast"):
        page = client.get(where)
        assert (page.status_code, MARK in page.text) == (200, False)


def test_every_sheet_says_so_above_its_table(app: Flask, sign_in: Callable[[User], Visitor]) -> None:
    world = make_world()
    client = sign_in(world.people["everything"])
    set_id, case = world.inspection.round.criteria_set_id, f"/inspections/{world.inspection.id}"
    with zipfile.ZipFile(io.BytesIO(client.get(f"{case}/evidence.zip").data)) as archive:
        index = archive.read("index.xlsx")
    exported = client.get(f"/criteria/{set_id}/export.xlsx").data
    filled = client.get(f"{case}/self-assessment/sheet.xlsx").data
    for content in (index, exported, filled):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = [str(cell) for row in book.get_sheet_by_index(0).to_python()[:8] for cell in row]
        assert any(MARK in cell for cell in cells)
    assert MARK in client.get(f"/criteria/{set_id}/export.csv").data.decode("utf-8-sig").splitlines()[0]
