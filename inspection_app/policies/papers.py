"""Papers of the case."""

from inspection_app.models import Inspection, Paper, User
from inspection_app.rules import workflow
from inspection_app.rules.terms import PaperKind, PaperState, TeamRole

from .case import serve, team_role
from .roles import answer_for_agency, coordinate, inspect, lead_province

TEAM_WRITERS = frozenset({TeamRole.LEAD, TeamRole.SECRETARY})


OF_TEAM = frozenset({PaperKind.NOTICE, PaperKind.RESULT_NOTICE, PaperKind.RECEIPT, PaperKind.MINUTES})


ISSUED_BY_TEAM = frozenset({PaperKind.RECEIPT, PaperKind.MINUTES})


def see_paper(user: User, paper: Paper) -> bool:
    """The coordinator and the team always; once issued, leaders, and of those to the agency its own officers."""
    if coordinate(user) or _in_team_of(user, paper):
        return True
    if paper.state is PaperState.DRAFT:
        return False
    return lead_province(user) or _addressed(user, paper)


def prepare_paper(user: User, kind: PaperKind, inspection: Inspection) -> bool:
    """Begin a paper of an inspection: the coordinator, or the lead or secretary of its team."""
    return kind in OF_TEAM and (coordinate(user) or _writes_for_team(user, inspection))


def write_paper(user: User, paper: Paper) -> bool:
    """Change a draft: the coordinator; papers of an inspection also the lead or secretary of its team."""
    if paper.state is not PaperState.DRAFT or not workflow.round_open(paper.round.state):
        return False
    if paper.inspection is None:
        return coordinate(user)
    return prepare_paper(user, paper.kind, paper.inspection)


def issue_paper(user: User, paper: Paper) -> bool:
    """Number and date a draft: the coordinator; the team's own papers also its lead or secretary."""
    return write_paper(user, paper) and (coordinate(user) or paper.kind in ISSUED_BY_TEAM)


def attach_scan(user: User, paper: Paper) -> bool:
    """Add what was signed to an issued paper: whoever may issue such papers."""
    own = paper.kind in ISSUED_BY_TEAM and paper.inspection is not None and _writes_for_team(user, paper.inspection)
    return paper.state is not PaperState.DRAFT and (coordinate(user) or own)


def _in_team_of(user: User, paper: Paper) -> bool:
    if paper.inspection is not None:
        return serve(user, paper.inspection)
    return inspect(user) and paper.team is not None and paper.team.role_of(user.id) is not None


def _addressed(user: User, paper: Paper) -> bool:
    """An officer of the agency the paper is of: the notice reaches it while the inspection is only planned."""
    case = paper.inspection
    return case is not None and answer_for_agency(user) and user.agency_id == case.agency_id


def _writes_for_team(user: User, inspection: Inspection) -> bool:
    return serve(user, inspection) and team_role(user, inspection) in TEAM_WRITERS
