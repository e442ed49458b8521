"""Sign-offs: a word given on a content counts for that content and no other."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from inspection_app.rules import workflow
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Capacity, Decision, Side, Stage

SIDES: Mapping[Capacity, Side] = {
    Capacity.CHAIR: Side.TEAM,
    Capacity.SECRETARY: Side.TEAM,
    Capacity.REPRESENTATIVE: Side.AGENCY,
}
WITH_REMARK = frozenset({Decision.AGREED_WITH_REMARKS, Decision.DISAGREED})  # these say why
OPEN = frozenset({Stage.FIELDWORK, Stage.EXPLANATION, Stage.CONCLUDED})


class Given(Protocol):
    """A sign-off, as far as it is asked here."""

    capacity: Capacity
    content_sha256: str


def stands(given: Given, sha256: str | None) -> bool:
    """Does it count for the content with this hash? None: there is no content to sign."""
    return sha256 is not None and given.content_sha256 == sha256


def missing(given: Iterable[Given], sha256: str | None, needed: Iterable[Capacity]) -> tuple[Capacity, ...]:
    """Who still has to sign this content, in the order needed; a word on another content does not count."""
    signed = {each.capacity for each in given if stands(each, sha256)}
    return tuple(capacity for capacity in needed if capacity not in signed)


def signing_open(stage: Stage) -> bool:
    """May papers of this inspection be signed: from the visit until the case is closed?"""
    return stage in OPEN


def check_signing_open(stage: Stage) -> None:
    """DomainError with who can change that, where nothing is signed now."""
    if not signing_open(stage):
        raise DomainError(workflow.refusal(stage))
