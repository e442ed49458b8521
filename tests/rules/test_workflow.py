from collections.abc import Callable
from enum import StrEnum
from itertools import product

import pytest

from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import ReportState, RoundState, Stage

ALLOWED = {
    RoundState: "draft approved, approved in_progress, in_progress reporting, reporting closed",
    Stage: "planned self_assessment, planned fieldwork, self_assessment fieldwork, fieldwork explanation, "
    "explanation fieldwork, explanation concluded, concluded closed",
    ReportState: "draft submitted, submitted returned, submitted approved, returned submitted, approved issued, "
    "issued superseded",
}


@pytest.mark.parametrize("states", ALLOWED)
def test_only_these_steps_are_possible(states: type[StrEnum]) -> None:
    possible = {f"{old} {new}" for old, new in product(states, states) if workflow.may_move(old, new)}  # type: ignore[type-var]
    assert possible == set(ALLOWED[states].split(", "))


def test_lists_are_not_mixed_up() -> None:
    assert RoundState.CLOSED.value == Stage.CLOSED.value
    assert not workflow.may_move(RoundState.REPORTING, Stage.CLOSED)  # type: ignore[type-var]


def test_advance_says_what_is_not_possible() -> None:
    assert workflow.advance(Stage.PLANNED, Stage.FIELDWORK) is Stage.FIELDWORK
    with pytest.raises(DomainError, match="from “Closed” to “Fieldwork”"):
        workflow.advance(Stage.CLOSED, Stage.FIELDWORK)


def test_next_stages_begin_with_the_usual_way() -> None:
    assert workflow.next_stages(Stage.EXPLANATION) == (Stage.CONCLUDED, Stage.FIELDWORK)
    assert workflow.next_stages(Stage.CLOSED) == ()


@pytest.mark.parametrize(
    ("question", "stages"),
    [
        (workflow.self_assessment_open, "self_assessment"),
        (workflow.findings_open, "fieldwork explanation"),
        (workflow.explanations_open, "explanation"),
        (workflow.published_to_agency, "explanation concluded closed"),
        (workflow.settled, "concluded closed"),
        (workflow.report_editable, "draft returned"),
        (workflow.report_frozen, "issued superseded"),
    ],
)
def test_what_is_open_when(question: Callable[..., bool], stages: str) -> None:
    states = ReportState if question.__name__.startswith("report") else Stage
    assert " ".join(state for state in states if question(state)) == stages


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_refusal(stage: Stage) -> None:
    assert str(workflow.refusal(stage)).endswith(".")
