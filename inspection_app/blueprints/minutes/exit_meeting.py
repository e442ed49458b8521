"""The exit meeting on the projector: what was found, what is open, what comes next; read only."""

from uuid import UUID

from flask import Response

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.documents import paper as document
from inspection_app.models import Inspection
from inspection_app.queries import meetings as find
from inspection_app.queries.minutes_content import results_of
from inspection_app.queries.paper_minutes import draft_of, paper_of
from inspection_app.rules.numerals import days_text
from inspection_app.rules.terms import ItemState
from inspection_app.web import load, render

from .views import bp


@bp.get("/inspections/<uuid:inspection_id>/exit-meeting")
@allow(policies.signed_in)
def exit_meeting(inspection_id: UUID) -> Response:
    """One page for everybody in the room; the agency's officers do not open it themselves."""
    inspection = load(Inspection, inspection_id, see=policies.see_team_part)
    results = results_of(inspection)
    meeting = find.of_inspection(inspection)
    standing = find.standing(meeting) if meeting else None
    return render(
        "minutes/exit.html",
        inspection=inspection,
        days=days_text(inspection.visit_from, inspection.visit_to),
        results=results,
        lacking=results.in_state(ItemState.LACKS_EVIDENCE),
        unassessed=results.in_state(ItemState.NOT_ASSESSED),
        standing=standing,
        paper=_read_aloud(standing) if standing else None,
    )


def _read_aloud(standing: find.Standing) -> list[document.Numbered]:
    """The text of the minutes: what was fixed, or what is entered now where that is something else."""
    fixed = standing.frozen if standing.sha256 else None
    content = paper_of(fixed) if fixed else draft_of(standing.meeting)
    return document.numbered(document.ended(content.parts))
