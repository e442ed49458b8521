"""What two versions of a table differ in, line by line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.remap_match import Named, matched
from inspection_app.rules.vietnamese import fold

SIMILAR = 0.6  # of the letters of two names; below that it is hardly the same line
TEXTS = ("measure", "guidance", "evidence_required", "legal_basis")


class Change(StrEnum):
    """A way in which a line differs."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # another code
    RENAMED = "renamed"
    POINTS = "points"
    RULE = "rule"
    AGENCY = "agency"
    TEXTS = "texts"


@dataclass(frozen=True)
class Pair:
    """A line before and after; one of them is absent where it was added or removed."""

    old: Line | None
    new: Line | None
    changes: frozenset[Change]

    @property
    def line(self) -> Line:
        """The newer of the two."""
        line = self.new or self.old
        if line is None:
            raise ValueError  # a pair has at least one
        return line

    @property
    def difference(self) -> Decimal:
        """Points gained, or lost where below 0."""
        return (self.new.maximum if self.new else Decimal(0)) - (self.old.maximum if self.old else Decimal(0))

    @property
    def similar(self) -> bool:
        """Whether the two names read much alike."""
        if self.old is None or self.new is None:
            return False
        return SequenceMatcher(None, fold(self.old.name), fold(self.new.name)).ratio() >= SIMILAR

    @property
    def changed_texts(self) -> tuple[str, ...]:
        """Which other columns differ."""
        if self.old is None or self.new is None:
            return ()
        return tuple(name for name in TEXTS if getattr(self.old, name) != getattr(self.new, name))


@dataclass(frozen=True)
class Diff:
    """Every line of both versions, in the new table's order; those removed stand last."""

    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many lines differ in each way."""
        found = Counter(change for pair in self.pairs for change in pair.changes)
        return {change: found[change] for change in Change}

    def of(self, kind: Change | None) -> list[Pair]:
        """The lines that differ, or differ in this way."""
        return [pair for pair in self.pairs if (kind in pair.changes if kind else pair.changes)]

    @property
    def fields(self) -> list[Pair]:
        """The top lines, changed or not, with their points."""
        return [pair for pair in self.pairs if pair.line.parent is None]


def diff(olds: Sequence[Line], news: Sequence[Line]) -> Diff:
    """Lines matched by code and name, then by a name under another code, then by a code with another name."""
    matches = matched([_named(line) for line in olds], [_named(line) for line in news])
    before = {match.new.key: code for code, match in matches.items() if match.new}
    by_code = {line.code: line for line in olds}
    pairs = [_pair(by_code[before[line.code]] if line.code in before else None, line) for line in news]
    gone = [Pair(line, None, frozenset({Change.REMOVED})) for line in olds if matches[line.code].new is None]
    return Diff((*pairs, *gone))


def _named(line: Line) -> Named:
    return Named(line.code, line.code, line.name)


def _pair(old: Line | None, new: Line) -> Pair:
    if old is None:
        return Pair(None, new, frozenset({Change.ADDED}))
    told = {
        Change.MOVED: old.code != new.code,
        Change.RENAMED: old.name != new.name,
        Change.POINTS: (old.maximum, old.bonus) != (new.maximum, new.bonus),
        Change.RULE: (old.rule, old.rule_params, old.assessed_by) != (new.rule, new.rule_params, new.assessed_by),
        Change.AGENCY: (old.lead_agency, set(old.other_agencies)) != (new.lead_agency, set(new.other_agencies)),
        Change.TEXTS: any(getattr(old, name) != getattr(new, name) for name in TEXTS),
    }
    return Pair(old, new, frozenset(change for change, differs in told.items() if differs))
