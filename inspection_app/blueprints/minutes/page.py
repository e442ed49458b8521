"""What the page of the minutes shows, with its forms empty or as they were posted."""

from typing import Any
from uuid import UUID, uuid4

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.i18n import say
from inspection_app.models import Inspection, Meeting
from inspection_app.queries import meetings as find
from inspection_app.queries.papers import versions
from inspection_app.rules.labels import label
from inspection_app.rules.terms import Capacity, PaperKind
from inspection_app.web import load, render, see_other

from .forms import AcknowledgeForm, ReadForm, SignForm, WitnessForm

PAGE = "minutes/show.html"


def load_inspection(inspection_id: UUID) -> Inspection:
    """The inspection the address names; 404 for strangers."""
    return load(Inspection, inspection_id, see=policies.see_inspection)


def show(inspection: Inspection, *, status: int = 200, **own: Any) -> Response:
    """The page; `own` replaces empty forms by those that were posted."""
    meeting = find.of_inspection(inspection)
    standing = find.standing(meeting) if meeting else None
    told: dict[str, Any] = {
        "inspection": inspection,
        "meeting": meeting,
        "standing": standing,
        "team_side": policies.see_team_part(current_user, inspection),
        "may_write": policies.keep_minutes(current_user, inspection),
        "missing": [say(label(each)) for each in standing.missing] if standing else [],
        "refusal": "",
        "papers": [each for each in versions(PaperKind.MINUTES, inspection) if policies.see_paper(current_user, each)],
        "preparable": policies.prepare_paper(current_user, PaperKind.MINUTES, inspection),
        "capacity": capacity_of(meeting) if meeting else None,
        **_forms(inspection, standing),
    }
    for form in own.values():
        if isinstance(form, ReadForm):  # what it is read at is on this page now: the next try is a knowing one
            form.read.data, form.read.raw_data = (standing.sha256 or "") if standing else "", None
    return render(PAGE, status=status, **(told | own))


def capacity_of(meeting: Meeting) -> Capacity | None:
    """As what this person may sign for the team."""
    if not policies.sign_minutes(current_user, meeting):
        return None
    return Capacity.CHAIR if current_user.id == meeting.chair_id else Capacity.SECRETARY


def back(inspection: Inspection) -> Response:
    """To the page again, after a write."""
    return see_other("minutes.show", inspection_id=inspection.id)


def _forms(inspection: Inspection, standing: find.Standing | None) -> dict[str, Any]:
    """The forms this person may use now; None in place of any other."""
    forms: dict[str, Any] = dict.fromkeys(("sign_form", "acknowledge_form", "witness_form"))
    if standing is None or standing.sha256 is None:
        return forms
    told = {"formdata": None, "read": standing.sha256}
    if capacity_of(standing.meeting) in standing.missing:
        forms["sign_form"] = SignForm(operation_id=uuid4(), **told)
    if policies.acknowledge_minutes(current_user, inspection):
        forms["acknowledge_form"] = AcknowledgeForm(operation_id=uuid4(), **told)
    if policies.witness_minutes(current_user, inspection):
        forms["witness_form"] = WitnessForm(operation_id=uuid4(), **told)
    return forms
