"""What a table that was read adds up to, for people to hold against the official text."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules.criteria_lines import Line
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
