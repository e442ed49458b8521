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
    CauseKind,
    FindingKind,
    FindingState,
    ItemState,
    RecommendationState,
    ReportState,
    RequestState,
    RoundState,
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
    "agency.added": Message("Agency added"),
    "agency.renamed": Message("Agency renamed"),
    "criteria_set.imported": Message("Criteria set imported"),
    "criteria_set.discarded": Message("Criteria set discarded"),
    "criteria_set.copied": Message("Criteria set copied as a new version"),
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
    "explanation.given": Message("Explanation given"),
    "explanation.judged": Message("Explanation judged"),
    "report.created": Message("Report begun"),
    "report.written": Message("Report text saved"),
    "assumption.stated": Message("Assumption stated"),
    "round.target_set": Message("Target of the index set"),
    "report.framed": Message("Signatory and recipients saved"),
    "report.drafted": Message("Report drafted"),
    "report.submitted": Message("Report submitted"),
    "report.returned": Message("Report returned"),
    "report.approved": Message("Report approved"),
    "report.issued": Message("Report issued"),
    "report.superseded": Message("Report superseded"),
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
    "recoverable": Message("Points it can still win"),
    "low": Message("Low"),
    "likely": Message("Likely"),
    "high": Message("High"),
    "source": Message("Source of the assumption"),
    "target": Message("Target of the index"),
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
    "published_at": Message("Shown to the agency"),
    "given_at": Message("Given at"),
    "judged_at": Message("Judged at"),
    "name": Message("Name"),
    "code": Message("Code"),
    "size": Message("Size"),
    "side": Message("Brought by"),
    "media_type": Message("Kind of file"),
    "sha256": Message("SHA-256"),
    "version": Message("Version"),
    "added_in": Message("Handed in at"),
    "trashed_at": Message("Put into the trash at"),
    "due_on": Message("Last day to answer"),
    "note": Message("Note"),
    "resolved_at": Message("Resolved at"),
}
NAMED = frozenset({"assignee_id", "team_id", "lead_agency_id", "criteria_set_id"})  # ids that are read as a name
WORD_LISTS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("assessment", "state"): ItemState,
    ("second_score", "state"): ItemState,
    ("second_score", "first_state"): ItemState,
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
)
NUMBERS = dict.fromkeys(FIGURES, _number)
DAYS = dict.fromkeys(("deadline", "visit_from", "visit_to", "due_on"), _day)
MOMENT_COLUMNS = ("published_at", "given_at", "judged_at", "settled_at", "trashed_at", "resolved_at")
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
