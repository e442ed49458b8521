"""The closed word lists of the field (glossary in docs/glossary.md); each is stored as its text."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the system; one may be several."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    INSPECTOR = "inspector"
    AGENCY_OFFICER = "agency_officer"
    LEADER = "leader"
    AGENCY_HEAD = "agency_head"


class TeamRole(StrEnum):
    """Trưởng đoàn, Phó Trưởng đoàn, Thư ký, thành viên."""

    LEAD = "lead"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


class RoundState(StrEnum):
    """Where a round (đợt kiểm tra) stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    REPORTING = "reporting"
    CLOSED = "closed"


class Stage(StrEnum):
    """Where the inspection of one agency stands."""

    PLANNED = "planned"
    SELF_ASSESSMENT = "self_assessment"
    FIELDWORK = "fieldwork"
    EXPLANATION = "explanation"
    CONCLUDED = "concluded"
    CLOSED = "closed"


class SetState(StrEnum):
    """A criteria set is edited as a draft and frozen once published."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Level(StrEnum):
    """Lĩnh vực, tiêu chí, tiêu chí thành phần; some tables go one level deeper."""

    FIELD = "field"
    CRITERION = "criterion"
    SUBCRITERION = "subcriterion"
    DETAIL = "detail"


class Assessed(StrEnum):
    """How an item is judged: by documents, by a social survey, by statistics; a parent may mix them."""

    DOCUMENTS = "documents"
    SURVEY = "survey"
    STATISTICS = "statistics"
    MIXED = "mixed"


class RuleKind(StrEnum):
    """How an observed value becomes points (docs/domain.md)."""

    LADDER = "ladder"
    COUNT = "count"
    DEADLINE = "deadline"
    RATIO = "ratio"
    MIXED = "mixed"
    YESNO = "yesno"
    CHECKLIST = "checklist"
    DEDUCTION = "deduction"
    FORMULA = "formula"
    SURVEY = "survey"
    STATISTICS = "statistics"
    MANUAL = "manual"
    SUM = "sum"


class ItemState(StrEnum):
    """What the team says of an item; «not assessed», «lacks evidence», «not applicable» and zero are four things."""

    NOT_ASSESSED = "not_assessed"
    MET = "met"
    PARTLY_MET = "partly_met"
    AT_RISK = "at_risk"
    NOT_MET = "not_met"
    LACKS_EVIDENCE = "lacks_evidence"
    NOT_INSPECTED = "not_inspected"
    NOT_APPLICABLE = "not_applicable"


class FindingKind(StrEnum):
    """Ưu điểm; tồn tại, hạn chế."""

    STRENGTH = "strength"
    SHORTCOMING = "shortcoming"


class FindingState(StrEnum):
    """Only what has been shown is seen by the agency."""

    RECORDED = "recorded"
    SHOWN = "shown"
    EXPLAINED = "explained"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class CauseKind(StrEnum):
    """Nguyên nhân khách quan, chủ quan."""

    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"


class Side(StrEnum):
    """Who brought a piece of evidence."""

    AGENCY = "agency"
    TEAM = "team"


class Verdict(StrEnum):
    """The team's answer to an explanation (giải trình)."""

    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"


class RecommendationState(StrEnum):
    """From proposal to verified closure; «reported done» is not «verified done»."""

    PROPOSED = "proposed"
    ISSUED = "issued"
    AGREED = "agreed"
    DISPUTED = "disputed"
    REPORTED_DONE = "reported_done"
    VERIFIED_DONE = "verified_done"
    NOT_IMPLEMENTED = "not_implemented"
    WITHDRAWN = "withdrawn"


class ReportState(StrEnum):
    """Where the consolidated report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class JobState(StrEnum):
    """Where the making of a document stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Due(StrEnum):
    """What falls due in a case, by the column that keeps its last day."""

    SELF_ASSESSMENT = "self_due_on"
    EXPLANATION = "explanation_due_on"
    RESULT = "result_due_on"


class Event(StrEnum):
    """What stands in a calendar of cases."""

    VISIT = "visit"
    NOTICE = "notice"
    SELF_ASSESSMENT = "self_assessment"
    EXPLANATION = "explanation"
    RESULT = "result"


class SecondState(StrEnum):
    """How the second score of an item (chấm lần 2) stands beside the team's."""

    NOT_CHECKED = "not_checked"
    AGREED = "agreed"
    DIFFERS = "differs"
    SETTLED = "settled"
    STALE = "stale"


class SecondChoice(StrEnum):
    """What the head of the team settles a difference with."""

    FIRST = "first"
    SECOND = "second"
    OTHER = "other"


class Channel(StrEnum):
    """How citizens' feedback on administrative procedures (phản ánh, kiến nghị về TTHC) came in."""

    HOTLINE = "hotline"
    PORTAL = "portal"
    IN_PERSON = "in_person"
    LETTER = "letter"
    EMAIL = "email"
    OTHER = "other"


class FeedbackState(StrEnum):
    """Where a citizen's feedback stands."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    HANDLING = "handling"
    ANSWERED = "answered"
    DECLINED = "declined"


# --- notifications and mail ---


class NoticeKind(StrEnum):
    """What a notification is about, the most urgent first; people choose per kind how they are told."""

    OVERDUE = "overdue"
    DUE = "due"
    RETURNED = "returned"
    ASKED = "asked"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    PUBLISHED = "published"


class Delivery(StrEnum):
    """How a person is told: by a mail of its own, in the one mail of the day, or in the app alone."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    APP = "app"


class Language(StrEnum):
    """What language a person reads."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class MailState(StrEnum):
    """Where a mail stands on its way out."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class SelfState(StrEnum):
    """Where an agency's self-assessment (tự chấm) stands on its way to the team."""

    DRAFTING = "drafting"
    ASKED = "asked"
    RETURNED = "returned"
    APPROVED = "approved"
    HANDED_IN = "handed_in"
    REOPENED = "reopened"


class Gap(StrEnum):
    """What an item of the self-assessment still lacks."""

    EMPTY = "empty"
    UNPROVEN = "unproven"


class Capacity(StrEnum):
    """As what somebody signs a paper."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    REPRESENTATIVE = "representative"


class Decision(StrEnum):
    """What somebody who is asked to sign says of the content."""

    AGREED = "agreed"
    AGREED_WITH_REMARKS = "agreed_with_remarks"
    DISAGREED = "disagreed"


class PaperKind(StrEnum):
    """Papers made from the case (văn bản)."""

    TEAM_DECISION = "team_decision"
    NOTICE = "notice"
    MINUTES = "minutes"
    RESULT_NOTICE = "result_notice"
    RECEIPT = "receipt"


class PaperState(StrEnum):
    """Where a paper stands; what is issued never changes."""

    DRAFT = "draft"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class PaperFileKind(StrEnum):
    """The files of an issued paper."""

    PDF = "pdf"
    WORD = "word"
    SCAN = "scan"


class RequestState(StrEnum):
    """Where a request for further evidence (yêu cầu bổ sung tài liệu) stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"


class ThreadKind(StrEnum):
    """What a thread of the desk review (thẩm định hồ sơ) is about."""

    QUESTION = "question"
    MISSING_EVIDENCE = "missing_evidence"
    REMARK = "remark"
