"""Where the lines of a draft stand: added, given another code, moved, removed, and always one sound tree.

A code says what stands above it, so the tree is the codes; siblings keep the order in which they stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inspection_app.rules.criteria_file import MOST_LINES
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Level

LEVELS = tuple(Level)


@dataclass(frozen=True)
class Place:
    """A line, by whatever names it, and its code."""

    key: str
    code: str


def above(code: str) -> str | None:
    """«3.4» of «3.4.1»; None for a field."""
    return code.rpartition(".")[0] or None


def level_of(code: str) -> Level:
    """Field, criterion, sub-criterion or a part of it."""
    return LEVELS[code.count(".")]


def next_code(codes: Iterable[str], parent: str | None) -> str:
    """The first free number behind all those below `parent`."""
    last = max((_number(code) for code in codes if above(code) == parent), default=0)
    return f"{parent}.{last + 1}" if parent else str(last + 1)


def added(places: Sequence[Place], new: Place) -> list[Place]:
    """With a line more; DomainError for a taken code, or one without its parent."""
    if len(places) >= MOST_LINES:
        raise DomainError(Message("The table must have between 1 and %(most)s lines.", most=MOST_LINES))
    return _joined(places, [new])


def recoded(places: Sequence[Place], key: str, code: str) -> list[Place]:
    """With another code of one line, and so of all below it; DomainError as for a new line."""
    old = _code_of(places, key)
    if code == old:
        return list(places)
    block, rest = _parted(places, old)
    if max(each.code.count(".") for each in block) - old.count(".") + code.count(".") >= len(LEVELS):
        raise DomainError(Message("The lines below it would stand too deep."), field="code")
    return _joined(rest, [replace(each, code=code + each.code.removeprefix(old)) for each in block])


def moved(places: Sequence[Place], key: str, step: int) -> list[Place]:
    """Changed round, code and all below, with the sibling one before (−1) or behind (1); as it was where none is."""
    code = _code_of(places, key)
    siblings = [at for at, each in enumerate(places) if above(each.code) == above(code)]
    mine = next(nth for nth, at in enumerate(siblings) if places[at].code == code)
    if not 0 <= mine + step < len(siblings):
        return list(places)
    one, other = siblings[mine], siblings[mine + step]
    changed = [replace(each, code=_swapped(each.code, code, places[other].code)) for each in places]
    changed[one], changed[other] = changed[other], changed[one]
    return _in_order(changed)


def removed(places: Sequence[Place], key: str) -> list[Place]:
    """Without this line and all below it."""
    return _parted(places, _code_of(places, key))[1]


def is_under(code: str, top: str) -> bool:
    """The line itself, or somewhere below it."""
    return code == top or code.startswith(f"{top}.")


def _joined(places: Sequence[Place], block: Sequence[Place]) -> list[Place]:
    """The lines with a block more, which begins with its top; it stands before the sibling with a larger number."""
    head, codes = block[0].code, {each.code for each in places}
    if head in codes:
        raise DomainError(Message("The code %(code)s is used twice.", code=head), field="code")
    if (parent := above(head)) is not None and parent not in codes:
        raise DomainError(Message("The line %(parent)s must stand above this one.", parent=parent), field="code")
    larger = (at for at, each in enumerate(places) if above(each.code) == parent and _number(each.code) > _number(head))
    at = next(larger, len(places))
    return _in_order([*places[:at], *block, *places[at:]])


def _in_order(places: Sequence[Place]) -> list[Place]:
    """Each line right below its parent; siblings in the order in which they stand here."""
    below: dict[str | None, list[Place]] = defaultdict(list)
    for each in reversed(places):
        below[above(each.code)].append(each)
    ordered: list[Place] = []
    waiting = below[None]
    while waiting:
        ordered.append(waiting.pop())
        waiting += below[ordered[-1].code]
    return ordered


def _parted(places: Sequence[Place], top: str) -> tuple[list[Place], list[Place]]:
    """The line of this code with all below it, and the rest."""
    block = [each for each in places if is_under(each.code, top)]
    return block, [each for each in places if not is_under(each.code, top)]


def _swapped(code: str, one: str, other: str) -> str:
    for old, new in ((one, other), (other, one)):
        if is_under(code, old):
            return new + code.removeprefix(old)
    return code


def _code_of(places: Sequence[Place], key: str) -> str:
    return next(each.code for each in places if each.key == key)


def _number(code: str) -> int:
    return int(code.rpartition(".")[2])
