"""Cases as calendars take them."""

from datetime import date

from inspection_app.models import Inspection
from inspection_app.rules import deadlines
from inspection_app.rules.case_calendar import Case
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Due, Event, Stage
from inspection_app.rules.workdays import WorkCalendar

EVENTS = {
    Due.SELF_ASSESSMENT: Event.SELF_ASSESSMENT,
    Due.EXPLANATION: Event.EXPLANATION,
    Due.RESULT: Event.RESULT,
}


def case_of(inspection: Inspection, office: WorkCalendar, *, team_side: bool, opens: bool = True) -> Case:
    """This case; what falls due inside the team is not for the agency."""
    team, first, last = inspection.team, inspection.visit_from, inspection.visit_to
    return Case(
        id=inspection.id,
        agency=inspection.agency.name,
        round=inspection.round.number,
        team_id=team.id if team else None,
        team=team.name if team else "",
        people={member.user_id: member.user.full_name for member in team.members} if team else {},
        visit=Visit(first, last) if first and last else None,
        due=_due(inspection, office, team_side=team_side),
        opens=opens,
    )


def _due(inspection: Inspection, office: WorkCalendar, *, team_side: bool) -> dict[Event, date]:
    found: dict[Event, date] = {}
    if team_side and inspection.visit_from and inspection.stage is Stage.PLANNED:
        found[Event.NOTICE] = deadlines.notice_by(inspection.visit_from, inspection.round.notice_days, office)
    for due, event in EVENTS.items():
        day = getattr(inspection, due)
        if day and (team_side or due is not Due.RESULT):
            found[event] = day
    return found
