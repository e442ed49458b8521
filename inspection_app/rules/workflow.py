"""Where a round, an inspection and a report may go next, and what is open at each place."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from inspection_app.rules.labels import label
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import ReportState, RequestState, RoundState, Side, Stage

StateT = TypeVar("StateT", RoundState, Stage, ReportState, RequestState)

ROUND_MOVES: Mapping[RoundState, tuple[RoundState, ...]] = {
    RoundState.DRAFT: (RoundState.APPROVED,),
    RoundState.APPROVED: (RoundState.IN_PROGRESS,),
    RoundState.IN_PROGRESS: (RoundState.REPORTING,),
    RoundState.REPORTING: (RoundState.CLOSED,),
    RoundState.CLOSED: (),
}
STAGE_MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.PLANNED: (Stage.SELF_ASSESSMENT, Stage.FIELDWORK),
    Stage.SELF_ASSESSMENT: (Stage.FIELDWORK,),
    Stage.FIELDWORK: (Stage.EXPLANATION,),
    Stage.EXPLANATION: (Stage.CONCLUDED, Stage.FIELDWORK),
    Stage.CONCLUDED: (Stage.CLOSED,),
    Stage.CLOSED: (),
}
REPORT_MOVES: Mapping[ReportState, tuple[ReportState, ...]] = {
    ReportState.DRAFT: (ReportState.SUBMITTED,),
    ReportState.SUBMITTED: (ReportState.APPROVED, ReportState.RETURNED),
    ReportState.RETURNED: (ReportState.SUBMITTED,),
    ReportState.APPROVED: (ReportState.ISSUED,),
    ReportState.ISSUED: (ReportState.SUPERSEDED,),
    ReportState.SUPERSEDED: (),
}
REQUEST_MOVES: Mapping[RequestState, tuple[RequestState, ...]] = {
    RequestState.OPEN: (RequestState.ANSWERED, RequestState.CLOSED),
    RequestState.ANSWERED: (RequestState.CLOSED, RequestState.REOPENED),
    RequestState.REOPENED: (RequestState.ANSWERED, RequestState.CLOSED),
    RequestState.CLOSED: (RequestState.REOPENED,),
}
# By type first: members of different lists with the same text are equal, and so would share one key.
MOVES: Mapping[type[StrEnum], Mapping[Any, tuple[StrEnum, ...]]] = {
    RoundState: ROUND_MOVES,
    Stage: STAGE_MOVES,
    ReportState: REPORT_MOVES,
    RequestState: REQUEST_MOVES,
}


def may_move(old: StateT, new: StateT) -> bool:
    """Does the work go from here to there in one step?"""
    return type(new) is type(old) and new in MOVES[type(old)][old]


def advance(old: StateT, new: StateT) -> StateT:
    """The new state; DomainError where the work does not go there from here."""
    if not may_move(old, new):
        raise DomainError(
            Message("This step is not possible: from “%(old)s” to “%(new)s”.", old=label(old), new=label(new))
        )
    return new


def round_open(state: RoundState) -> bool:
    """May anything in the round still change?"""
    return state is not RoundState.CLOSED


def round_running(state: RoundState) -> bool:
    """May its inspections go on: is it past the draft, and not closed?"""
    return round_open(state) and state is not RoundState.DRAFT


def check_round_open(state: RoundState) -> None:
    """DomainError once the round is closed: nothing in it changes any more."""
    if not round_open(state):
        raise DomainError(Message("This round is closed. Nothing in it changes any more."))


def check_round_running(state: RoundState) -> None:
    """DomainError where the round is closed or not approved yet: its inspections do not go on."""
    check_round_open(state)
    if not round_running(state):
        raise DomainError(Message("This round is still a draft. The coordinator approves it first."))


def next_stages(stage: Stage) -> tuple[Stage, ...]:
    """Where an inspection may go from here, the usual way first."""
    return STAGE_MOVES[stage]


def self_assessment_open(stage: Stage) -> bool:
    """May the agency hand in its own scores and evidence?"""
    return stage is Stage.SELF_ASSESSMENT


def findings_open(stage: Stage) -> bool:
    """May the team score, record findings and propose remedies?"""
    return stage in (Stage.FIELDWORK, Stage.EXPLANATION)


def check_findings_open(stage: Stage) -> None:
    """DomainError with who can reopen it, where the team may not write now."""
    if not findings_open(stage):
        raise DomainError(refusal(stage))


def check_self_assessment_open(stage: Stage) -> None:
    """DomainError with who can reopen it, where the agency may not score itself now."""
    if not self_assessment_open(stage):
        raise DomainError(refusal(stage))


def evidence_open(stage: Stage, side: Side) -> bool:
    """May this side bring files of its own accord?"""
    if side is Side.TEAM:
        return findings_open(stage)
    return self_assessment_open(stage) or explanations_open(stage)


def check_evidence_open(stage: Stage, side: Side) -> None:
    """DomainError with who can reopen it, where this side may not bring files now."""
    if not evidence_open(stage, side):
        raise DomainError(refusal(stage))


def removal_open(stage: Stage, side: Side, added_in: Stage | None) -> bool:
    """May a file still be put into the trash? What the agency handed in at an earlier stage stays."""
    return evidence_open(stage, side) and (side is Side.TEAM or added_in is stage)


def check_removal_open(stage: Stage, side: Side, added_in: Stage | None) -> None:
    """DomainError where a file of this side may not be taken away any more."""
    check_evidence_open(stage, side)
    if not removal_open(stage, side, added_in):
        raise DomainError(Message("This file was handed in at an earlier stage, so it stays. Bring a newer version."))


def requests_open(stage: Stage) -> bool:
    """May the team ask for further evidence, and the agency answer, whatever else is frozen?"""
    return stage in (Stage.SELF_ASSESSMENT, Stage.FIELDWORK, Stage.EXPLANATION)


def check_requests_open(stage: Stage) -> None:
    """DomainError where nothing is asked for or answered now."""
    if not requests_open(stage):
        raise DomainError(refusal(stage))


def desk_review_begun(stage: Stage) -> bool:
    """Is there anything of the agency to hold against the table yet?"""
    return stage is not Stage.PLANNED


def desk_review_open(stage: Stage) -> bool:
    """May the team still discuss the documents?"""
    return desk_review_begun(stage) and not settled(stage)


def check_desk_review_open(stage: Stage) -> None:
    """DomainError where the team may not discuss the documents now."""
    if not desk_review_open(stage):
        raise DomainError(refusal(stage))


def explanations_open(stage: Stage) -> bool:
    """May the agency explain, and the team answer?"""
    return stage is Stage.EXPLANATION


def published_to_agency(stage: Stage) -> bool:
    """Does the agency see what the team says of it?"""
    return stage in (Stage.EXPLANATION, Stage.CONCLUDED, Stage.CLOSED)


def settled(stage: Stage) -> bool:
    """Do the results of the inspection stand?"""
    return stage in (Stage.CONCLUDED, Stage.CLOSED)


def report_editable(state: ReportState) -> bool:
    """May the text of the report still be changed?"""
    return state in (ReportState.DRAFT, ReportState.RETURNED)


def report_frozen(state: ReportState) -> bool:
    """Has the report been issued, and so is frozen for good?"""
    return state in (ReportState.ISSUED, ReportState.SUPERSEDED)


def refusal(stage: Stage) -> Message:
    """Why this cannot be written now, and who can change that."""
    return REFUSALS[stage]


REFUSALS: Mapping[Stage, Message] = {
    Stage.PLANNED: Message(
        "This inspection is only planned so far. The team lead or the coordinator opens the next step."
    ),
    Stage.SELF_ASSESSMENT: Message(
        "The agency is still assessing itself. The team lead or the coordinator opens fieldwork."
    ),
    Stage.FIELDWORK: Message("Fieldwork is going on. The team lead or the coordinator moves it on."),
    Stage.EXPLANATION: Message(
        "The agency is explaining itself. The team lead or the coordinator can reopen fieldwork."
    ),
    Stage.CONCLUDED: Message("This inspection is concluded. Its results no longer change."),
    Stage.CLOSED: Message("This inspection is closed. Its results no longer change."),
}
