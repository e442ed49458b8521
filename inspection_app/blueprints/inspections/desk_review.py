"""The page «Thẩm định hồ sơ»: every item before the visit, with what is claimed, shown and still open."""

from uuid import UUID

from flask import Response, request
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection
from inspection_app.queries import desk_review as find
from inspection_app.queries.desk_review import ReviewLine
from inspection_app.web import load, render

from .views import bp

NARROW = ("open", "mine", "unproven")  # what the list may be narrowed to


@bp.get("/inspections/<uuid:inspection_id>/desk-review")
@allow(policies.signed_in)
def review(inspection_id: UUID) -> Response:
    """Go through all items before the visit."""
    inspection = load(Inspection, inspection_id, see=policies.see_desk_review)
    only = request.args.get("only", "")
    fields = find.of_inspection(inspection)
    lines = [line for each in fields for line in each.lines]
    return render(
        "inspections/desk_review.html",
        inspection=inspection,
        only=only if only in NARROW else "",
        fields=[(each.field, [line for line in each.lines if _wanted(line, only)]) for each in fields],
        unproven=sum(line.unproven for line in lines),
        left=sum(line.open for line in lines),
        total=len(lines),
        opened=policies.see_self_scores(current_user, inspection),
    )


def _wanted(line: ReviewLine, only: str) -> bool:
    mine = line.assessment.assignee_id == current_user.id
    return bool({"mine": mine, "open": line.open, "unproven": line.unproven}.get(only, True))
