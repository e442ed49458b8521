"""The lines of the activity log in words: what was done, on which column, from what to what."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from inspection_app.rules import numerals
from inspection_app.rules.clock import moment_text
from inspection_app.rules.labels import label
from inspection_app.rules.log_verbs import VERBS
from inspection_app.rules.message import Message
from inspection_app.rules.terms import (
    Assessed,
    Capacity,
    CauseKind,
    Channel,
    Decision,
    Due,
    FeedbackState,
    FindingKind,
    FindingState,
    ItemState,
    Language,
    Level,
    MailState,
    PaperFileKind,
    PaperKind,
    PaperState,
    RecommendationState,
    ReportState,
    RequestState,
    RoundState,
    RuleKind,
    SelfState,
    SetState,
    Side,
    Stage,
    ThreadKind,
    Verdict,
)

COLUMNS: Mapping[str, Message] = {
    "state": Message("State"),
    "stage": Message("Stage"),
    "kind": Message("Kind"),
    "text": Message("Text"),
    "cause": Message("Cause"),
    "cause_kind": Message("Kind of cause"),
    "value": Message("Observed value"),
    "points": Message("Points"),
    "inputs": Message("Observed numbers"),
    "self_inputs": Message("Self-observed numbers"),
    "reason": Message("Reason"),
    "self_value": Message("Self value"),
    "self_points": Message("Self points"),
    "self_note": Message("The agency's note"),
    "self_evidence": Message("Documents named by the agency"),
    "asked_at": Message("Put before the head at"),
    "approved_at": Message("Approved at"),
    "approved_hash": Message("Hash of what was approved"),
    "handed_in_at": Message("Handed in at"),
    "return_reason": Message("Reason of the return"),
    "reopen_reason": Message("Reason of reopening"),
    "recoverable": Message("Points it can still win"),
    "low": Message("Low"),
    "likely": Message("Likely"),
    "high": Message("High"),
    "source": Message("Source of the assumption"),
    "target": Message("Target of the index"),
    "adopted_at": Message("Adopted at"),
    "deadline": Message("Deadline"),
    "lead_agency_id": Message("Lead agency"),
    "assignee_id": Message("Assigned to"),
    "team_id": Message("Team"),
    "criteria_set_id": Message("Criteria set"),
    "first_state": Message("First result"),
    "first_points": Message("First score"),
    "settled_points": Message("Points decided"),
    "settled_reason": Message("Reason"),
    "settled_at": Message("Decided at"),
    "verdict": Message("Verdict"),
    "verdict_reason": Message("Reason"),
    "visit_from": Message("Visit from"),
    "visit_to": Message("Visit to"),
    "notice_days": Message("Days from notice to visit"),
    "self_assessment_days": Message("Days from self-assessment to visit"),
    "explanation_days": Message("Days to explain"),
    "explanation_rounds": Message("Rounds of explanations"),
    "result_days": Message("Days from visit to result notice"),
    "remedy_days": Message("Days to report remedies"),
    "explanation_round": Message("Round of explanations"),
    "self_due_on": Message("Self-assessment due"),
    "explanation_due_on": Message("Explanations due"),
    "result_due_on": Message("Result notice due"),
    "points_before": Message("Points before"),
    "points_after": Message("Points after"),
    "files": Message("Files"),
    "day": Message("Day"),
    "worked": Message("Working day"),
    "published_at": Message("Shown to the agency"),
    "given_at": Message("Given at"),
    "judged_at": Message("Judged at"),
    "feedback": Message("Citizen's feedback"),
    "result": Message("What the check showed"),
    "answer": Message("Answer"),
    "answered_on": Message("Answered on"),
    "received_on": Message("Received on"),
    "due_on": Message("To be answered by"),
    "channel": Message("Channel"),
    "procedure": Message("Administrative procedure"),
    "content": Message("Content"),
    "name": Message("Name"),
    "code": Message("Code"),
    "level": Message("Level"),
    "maximum": Message("Maximum points"),
    "assessed_by": Message("Judged by"),
    "rule": Message("Rule"),
    "rule_params": Message("Parameters of the rule"),
    "measure": Message("What is measured"),
    "bonus": Message("Bonus points"),
    "guidance": Message("How points are given"),
    "evidence_required": Message("Evidence required"),
    "legal_basis": Message("Legal basis"),
    "other_agencies": Message("Co-operating agencies"),
    "name_status": Message("Where the name comes from"),
    "points_status": Message("Where the points come from"),
    "size": Message("Size"),
    "side": Message("Brought by"),
    "media_type": Message("Kind of file"),
    "sha256": Message("SHA-256"),
    "email": Message("E-mail address"),
    "language": Message("Language"),
    "deliveries": Message("How told"),
    "recipient": Message("E-mail address"),
    "tries": Message("Tries"),
    "next_try_at": Message("Next try at"),
    "started_at": Message("Began at"),
    "ended_at": Message("Ended at"),
    "chair_id": Message("Chair of the meeting"),
    "secretary_id": Message("Secretary of the meeting"),
    "team_present": Message("Present of the team"),
    "agency_present": Message("Present of the agency"),
    "course": Message("Course of the meeting"),
    "objections": Message("Objections of the agency"),
    "conclusion": Message("The team's conclusion"),
    "content_sha256": Message("SHA-256 of the content"),
    "capacity": Message("Signs as"),
    "post": Message("Post"),
    "decision": Message("Decision"),
    "remark": Message("Remark"),
    # papers
    "number": Message("Number of the paper"),
    "dated": Message("Date of the paper"),
    "year": Message("Year"),
    "type_code": Message("Code of the type"),
    "subject": Message("Subject"),
    "addressees": Message("Addressees"),
    "authority": Message("Who decides"),
    "bases": Message("Legal bases"),
    "opening": Message("Opening sentence"),
    "place_text": Message("Place of the visit"),
    "attendance": Message("Who attends"),
    "details": Message("Details"),
    "closing": Message("Closing sentence"),
    "issuing_body": Message("Issuing body"),
    "superior_body": Message("Superior body"),
    "body_symbol": Message("Symbol of the body"),
    "place": Message("Place"),
    "signatory_on_behalf": Message("On behalf of"),
    "signatory_post": Message("Post of the signatory"),
    "signatory_name": Message("Name of the signatory"),
    "recipients": Message("Recipients"),
    "snapshot_sha256": Message("SHA-256 of the content"),
    "issued_at": Message("Issued at"),
    "version": Message("Version"),
    "added_in": Message("Handed in at"),
    "trashed_at": Message("Put into the trash at"),
    "note": Message("Note"),
    "resolved_at": Message("Resolved at"),
}
NAMED = frozenset(  # ids that are read as a name
    {"assignee_id", "team_id", "lead_agency_id", "criteria_set_id", "chair_id", "secretary_id"}
)
WORD_LISTS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("assessment", "state"): ItemState,
    ("second_score", "state"): ItemState,
    ("second_score", "first_state"): ItemState,
    ("self_assessment", "state"): SelfState,
    ("finding", "state"): FindingState,
    ("finding", "kind"): FindingKind,
    ("finding", "cause_kind"): CauseKind,
    ("recommendation", "state"): RecommendationState,
    ("inspection", "stage"): Stage,
    ("evidence", "side"): Side,
    ("evidence", "added_in"): Stage,
    ("evidence_request", "state"): RequestState,
    ("desk_thread", "kind"): ThreadKind,
    ("explanation", "verdict"): Verdict,
    ("report", "state"): ReportState,
    ("paper", "state"): PaperState,
    ("paper", "kind"): PaperKind,
    ("paper_file", "kind"): PaperFileKind,
    ("round", "state"): RoundState,
    ("criteria_set", "state"): SetState,
    ("feedback", "state"): FeedbackState,
    ("feedback", "channel"): Channel,
    ("criterion", "level"): Level,
    ("criterion", "assessed_by"): Assessed,
    ("criterion", "rule"): RuleKind,
    ("user_account", "language"): Language,
    ("mail_message", "state"): MailState,
    ("signoff", "capacity"): Capacity,
    ("signoff", "decision"): Decision,
}


def _number(text: str) -> str:
    return numerals.plain(Decimal(text))


def _day(text: str) -> str:
    return numerals.date_text(date.fromisoformat(text))


def _moment(text: str) -> str:
    return moment_text(datetime.fromisoformat(text))


def _size(text: str) -> str:
    return numerals.size_text(int(text))


FIGURES = (
    "maximum",
    "value",
    "points",
    "self_value",
    "self_points",
    "recoverable",
    "first_points",
    "settled_points",
    "low",
    "likely",
    "high",
    "target",
    "points_before",
    "points_after",
)
NUMBERS = dict.fromkeys(FIGURES, _number)
DAY_COLUMNS = (
    "answered_on",
    "dated",
    "day",
    "deadline",
    "due_on",
    "received_on",
    "visit_from",
    "visit_to",
    *Due,
)
DAYS = dict.fromkeys(DAY_COLUMNS, _day)
MOMENT_COLUMNS = (
    "adopted_at",
    "approved_at",
    "asked_at",
    "ended_at",
    "given_at",
    "handed_in_at",
    "issued_at",
    "judged_at",
    "next_try_at",
    "published_at",
    "resolved_at",
    "settled_at",
    "started_at",
    "trashed_at",
)
MOMENTS = dict.fromkeys(MOMENT_COLUMNS, _moment)
FORMS: Mapping[str, Callable[[str], str]] = {**NUMBERS, **DAYS, **MOMENTS, "size": _size}


def verb(name: str) -> Message:
    """What was done; the bare verb where it has no words yet."""
    return VERBS.get(name, Message(name))


def column(name: str) -> Message:
    """What was changed; the bare name where it has no words."""
    return COLUMNS.get(name, Message(name))


def shown(subject_kind: str, name: str, value: object) -> Message | str:
    """An old or new value as people read it: words for terms, decimal commas, dd/MM/yyyy."""
    if value is None:
        return "–"
    if isinstance(value, dict):  # the named numbers of an item
        return "; ".join(f"{key} = {each}".replace(".", ",") for key, each in value.items()) or "–"
    words = WORD_LISTS.get((subject_kind, name))
    try:
        if words is not None:
            return label(words(str(value)))
        return FORMS[name](str(value)) if name in FORMS else str(value)
    except (ValueError, InvalidOperation):
        return str(value)  # a word of an older version
