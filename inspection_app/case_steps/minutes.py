"""What the team does next with the minutes of its visit: write, fix, sign, have the agency say its word."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.queries import meetings as find
from inspection_app.rules.terms import Capacity
from inspection_app.web import Step


def step(inspection: Inspection, user: User) -> Step | None:
    """The next thing for this person; None where the minutes are done, or are somebody else's to do."""
    meeting = find.of_inspection(inspection)
    href = url_for("minutes.show", inspection_id=inspection.id)
    title = _("Minutes: %(name)s", name=inspection.agency.name)
    if meeting is None:
        if not policies.keep_minutes(user, inspection):
            return None
        return Step(title, _("All items are assessed. Write the meeting down."), href, _("Write the minutes"))
    told = _standing(find.standing(meeting), inspection, user)
    return Step(title, told[0], href, told[1]) if told else None


def _standing(standing: find.Standing, inspection: Inspection, user: User) -> tuple[str, str] | None:
    """What is left to do, and the word on the button."""
    keeps = policies.keep_minutes(user, inspection)
    if standing.sha256 is None:
        changed = _("What was entered has changed since the minutes were fixed. Fix them again.")
        text = changed if standing.changed else _("Read the minutes aloud, then fix their content.")
        return (text, _("Fix the minutes")) if keeps else None
    mine = {Capacity.CHAIR: standing.meeting.chair_id, Capacity.SECRETARY: standing.meeting.secretary_id}
    if any(mine.get(each) == user.id for each in standing.missing):
        return _("The minutes wait for your word."), _("Sign the minutes")
    if Capacity.REPRESENTATIVE in standing.missing and keeps:
        return _("The agency has not said its word on the minutes yet."), _("Write it down")
    return None
