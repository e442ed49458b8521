"""All tables, by name."""

from .activity import Activity, Operation
from .agency import Agency
from .base import Base
from .calendar_day import CalendarDay
from .contact import Contact
from .criteria_set import CriteriaSet, Criterion
from .criteria_upload import ColumnMapping, CriteriaUpload
from .desk_thread import DeskReply, DeskThread
from .evidence import Evidence
from .evidence_request import EvidenceRequest, RequestEntry
from .feedback import Feedback, FeedbackCheck
from .finding import Explanation, Finding
from .forecast import Assumption, Scenario, ScenarioStep
from .inspection import Assessment, Inspection
from .mail import MailMessage
from .meeting import Meeting, Minutes
from .notification import Notification
from .paper import Paper, PaperFile
from .published_index import PublishedIndex, PublishedPart
from .recommendation import Recommendation
from .report import Render, Report, ReportSection
from .round import Round, Team, TeamMember
from .round_remap import RoundRemap
from .second_score import SecondScore
from .self_assessment import SelfAssessment, SelfUpload
from .signoff import Signoff
from .user import SignInAttempt, User, UserRole
from .user_session import Invitation, UserSession

__all__ = [
    "Activity",
    "Agency",
    "Assessment",
    "Assumption",
    "Base",
    "CalendarDay",
    "ColumnMapping",
    "Contact",
    "CriteriaSet",
    "CriteriaUpload",
    "Criterion",
    "DeskReply",
    "DeskThread",
    "Evidence",
    "EvidenceRequest",
    "Explanation",
    "Feedback",
    "FeedbackCheck",
    "Finding",
    "Inspection",
    "Invitation",
    "MailMessage",
    "Meeting",
    "Minutes",
    "Notification",
    "Operation",
    "Paper",
    "PaperFile",
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
    "SelfAssessment",
    "SelfUpload",
    "SignInAttempt",
    "Signoff",
    "Team",
    "TeamMember",
    "User",
    "UserRole",
    "UserSession",
]
