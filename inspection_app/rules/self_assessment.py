"""Self-assessment (tự chấm): when it may be written, what it still lacks, and what an approval is bound to."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Gap, SelfState, Stage

FROZEN = Message("The self-assessment was handed in. The team lead or the coordinator can reopen it.")
# From which states each step is taken.
STEPS: Mapping[SelfState, frozenset[SelfState]] = {
    SelfState.ASKED: frozenset({SelfState.DRAFTING, SelfState.RETURNED, SelfState.REOPENED, SelfState.APPROVED}),
    SelfState.RETURNED: frozenset({SelfState.ASKED, SelfState.APPROVED}),
    SelfState.APPROVED: frozenset({SelfState.ASKED}),
    SelfState.HANDED_IN: frozenset({SelfState.APPROVED}),
    SelfState.REOPENED: frozenset({SelfState.HANDED_IN}),
}


@dataclass(frozen=True)
class Entry:
    """What the agency says of one item, and the hashes of the files it brought there."""

    code: str
    value: Decimal | None
    inputs: Mapping[str, str]
    points: Decimal | None
    note: str
    evidence: str
    files: tuple[str, ...]


def gap(entry: Entry) -> Gap | None:
    """What the item lacks: a score, or words why there is none; for points above 0 a file or an explanation."""
    if entry.points is None:
        return None if entry.note else Gap.EMPTY
    return Gap.UNPROVEN if entry.points > 0 and not entry.files and not entry.note else None


def content_hash(entries: Iterable[Entry]) -> str:
    """SHA-256 over everything the agency says; another word or file anywhere makes it another one."""
    said = [
        [
            each.code,
            *(_text(each.value), dict(each.inputs), _text(each.points)),
            *(each.note, each.evidence, sorted(each.files)),
        ]
        for each in sorted(entries, key=lambda each: each.code)
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def may_step(old: SelfState, new: SelfState) -> bool:
    """Does the self-assessment go from here to there in one step?"""
    return old in STEPS.get(new, ())


def check_step(old: SelfState, new: SelfState) -> None:
    """DomainError where the self-assessment does not go there from here."""
    if old is SelfState.HANDED_IN and new is not SelfState.REOPENED:
        raise DomainError(FROZEN)
    if not may_step(old, new):
        raise DomainError(Message("The self-assessment does not stand there any more. Reload the page."))


def check_writable(state: SelfState) -> None:
    """DomainError with who can reopen it, once the self-assessment was handed in."""
    if state is SelfState.HANDED_IN:
        raise DomainError(FROZEN)


def shown_to_team(stage: Stage, state: SelfState) -> bool:
    """May the team read the agency's scores and files: handed in, or fieldwork was opened?"""
    return state is SelfState.HANDED_IN or stage not in (Stage.PLANNED, Stage.SELF_ASSESSMENT)


def is_late(due: date | None, day: date) -> bool:
    """Is this day after the last one?"""
    return due is not None and day > due


def _text(number: Decimal | None) -> str:
    return numerals.plain(number)
