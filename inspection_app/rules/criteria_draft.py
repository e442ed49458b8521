"""What is still wrong with a draft, told of its lines and not of the rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from inspection_app.rules import criteria_lines
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.message import Message

FIRST = 2  # number 1 is where an import tells what is wrong with the whole table


@dataclass(frozen=True)
class Fault:
    """What is wrong, and with the line of which code; None where the whole table is meant."""

    code: str | None
    message: Message


def faults(lines: Sequence[Line], total: Decimal) -> list[Fault]:
    """All that keeps the table from being published, in its order; the same that keeps one from being imported."""
    numbered = [replace(line, number=number) for number, line in enumerate(lines, FIRST)]
    codes = {line.number: line.code for line in numbered}
    found = criteria_lines.problems(numbered, total)
    return [Fault(codes.get(each.line), each.message) for each in sorted(found, key=lambda each: each.line)]
