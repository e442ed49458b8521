"""The agency explains, the team judges."""

from inspection_app.models import Explanation, Inspection, User
from inspection_app.rules import workflow
from inspection_app.rules.explanations import verdict_shown

from .case import officer_of, record, see_team_part


def explain(user: User, inspection: Inspection) -> bool:
    """Answer for the agency while explanations are open."""
    is_open = workflow.explanations_open(inspection.stage) and workflow.round_open(inspection.round.state)
    return is_open and officer_of(user, inspection)


def judge_explanations(user: User, inspection: Inspection) -> bool:
    """Say what becomes of the agency's answers: the team, while explanations are open."""
    return record(user, inspection) and workflow.explanations_open(inspection.stage)


def see_explanation(user: User, explanation: Explanation) -> bool:
    """The team sees what was sent, the agency's officers their drafts as well."""
    inspection = explanation.assessment.inspection
    sent = explanation.given_at is not None
    return officer_of(user, inspection) or (sent and see_team_part(user, inspection))


def see_verdict(user: User, explanation: Explanation) -> bool:
    """The team at once, the agency when results are published next."""
    inspection = explanation.assessment.inspection
    shown = verdict_shown(explanation.judged_at, inspection.published_at)
    return see_team_part(user, inspection) or (shown and officer_of(user, inspection))
