"""The inspection of one agency: who sees it, who writes in it, who moves it on."""

from inspection_app.models import Assessment, Finding, Inspection, Recommendation, User
from inspection_app.rules import workflow
from inspection_app.rules.second_scores import UNSCORED
from inspection_app.rules.terms import RoundState, Stage, TeamRole

from .roles import answer_for_agency, coordinate, inspect

HEADS = frozenset({TeamRole.LEAD, TeamRole.DEPUTY})


def team_role(user: User, inspection: Inspection) -> TeamRole | None:
    """This person's place in the inspection's team."""
    return inspection.team.role_of(user.id) if inspection.team else None


def see_inspection(user: User, inspection: Inspection) -> bool:
    """The team, the coordinator, and the agency's own officers (who see the published part only)."""
    return see_team_part(user, inspection) or officer_of(user, inspection)


def see_team_part(user: User, inspection: Inspection) -> bool:
    """Scores and findings before they are published, and the log."""
    return coordinate(user) or serve(user, inspection)


def officer_of(user: User, inspection: Inspection) -> bool:
    """Officer of the inspected agency, once the inspection has been announced."""
    return answer_for_agency(user) and user.agency_id == inspection.agency_id and inspection.stage is not Stage.PLANNED


def serve(user: User, inspection: Inspection) -> bool:
    """In the team, still an inspector, and not of the inspected agency; a plan that is a draft is its coordinator's."""
    in_team = inspect(user) and team_role(user, inspection) is not None and user.agency_id != inspection.agency_id
    return in_team and inspection.round.state is not RoundState.DRAFT


def record(user: User, inspection: Inspection) -> bool:
    """Enter scores, findings, evidence and recommendations: the team, while fieldwork and the round are open."""
    return (
        serve(user, inspection)
        and workflow.findings_open(inspection.stage)
        and workflow.round_open(inspection.round.state)
    )


def second_score(user: User, assessment: Assessment) -> bool:
    """Score an item a second time: somebody of the team whose score it is not, while it may be scored."""
    scored = assessment.state not in UNSCORED and assessment.scorer_id != user.id
    return scored and record(user, assessment.inspection)


def settle_second_score(user: User, inspection: Inspection) -> bool:
    """Decide between two scores: the head of the team, while it may score."""
    return record(user, inspection) and team_role(user, inspection) in HEADS


def change_finding(user: User, finding: Finding) -> bool:
    """A finding is changed by its author, or by the head of the team."""
    return _change(user, finding.author_id == user.id, finding.assessment.inspection)


def change_recommendation(user: User, recommendation: Recommendation) -> bool:
    """A recommendation is changed by its author, or by the head of the team."""
    return _change(user, recommendation.author_id == user.id, recommendation.assessment.inspection)


def move_stage(user: User, inspection: Inspection) -> bool:
    """Open, publish, conclude: the head of the team or the coordinator."""
    return coordinate(user) or (serve(user, inspection) and team_role(user, inspection) in HEADS)


def hand_over(user: User, inspection: Inspection) -> bool:
    """Give one member's items to another: the head of the team or the coordinator, until the results stand."""
    open_ = workflow.round_open(inspection.round.state) and not workflow.settled(inspection.stage)
    return open_ and move_stage(user, inspection)


def extend_due(user: User, inspection: Inspection) -> bool:
    """Give longer time: the head of the team or the coordinator, until the round is closed."""
    return move_stage(user, inspection) and workflow.round_open(inspection.round.state)


def _change(user: User, is_author: bool, inspection: Inspection) -> bool:
    return record(user, inspection) and (is_author or team_role(user, inspection) in HEADS)
