"""Two people changed the same record: three-way merge by field (docs/adr/0006)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True)
class Clash(Generic[V]):
    """One field given two values; none of the three is thrown away."""

    base: V
    mine: V
    theirs: V


@dataclass(frozen=True)
class Merged(Generic[V]):
    """The record after the merge; a clashing field keeps theirs in `values` until somebody picks."""

    values: dict[str, V]
    clashes: dict[str, Clash[V]]


def merge(base: Mapping[str, V], mine: Mapping[str, V], theirs: Mapping[str, V]) -> Merged[V]:
    """Join mine and theirs, both made from base. A field that mine leaves out is one it did not touch."""
    values, clashes = dict(theirs), {}
    for name, value in mine.items():
        if value in (base[name], theirs[name]):
            continue
        if theirs[name] == base[name]:
            values[name] = value
        else:
            clashes[name] = Clash(base[name], value, theirs[name])
    return Merged(values, clashes)


def undo(now: Mapping[str, V], newest_first: Iterable[Mapping[str, tuple[V, V]]]) -> dict[str, V]:
    """The record as it was before these changes, each {field: (old, new)}, taken back newest first."""
    values = dict(now)
    for change in newest_first:
        values |= {name: old for name, (old, _) in change.items()}
    return values
