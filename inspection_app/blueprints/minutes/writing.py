"""Writing the meeting down, and fixing its content."""

from typing import Any
from uuid import UUID, uuid4

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import said, say
from inspection_app.models import Inspection, Meeting
from inspection_app.queries import meetings as find
from inspection_app.queries.minutes_content import team_of
from inspection_app.rules import log_words
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import TeamRole
from inspection_app.services import meetings
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import render, require

from . import page
from .forms import MeetingForm
from .views import bp

KEPT = (
    "revision",
    "started_at",
    "ended_at",
    "place",
    "agency_present",
    "course",
    "objections",
    "conclusion",
)


@bp.get("/inspections/<uuid:inspection_id>/minutes/edit")
@allow(policies.inspect)
def edit(inspection_id: UUID) -> Response:
    """The form of the meeting."""
    inspection = page.load_inspection(inspection_id)
    require(policies.keep_minutes(current_user, inspection))
    return _ask(inspection, _filled(inspection))


@bp.post("/inspections/<uuid:inspection_id>/minutes")
@allow(policies.inspect)
def save(inspection_id: UUID) -> Response:
    """Save the meeting; what two people changed is merged, or put before the writer."""
    inspection = page.load_inspection(inspection_id)
    require(policies.keep_minutes(current_user, inspection))
    meeting = find.of_inspection(inspection)
    form = MeetingForm()
    form.offer(inspection, meeting.team_present if meeting else "")
    if not form.validate():
        return _ask(inspection, form, status=422)
    try:
        with transaction():
            meetings.write(inspection, form.draft(), by=current_user)
    except Clashed as error:
        return _clashed(inspection, form, error)
    except DomainError as error:
        form.refuse(error)
        return _ask(inspection, form, status=422)
    flash(_("The meeting is saved."), "success")
    return page.back(inspection)


@bp.post("/inspections/<uuid:inspection_id>/minutes/fix")
@allow(policies.inspect)
def fix(inspection_id: UUID) -> Response:
    """Fix the content for both sides to sign."""
    inspection = page.load_inspection(inspection_id)
    require(policies.keep_minutes(current_user, inspection))
    meeting = find.of_inspection(inspection)
    if meeting is None:
        return page.show(inspection, status=422, refusal=_("Write the meeting down first."))
    try:
        with transaction():
            meetings.freeze(meeting, by=current_user)
    except DomainError as error:
        return page.show(inspection, status=422, refusal=say(error.message))
    flash(_("The content of the minutes is fixed. Both sides can sign it now."), "success")
    return page.back(inspection)


def _ask(inspection: Inspection, form: MeetingForm, *, status: int = 200, **told: Any) -> Response:
    given = {"clashes": ()} | told
    return render("minutes/edit.html", status=status, inspection=inspection, form=form, **given)


def _filled(inspection: Inspection) -> MeetingForm:
    """The form as it was last saved, or with what can be told in advance."""
    meeting = find.of_inspection(inspection)
    told = _known(meeting) if meeting else _usual(inspection)
    form = MeetingForm(formdata=None, operation_id=uuid4(), **told)
    form.offer(inspection, meeting.team_present if meeting else "")
    if meeting is None:
        form.team_present.data = [each.value for each in form.team_present.choices]
    return form


def _known(meeting: Meeting) -> dict[str, Any]:
    return {
        **{name: getattr(meeting, name) for name in KEPT},
        "chair_id": str(meeting.chair_id),
        "secretary_id": str(meeting.secretary_id),
        "team_present": meeting.team_present.splitlines(),
    }


def _usual(inspection: Inspection) -> dict[str, Any]:
    """The lead chairs, the secretary writes, at the agency's."""
    roles = {each.role: each.user for each in reversed(team_of(inspection))}
    told = {"revision": 0, "place": inspection.agency.name}
    for name, role in (("chair_id", TeamRole.LEAD), ("secretary_id", TeamRole.SECRETARY)):
        if role in roles:
            told[name] = str(roles[role].id)
    return told


def _clashed(inspection: Inspection, form: MeetingForm, error: Clashed) -> Response:
    """Show the colleague's words, keep what was typed; the next save is a knowing one."""
    form.refuse(error)
    form.revision.data, form.revision.raw_data = error.revision, None
    names = {str(each.user_id): each.user.full_name for each in team_of(inspection)}

    def words(name: str, value: object) -> object:
        return names.get(str(value)) or said(log_words.shown("meeting", name, value))

    clashes = [(say(log_words.column(name)), words(name, each.theirs)) for name, each in error.clashes.items()]
    return _ask(inspection, form, status=409, clashes=clashes)
