"""What a table that was read adds up to, for people to hold against the official text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import numerals
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.criteria_tree import above
from inspection_app.rules.message import Message
from inspection_app.rules.terms import Level, RuleKind

ZERO = Decimal(0)


@dataclass(frozen=True)
class FieldSum:
    """A field with its stated points and those of its leaves, bonus points apart; all in points."""

    line: Line
    leaves: int
    found: Decimal
    bonus: Decimal


@dataclass(frozen=True)
class Sums:
    """The whole table in figures."""

    levels: tuple[tuple[Level, int], ...]
    leaves: int
    fields: tuple[FieldSum, ...]
    found: Decimal  # points of all fields
    declared: Decimal


@dataclass(frozen=True)
class Weight:
    """What a line counts where its parent is summed, in points."""

    code: str
    maximum: Decimal
    bonus: bool = False


@dataclass(frozen=True)
class Balance:
    """The lines right below one line, or the fields below the total, held against what it says; in points."""

    found: Decimal
    wanted: Decimal
    bonus: Decimal  # on top, and no part of `found`

    @property
    def missing(self) -> Decimal:
        """Below 0 where there is too much."""
        return self.wanted - self.found

    @property
    def words(self) -> Message:
        """«1,75 of 2,00 · 0,25 missing»."""
        told = {
            "found": numerals.points(self.found),
            "wanted": numerals.points(self.wanted),
            "missing": _in_full(abs(self.missing)),
        }
        if self.missing > 0:
            return Message("%(found)s of %(wanted)s · %(missing)s missing", **told)
        if self.missing < 0:
            return Message("%(found)s of %(wanted)s · %(missing)s too much", **told)
        return Message("%(found)s of %(wanted)s · adds up", **told)


def _in_full(value: Decimal) -> str:
    """At two places, or more where there are more: what two places would hide is missing all the same."""
    return numerals.points(value) if value == round(value, 2) else numerals.plain(value)


def balances(weights: Iterable[Weight], total: Decimal) -> Mapping[str | None, Balance]:
    """What stands below each parent, by its code, and below the whole table, by None."""
    weights = list(weights)
    found: dict[str | None, Decimal] = defaultdict(Decimal)
    on_top: dict[str | None, Decimal] = defaultdict(Decimal)
    for each in weights:
        (on_top if each.bonus else found)[above(each.code)] += each.maximum
    parents = {above(each.code) for each in weights}
    stated = {each.code: each.maximum for each in weights if each.code in parents} | {None: total}
    return {code: Balance(found[code], wanted, on_top[code]) for code, wanted in stated.items()}


def summed(lines: Sequence[Line], declared: Decimal) -> Sums:
    """Count and add up; `declared` are the points of the whole table as somebody typed them."""
    leaves = [line for line in lines if line.rule is not RuleKind.SUM]
    levels = [(level, sum(line.level is level for line in lines)) for level in Level]
    fields = tuple(_field(line, leaves, lines) for line in lines if line.parent is None)
    found = sum((each.line.maximum for each in fields if not each.line.bonus), ZERO)
    return Sums(tuple((level, count) for level, count in levels if count), len(leaves), fields, found, declared)


def _field(line: Line, leaves: Sequence[Line], lines: Sequence[Line]) -> FieldSum:
    bonus = {each.code for each in lines if each.bonus and each.code != line.code}
    own = [leaf for leaf in leaves if leaf.code.split(".")[0] == line.code]
    extra = [leaf for leaf in own if any(leaf.code == code or leaf.code.startswith(f"{code}.") for code in bonus)]
    points = sum((leaf.maximum for leaf in own), ZERO)
    above = sum((leaf.maximum for leaf in extra), ZERO)
    return FieldSum(line, len(own), points - above, above)
