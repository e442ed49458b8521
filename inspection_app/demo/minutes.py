"""The demo round's meeting: written down, fixed, and signed by all but its chair, who still has to."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from inspection_app.models import Inspection
from inspection_app.queries.minutes_content import person_of, team_of
from inspection_app.rules import attendance
from inspection_app.rules.attendance import Person
from inspection_app.rules.terms import Capacity, Decision, TeamRole
from inspection_app.services import meetings, signoffs

SIGNERS = (TeamRole.LEAD, TeamRole.SECRETARY)
AFTER_END = timedelta(minutes=15)  # when it was signed


def meet(inspection: Inspection, told: Mapping[str, Any]) -> None:
    """Play the meeting as the secretary's file tells it."""
    team = team_of(inspection)
    chair, secretary = (next(each.user for each in team if each.role is role) for role in SIGNERS)
    draft = meetings.MeetingDraft(
        operation_id=uuid4(),
        revision=0,
        chair_id=chair.id,
        secretary_id=secretary.id,
        team_present="\n".join(attendance.line(person_of(each.user, inspection)) for each in team),
        **{name: value for name, value in told.items() if name != "representative"},
    )
    meeting = meetings.write(inspection, draft, by=secretary)
    minutes = meetings.freeze(meeting, by=secretary)
    minutes.frozen_at = draft.ended_at or minutes.frozen_at
    one = told["representative"]
    spoken = Decision(one["decision"])
    words = (
        (signoffs.Word(uuid4(), minutes.sha256, Capacity.SECRETARY), secretary),
        (
            signoffs.Word(uuid4(), minutes.sha256, Capacity.REPRESENTATIVE, spoken, one["remark"]),
            Person(one["name"], one["post"]),
        ),
    )
    for word, signer in words:
        given = signoffs.sign_minutes(meeting, word, signer, by=secretary)
        if given is not None:
            given.at = minutes.frozen_at + AFTER_END
