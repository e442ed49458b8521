"""All tables, by name."""

from .activity import Activity, Operation
from .agency import Agency
from .base import Base
from .criteria_set import CriteriaSet, Criterion
from .evidence import Evidence
from .finding import Explanation, Finding
from .inspection import Assessment, Inspection
from .recommendation import Recommendation
from .report import Render, Report, ReportSection
from .round import Round, Team, TeamMember
from .user import SignInAttempt, User, UserRole

__all__ = [
    "Activity",
    "Agency",
    "Assessment",
    "Base",
    "CriteriaSet",
    "Criterion",
    "Evidence",
    "Explanation",
    "Finding",
    "Inspection",
    "Operation",
    "Recommendation",
    "Render",
    "Report",
    "ReportSection",
    "Round",
    "SignInAttempt",
    "Team",
    "TeamMember",
    "User",
    "UserRole",
]
