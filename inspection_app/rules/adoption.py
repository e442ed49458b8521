"""What of a scenario can become a recommendation, and why the rest cannot."""

from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import workflow
from inspection_app.rules.message import Message
from inspection_app.rules.tally import ZERO
from inspection_app.rules.terms import RoundState, Stage


@dataclass(frozen=True)
class Step:
    """A moved item: its points now and as supposed, and what no open remedy brings of the difference."""

    now: Decimal | None
    supposed: Decimal
    lacking: Decimal


@dataclass(frozen=True)
class Standing:
    """Where round and inspection are."""

    round: RoundState
    stage: Stage


def refusal(step: Step, standing: Standing) -> Message | None:
    """Why no recommendation is made of this step; None where one is."""
    if not workflow.round_open(standing.round):
        return Message("This round is closed. Nothing in it changes any more.")
    if step.supposed <= (step.now or ZERO):
        return Message("The item is not moved up, and a recommendation only wins points.")
    if step.lacking == ZERO:
        return Message("The open remedies of this item already bring these points.")
    return None if workflow.findings_open(standing.stage) else workflow.refusal(standing.stage)
