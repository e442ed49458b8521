"""What people read for each word of terms.py. Two lists share a label only where Vietnamese says the same for both."""

from collections.abc import Mapping
from enum import StrEnum

from inspection_app.rules import terms
from inspection_app.rules.message import Message

# By type first: members of different lists with the same text are equal, and so would share one key.
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Message]] = {
    terms.Role: {
        terms.Role.ADMINISTRATOR: Message("Administrator"),
        terms.Role.COORDINATOR: Message("Coordinator"),
        terms.Role.INSPECTOR: Message("Inspector"),
        terms.Role.AGENCY_OFFICER: Message("Agency officer"),
        terms.Role.LEADER: Message("Leader of the People's Committee"),
        terms.Role.AGENCY_HEAD: Message("Head of the agency"),
    },
    terms.TeamRole: {
        terms.TeamRole.LEAD: Message("Team lead"),
        terms.TeamRole.DEPUTY: Message("Deputy team lead"),
        terms.TeamRole.SECRETARY: Message("Team secretary"),
        terms.TeamRole.MEMBER: Message("Team member"),
    },
    terms.RoundState: {
        terms.RoundState.DRAFT: Message("Plan being drafted"),
        terms.RoundState.APPROVED: Message("Plan approved"),
        terms.RoundState.IN_PROGRESS: Message("Inspections under way"),
        terms.RoundState.REPORTING: Message("Report being written"),
        terms.RoundState.CLOSED: Message("Closed"),
    },
    terms.Stage: {
        terms.Stage.PLANNED: Message("Planned"),
        terms.Stage.SELF_ASSESSMENT: Message("Self-assessment"),
        terms.Stage.FIELDWORK: Message("Fieldwork"),
        terms.Stage.EXPLANATION: Message("Explanation"),
        terms.Stage.CONCLUDED: Message("Concluded"),
        terms.Stage.CLOSED: Message("Closed"),
    },
    terms.SetState: {
        terms.SetState.DRAFT: Message("Draft"),
        terms.SetState.PUBLISHED: Message("Published"),
    },
    terms.Level: {
        terms.Level.FIELD: Message("Field"),
        terms.Level.CRITERION: Message("Criterion"),
        terms.Level.SUBCRITERION: Message("Sub-criterion"),
        terms.Level.DETAIL: Message("Part of a sub-criterion"),
    },
    terms.Assessed: {
        terms.Assessed.DOCUMENTS: Message("Documents"),
        terms.Assessed.SURVEY: Message("Social survey"),
        terms.Assessed.STATISTICS: Message("Statistics"),
        terms.Assessed.MIXED: Message("Several ways"),
    },
    terms.RuleKind: {
        terms.RuleKind.LADDER: Message("Steps by percent"),
        terms.RuleKind.COUNT: Message("Steps by number"),
        terms.RuleKind.DEADLINE: Message("Steps by working days late"),
        terms.RuleKind.RATIO: Message("In proportion to the percent"),
        terms.RuleKind.MIXED: Message("In proportion between two percents"),
        terms.RuleKind.YESNO: Message("Met or not met"),
        terms.RuleKind.CHECKLIST: Message("Share of requirements met"),
        terms.RuleKind.DEDUCTION: Message("Points off per case"),
        terms.RuleKind.FORMULA: Message("By a formula"),
        terms.RuleKind.SURVEY: Message("Points from the social survey"),
        terms.RuleKind.STATISTICS: Message("Points from statistics"),
        terms.RuleKind.MANUAL: Message("Points given by the team"),
        terms.RuleKind.SUM: Message("Sum of its parts"),
    },
    terms.ItemState: {
        terms.ItemState.NOT_ASSESSED: Message("Not yet assessed"),
        terms.ItemState.MET: Message("Met"),
        terms.ItemState.PARTLY_MET: Message("Partly met"),
        terms.ItemState.AT_RISK: Message("At risk of not being met"),
        terms.ItemState.NOT_MET: Message("Not met"),
        terms.ItemState.LACKS_EVIDENCE: Message("Not enough evidence"),
        terms.ItemState.NOT_INSPECTED: Message("Not inspected (survey)"),
        terms.ItemState.NOT_APPLICABLE: Message("Not applicable"),
    },
    terms.FindingKind: {
        terms.FindingKind.STRENGTH: Message("Strength"),
        terms.FindingKind.SHORTCOMING: Message("Shortcoming"),
    },
    terms.FindingState: {
        terms.FindingState.RECORDED: Message("Recorded, not shown to the agency"),
        terms.FindingState.SHOWN: Message("Shown to the agency"),
        terms.FindingState.EXPLAINED: Message("Explained by the agency"),
        terms.FindingState.SETTLED: Message("Settled"),
        terms.FindingState.WITHDRAWN: Message("Withdrawn"),
    },
    terms.CauseKind: {
        terms.CauseKind.OBJECTIVE: Message("Objective cause"),
        terms.CauseKind.SUBJECTIVE: Message("Subjective cause"),
    },
    terms.Side: {
        terms.Side.AGENCY: Message("Brought by the agency"),
        terms.Side.TEAM: Message("Collected by the team"),
    },
    terms.Verdict: {
        terms.Verdict.ACCEPTED: Message("Accepted"),
        terms.Verdict.PARTLY_ACCEPTED: Message("Partly accepted"),
        terms.Verdict.REJECTED: Message("Not accepted"),
    },
    terms.RecommendationState: {
        terms.RecommendationState.PROPOSED: Message("Proposed"),
        terms.RecommendationState.ISSUED: Message("Issued"),
        terms.RecommendationState.AGREED: Message("Agreed"),
        terms.RecommendationState.DISPUTED: Message("Disputed"),
        terms.RecommendationState.REPORTED_DONE: Message("Reported done"),
        terms.RecommendationState.VERIFIED_DONE: Message("Verified done"),
        terms.RecommendationState.NOT_IMPLEMENTED: Message("Not implemented"),
        terms.RecommendationState.WITHDRAWN: Message("Withdrawn"),
    },
    terms.ReportState: {
        terms.ReportState.DRAFT: Message("Draft"),
        terms.ReportState.SUBMITTED: Message("Submitted for approval"),
        terms.ReportState.RETURNED: Message("Returned for changes"),
        terms.ReportState.APPROVED: Message("Approved"),
        terms.ReportState.ISSUED: Message("Issued"),
        terms.ReportState.SUPERSEDED: Message("Replaced by a later version"),
    },
    terms.Due: {
        terms.Due.SELF_ASSESSMENT: Message("Self-assessment due"),
        terms.Due.EXPLANATION: Message("Explanations due"),
        terms.Due.RESULT: Message("Result notice due"),
    },
    terms.Event: {
        terms.Event.VISIT: Message("Visit"),
        terms.Event.NOTICE: Message("Notice of the visit due"),
        terms.Event.SELF_ASSESSMENT: Message("Self-assessment due"),
        terms.Event.EXPLANATION: Message("Explanations due"),
        terms.Event.RESULT: Message("Result notice due"),
    },
    terms.SecondState: {
        terms.SecondState.NOT_CHECKED: Message("Not scored a second time"),
        terms.SecondState.AGREED: Message("Both scores agree"),
        terms.SecondState.DIFFERS: Message("The two scores differ"),
        terms.SecondState.SETTLED: Message("Difference settled"),
        terms.SecondState.STALE: Message("Team score changed since"),
    },
    terms.Channel: {
        terms.Channel.HOTLINE: Message("Hotline"),
        terms.Channel.PORTAL: Message("Feedback portal"),
        terms.Channel.IN_PERSON: Message("In person"),
        terms.Channel.LETTER: Message("By letter"),
        terms.Channel.EMAIL: Message("By e-mail"),
        terms.Channel.OTHER: Message("Another channel"),
    },
    terms.FeedbackState: {
        terms.FeedbackState.RECEIVED: Message("Received"),
        terms.FeedbackState.FORWARDED: Message("Forwarded to the agency"),
        terms.FeedbackState.HANDLING: Message("Being handled"),
        terms.FeedbackState.ANSWERED: Message("Answered"),
        terms.FeedbackState.DECLINED: Message("Not taken up"),
    },
    terms.SecondChoice: {
        terms.SecondChoice.FIRST: Message("Keep the team's score"),
        terms.SecondChoice.SECOND: Message("Take the second score"),
        terms.SecondChoice.OTHER: Message("Give other points"),
    },
    terms.SelfState: {
        terms.SelfState.DRAFTING: Message("Self-assessment being filled in"),
        terms.SelfState.ASKED: Message("Before the head of the agency"),
        terms.SelfState.RETURNED: Message("Returned by the head of the agency"),
        terms.SelfState.APPROVED: Message("Approved by the head of the agency"),
        terms.SelfState.HANDED_IN: Message("Handed in to the team"),
        terms.SelfState.REOPENED: Message("Reopened for the agency"),
    },
    terms.Gap: {
        terms.Gap.EMPTY: Message("Not filled in yet"),
        terms.Gap.UNPROVEN: Message("Points are claimed without a file or an explanation"),
    },
    terms.JobState: {
        terms.JobState.QUEUED: Message("Waiting its turn"),
        terms.JobState.RUNNING: Message("Being made"),
        terms.JobState.DONE: Message("Ready"),
        terms.JobState.FAILED: Message("Failed"),
    },
    terms.NoticeKind: {
        terms.NoticeKind.OVERDUE: Message("Overdue"),
        terms.NoticeKind.DUE: Message("Due soon"),
        terms.NoticeKind.RETURNED: Message("Returned to you"),
        terms.NoticeKind.ASKED: Message("Waits for you"),
        terms.NoticeKind.ASSIGNED: Message("Given to you"),
        terms.NoticeKind.ANSWERED: Message("Answered"),
        terms.NoticeKind.PUBLISHED: Message("Published or issued"),
    },
    terms.Delivery: {
        terms.Delivery.AT_ONCE: Message("By mail at once"),
        terms.Delivery.DIGEST: Message("In the mail of the day"),
        terms.Delivery.APP: Message("Only here in the program"),
    },
    terms.Language: {
        terms.Language.VIETNAMESE: Message("Vietnamese"),
        terms.Language.ENGLISH: Message("English"),
    },
    terms.MailState: {
        terms.MailState.QUEUED: Message("Waits to be sent"),
        terms.MailState.SENDING: Message("Being sent"),
        terms.MailState.SENT: Message("Sent"),
        terms.MailState.FAILED: Message("Could not be sent"),
        terms.MailState.DROPPED: Message("No longer sent"),
    },
    terms.Capacity: {
        terms.Capacity.CHAIR: Message("Chair of the meeting"),
        terms.Capacity.SECRETARY: Message("Secretary of the meeting"),
        terms.Capacity.REPRESENTATIVE: Message("Representative of the agency"),
    },
    terms.Decision: {
        terms.Decision.AGREED: Message("Agrees"),
        terms.Decision.AGREED_WITH_REMARKS: Message("Agrees, with remarks"),
        terms.Decision.DISAGREED: Message("Does not agree"),
    },
    terms.PaperKind: {
        terms.PaperKind.TEAM_DECISION: Message("Decision to form the team"),
        terms.PaperKind.NOTICE: Message("Notice of the visit"),
        terms.PaperKind.MINUTES: Message("Minutes of the inspection"),
        terms.PaperKind.RESULT_NOTICE: Message("Result notice"),
        terms.PaperKind.RECEIPT: Message("Receipt of evidence"),
    },
    terms.PaperState: {
        terms.PaperState.DRAFT: Message("Draft"),
        terms.PaperState.ISSUED: Message("Issued"),
        terms.PaperState.SUPERSEDED: Message("Replaced by a later version"),
    },
    terms.PaperFileKind: {
        terms.PaperFileKind.PDF: Message("PDF"),
        terms.PaperFileKind.WORD: Message("Word"),
        terms.PaperFileKind.SCAN: Message("Signed scan"),
    },
    terms.RequestState: {
        terms.RequestState.OPEN: Message("Waits for the agency"),
        terms.RequestState.ANSWERED: Message("Answered, waits for the team"),
        terms.RequestState.REOPENED: Message("Asked again"),
        terms.RequestState.CLOSED: Message("Enough, closed"),
    },
    terms.ThreadKind: {
        terms.ThreadKind.QUESTION: Message("Question"),
        terms.ThreadKind.MISSING_EVIDENCE: Message("Missing evidence"),
        terms.ThreadKind.REMARK: Message("Remark"),
    },
}


def label(term: StrEnum) -> Message:
    """The words for one term of terms.py."""
    return LABELS[type(term)][term]
