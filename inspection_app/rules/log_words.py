"""The lines of the activity log in words: what was done, on which column, from what to what."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from inspection_app.rules import numerals
from inspection_app.rules.clock import moment_text
from inspection_app.rules.labels import label
from inspection_app.rules.message import Message
from inspection_app.rules.terms import (
    Assessed,
    CauseKind,
    Channel,
    Due,
    FeedbackState,
    FindingKind,
    FindingState,
    ItemState,
    Language,
    Level,
    MailState,
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

VERBS: Mapping[str, Message] = {
    "user.created": Message("Account opened"),
    "user.changed": Message("Account changed"),
    "user.password_changed": Message("Password changed"),
    "user.sessions_ended": Message("Sessions ended"),
    "user.invited": Message("Person invited"),
    "session.ended": Message("Signed out from afar"),
    "agency.added": Message("Agency added"),
    "agency.renamed": Message("Agency renamed"),
    "criteria_set.imported": Message("Criteria set imported"),
    "criteria_set.discarded": Message("Criteria set discarded"),
    "criteria_set.copied": Message("Criteria set copied as a new version"),
    "criteria_set.changed": Message("Criteria set changed"),
    "criterion.added": Message("Line added to the criteria set"),
    "criterion.changed": Message("Line of the criteria set changed"),
    "criterion.moved": Message("Line of the criteria set given another code"),
    "criterion.removed": Message("Line removed from the criteria set"),
    "criteria_set.published": Message("Criteria set published"),
    "criteria_set.confirmed": Message("Criteria set confirmed"),
    "published_index.imported": Message("Published result imported"),
    "published_index.official": Message("Official points entered"),
    "round.created": Message("Round opened"),
    "round.changed": Message("Round changed"),
    "round.moved": Message("Round moved on"),
    "round.remapped": Message("Round moved to a later criteria set"),
    "team.formed": Message("Team formed"),
    "team.changed": Message("Team changed"),
    "inspection.created": Message("Agency added to the round"),
    "inspection.planned": Message("Team and visit set"),
    "inspection.moved": Message("Inspection moved on"),
    "item.assigned": Message("Item given to a member"),
    "item.remapped": Message("Item moved to a later criteria set"),
    "item.merged": Message("Entry moved with its item to a later criteria set"),
    "self_score.recorded": Message("Self score entered"),
    "self_assessment.asked": Message("Self-assessment put before the head of the agency"),
    "self_assessment.returned": Message("Self-assessment returned by the head of the agency"),
    "self_assessment.approved": Message("Self-assessment approved by the head of the agency"),
    "self_assessment.handed_in": Message("Self-assessment handed in to the team"),
    "self_assessment.reopened": Message("Self-assessment reopened for the agency"),
    "score.recorded": Message("Score saved"),
    "second_score.recorded": Message("Second score saved"),
    "second_score.agreed": Message("Team score confirmed by a second person"),
    "second_score.settled": Message("Difference between the scores settled"),
    "finding.recorded": Message("Finding recorded"),
    "finding.changed": Message("Finding changed"),
    "finding.withdrawn": Message("Finding withdrawn"),
    "finding.explained": Message("Finding explained"),
    "evidence.added": Message("File added"),
    "evidence.replaced": Message("Newer version of a file added"),
    "evidence.trashed": Message("File put into the trash"),
    "evidence.restored": Message("File taken out of the trash"),
    "evidence_request.asked": Message("Further evidence asked for"),
    "evidence_request.answered": Message("Request for evidence answered"),
    "evidence_request.closed": Message("Request for evidence closed"),
    "evidence_request.reopened": Message("Further evidence asked for again"),
    "thread.opened": Message("Thread of the desk review opened"),
    "thread.replied": Message("Reply in the desk review"),
    "thread.resolved": Message("Thread of the desk review resolved"),
    "thread.reopened": Message("Thread of the desk review reopened"),
    "recommendation.recorded": Message("Recommendation recorded"),
    "recommendation.changed": Message("Recommendation changed"),
    "recommendation.withdrawn": Message("Recommendation withdrawn"),
    "recommendation.issued": Message("Recommendation issued"),
    "round.terms_changed": Message("Deadlines of the round changed"),
    "inspection.dated": Message("Due dates worked out anew"),
    "inspection.extended": Message("Due date extended"),
    "inspection.explained_again": Message("Next round of explanations opened"),
    "calendar.corrected": Message("Office calendar corrected"),
    "calendar.restored": Message("Correction of the office calendar taken back"),
    "calendar.link_made": Message("Calendar link made"),
    "calendar.link_ended": Message("Calendar link ended"),
    "explanation.drafted": Message("Explanation drafted"),
    "explanation.given": Message("Explanation given"),
    "explanation.judged": Message("Explanation judged"),
    "contact.added": Message("Contact added"),
    "contact.changed": Message("Contact changed"),
    "contact.removed": Message("Contact removed"),
    "feedback.registered": Message("Citizen's feedback registered"),
    "feedback.changed": Message("Citizen's feedback changed"),
    "feedback.answered": Message("State of the feedback saved"),
    "feedback.linked": Message("Feedback linked to the item"),
    "feedback.unlinked": Message("Feedback taken off the item"),
    "feedback.checked": Message("Handling of the feedback checked"),
    "report.created": Message("Report begun"),
    "report.written": Message("Report text saved"),
    "assumption.stated": Message("Assumption stated"),
    "round.target_set": Message("Target of the index set"),
    "scenario.saved": Message("Scenario saved"),
    "scenario.changed": Message("Scenario changed"),
    "scenario.deleted": Message("Scenario deleted"),
    "scenario.adopted": Message("Scenario adopted"),
    "report.framed": Message("Signatory and recipients saved"),
    "report.drafted": Message("Report drafted"),
    "report.submitted": Message("Report submitted"),
    "report.returned": Message("Report returned"),
    "report.approved": Message("Report approved"),
    "report.issued": Message("Report issued"),
    "report.superseded": Message("Report superseded"),
    "user.preferred": Message("Mail and language chosen"),
    "mail.tested": Message("Test mail written"),
    "mail.resent": Message("Mail sent again"),
}
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
    "version": Message("Version"),
    "added_in": Message("Handed in at"),
    "trashed_at": Message("Put into the trash at"),
    "note": Message("Note"),
    "resolved_at": Message("Resolved at"),
}
NAMED = frozenset({"assignee_id", "team_id", "lead_agency_id", "criteria_set_id"})  # ids that are read as a name
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
    ("round", "state"): RoundState,
    ("criteria_set", "state"): SetState,
    ("feedback", "state"): FeedbackState,
    ("feedback", "channel"): Channel,
    ("criterion", "level"): Level,
    ("criterion", "assessed_by"): Assessed,
    ("criterion", "rule"): RuleKind,
    ("user_account", "language"): Language,
    ("mail_message", "state"): MailState,
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
DAYS = dict.fromkeys(("answered_on", "deadline", "due_on", "received_on", "visit_from", "visit_to", "day", *Due), _day)
MOMENT_COLUMNS = (
    "adopted_at",
    "approved_at",
    "asked_at",
    "given_at",
    "handed_in_at",
    "judged_at",
    "next_try_at",
    "published_at",
    "resolved_at",
    "settled_at",
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
