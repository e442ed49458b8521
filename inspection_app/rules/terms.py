"""The closed word lists of the field (glossary in docs/glossary.md); each is stored as its text."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the system; one may be several."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    INSPECTOR = "inspector"
    AGENCY_OFFICER = "agency_officer"
    LEADER = "leader"


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
