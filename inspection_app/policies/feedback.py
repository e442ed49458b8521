"""Citizens' feedback."""

from inspection_app.models import Feedback, Inspection, User
from inspection_app.rules import workflow

from .case import see_team_part
from .roles import answer_for_agency, coordinate, read_rounds


def read_feedback(user: User) -> bool:
    """Look at the register: all of it, or an officer what is about the own agency."""
    return read_rounds(user) or (answer_for_agency(user) and user.agency_id is not None)


def see_feedback(user: User, feedback: Feedback) -> bool:
    """Coordinators and leaders see all, an officer what is about the own agency."""
    return read_rounds(user) or (answer_for_agency(user) and user.agency_id == feedback.agency_id)


def answer_feedback(user: User, feedback: Feedback) -> bool:
    """Say how far it is: the agency it is about, or the coordinator."""
    return coordinate(user) or (answer_for_agency(user) and user.agency_id == feedback.agency_id)


def link_feedback(user: User, inspection: Inspection) -> bool:
    """Have feedback looked at in an inspection, until its results stand."""
    open_ = workflow.round_open(inspection.round.state) and not workflow.settled(inspection.stage)
    return open_ and see_team_part(user, inspection)
