"""All tables, by name."""

from .activity import Activity, Operation
from .agency import Agency
from .base import Base
from .calendar_day import CalendarDay
from .criteria_set import CriteriaSet, Criterion
from .criteria_upload import ColumnMapping, CriteriaUpload
from .desk_thread import DeskReply, DeskThread
from .evidence import Evidence
from .evidence_request import EvidenceRequest, RequestEntry
from .finding import Explanation, Finding
from .forecast import Assumption, Scenario, ScenarioStep
from .inspection import Assessment, Inspection
from .published_index import PublishedIndex, PublishedPart
from .recommendation import Recommendation
from .report import Render, Report, ReportSection
from .round import Round, Team, TeamMember
from .round_remap import RoundRemap
from .second_score import SecondScore
from .user import SignInAttempt, User, UserRole

__all__ = [
    "Activity",
    "Agency",
    "Assessment",
    "Assumption",
    "Base",
    "CalendarDay",
    "ColumnMapping",
    "CriteriaSet",
    "CriteriaUpload",
    "Criterion",
    "DeskReply",
    "DeskThread",
    "Evidence",
    "EvidenceRequest",
    "Explanation",
    "Finding",
    "Inspection",
    "Operation",
    "PublishedIndex",
    "PublishedPart",
    "Recommendation",
    "Render",
    "Report",
    "ReportSection",
    "RequestEntry",
    "Round",
    "RoundRemap",
    "Scenario",
    "ScenarioStep",
    "SecondScore",
    "SignInAttempt",
    "Team",
    "TeamMember",
    "User",
    "UserRole",
]
