"""Which item of a table became which of a later version: by code and name, by name, by code."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from inspection_app.rules.rule_params import Rule
from inspection_app.rules.terms import Assessed
from inspection_app.rules.vietnamese import fold


class How(StrEnum):
    """What makes two items the same; only the first goes without somebody's yes."""

    SAME = "same"
    NAME = "name"
    CODE = "code"
    HAND = "hand"
    NONE = "none"


@dataclass(frozen=True)
class Named:
    """A line of one version of a table; `key` tells it from all others there."""

    key: str
    code: str
    name: str


@dataclass(frozen=True)
class Place(Named):
    """An item that carries points; `key` is its id."""

    maximum: Decimal
    assessed_by: Assessed
    rule: Rule


Line = TypeVar("Line", bound=Named)


@dataclass(frozen=True)
class Match(Generic[Line]):
    """What an old line seems to have become."""

    how: How
    new: Line | None = None


def matched(olds: Sequence[Line], news: Sequence[Line]) -> dict[str, Match[Line]]:
    """Each old line's match, by its key; a new one is proposed once, and a name only where it is the only one."""
    found: dict[str, Match[Line]] = {}
    for how in (How.SAME, How.NAME, How.CODE):
        _join(found, olds, news, how)
    return {old.key: found.get(old.key, Match(How.NONE)) for old in olds}


def _join(found: dict[str, Match[Line]], olds: Sequence[Line], news: Sequence[Line], how: How) -> None:
    taken = {match.new.key for match in found.values() if match.new}
    theirs = _only([each for each in news if each.key not in taken], how)
    for trait, old in _only([each for each in olds if each.key not in found], how).items():
        if trait in theirs:
            found[old.key] = Match(how, theirs[trait])


def _only(lines: Sequence[Line], how: How) -> Mapping[tuple[str, str], Line]:
    """Those that nothing else could be mistaken for."""
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for each in lines:
        code = "" if how is How.NAME else each.code
        groups[code, "" if how is How.CODE else fold(each.name)].append(each)
    return {trait: group[0] for trait, group in groups.items() if len(group) == 1}
