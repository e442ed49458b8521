"""The inspection page, an item of it, and its log."""

from uuid import UUID

from flask import Blueprint, Response

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection
from inspection_app.queries import activity
from inspection_app.rules import log_words
from inspection_app.web import load, render

from . import page

bp = Blueprint("inspections", __name__)


@bp.get("/inspections/<uuid:inspection_id>/")
@allow(policies.signed_in)
def show(inspection_id: UUID) -> Response:
    """All items of one inspection."""
    return page.show_inspection(load(Inspection, inspection_id, see=policies.see_inspection))


@bp.get("/items/<uuid:item_id>/")
@allow(policies.signed_in)
def item(item_id: UUID) -> Response:
    """One item, opened in place."""
    return page.show_item(page.load_item(item_id), "item")


@bp.get("/inspections/<uuid:inspection_id>/activity")
@allow(policies.signed_in)
def log(inspection_id: UUID) -> Response:
    """What was done in this inspection, by whom, old to new."""
    inspection = load(Inspection, inspection_id, see=policies.see_team_part)
    lines, codes = activity.of_inspection(inspection), activity.codes_of(inspection)
    told = {"codes": codes, "names": activity.names_of(lines)}
    return render("inspections/activity.html", inspection=inspection, lines=lines, told=told, words=log_words)
