"""The lines of a criteria table and what must hold among them, whatever file or form they came from."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import numerals
from inspection_app.rules.criteria_file import Problem
from inspection_app.rules.message import Message
from inspection_app.rules.terms import Assessed, Level, RuleKind

CODE = re.compile(r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){0,3}")
DEPTH = {level: depth for depth, level in enumerate(Level, 1)}  # field, criterion, sub-criterion, its parts


@dataclass(frozen=True)
class Line:
    """One line of the table, checked; points in points of the index."""

    number: int  # of its row in the file, or its place in a draft
    code: str
    level: Level
    name: str
    maximum: Decimal
    assessed_by: Assessed
    rule: RuleKind
    rule_params: str
    measure: str
    lead_agency: str
    other_agencies: tuple[str, ...]
    name_status: str
    points_status: str
    bonus: bool = False  # its points come on top of the maximum above it
    guidance: str = ""
    evidence_required: str = ""
    legal_basis: str = ""

    @property
    def parent(self) -> str | None:
        """«3.4» of «3.4.1»; None for a field."""
        return self.code.rpartition(".")[0] or None


def problems(lines: Sequence[Line], total: Decimal) -> list[Problem]:
    """All that is wrong among lines that are each right; `total`: points of the whole table, bonus points apart."""
    return _tree_problems(lines) or [*_leaf_problems(lines), *_sum_problems(lines, total)]


def _tree_problems(lines: Sequence[Line]) -> list[Problem]:
    """Codes used twice, lines without their parent above them, levels that do not fit the code."""
    problems = []
    seen: dict[str, Line] = {}
    for line in lines:
        if line.code in seen:
            problems.append(Problem(line.number, "code", Message("The code %(code)s is used twice.", code=line.code)))
        elif DEPTH[line.level] != len(line.code.split(".")):
            problems.append(Problem(line.number, "level", Message("The level does not fit the code.")))
        elif line.parent is not None and line.parent not in seen:
            sentence = Message("The line %(parent)s must stand above this one.", parent=line.parent)
            problems.append(Problem(line.number, "code", sentence))
        seen.setdefault(line.code, line)
    return problems


def _leaf_problems(lines: Sequence[Line]) -> list[Problem]:
    """Lines whose rule or way of judging does not fit their place in the tree."""
    parents = {line.parent for line in lines}
    problems = []
    for line in lines:
        if line.code in parents and line.rule is not RuleKind.SUM:
            problems.append(Problem(line.number, "rule", Message("Lines stand below this one, so its rule is «sum».")))
        elif line.code not in parents and line.rule is RuleKind.SUM:
            problems.append(Problem(line.number, "rule", Message("No line stands below this one to be summed.")))
        elif line.code not in parents and line.assessed_by is Assessed.MIXED:
            sentence = Message("Only a line with others below it is judged in several ways.")
            problems.append(Problem(line.number, "assessment", sentence))
        elif line.rule is RuleKind.SURVEY and line.assessed_by is not Assessed.SURVEY:
            sentence = Message("Points of the survey belong to a line judged by «survey».")
            problems.append(Problem(line.number, "assessment", sentence))
        elif line.rule is RuleKind.STATISTICS and line.assessed_by is not Assessed.STATISTICS:
            sentence = Message("Points from statistics belong to a line judged by «statistics».")
            problems.append(Problem(line.number, "assessment", sentence))
    return problems


def _sum_problems(lines: Sequence[Line], total: Decimal) -> list[Problem]:
    """Parents that are not the sum of their children, and a table that is not the total."""
    below: dict[str | None, Decimal] = defaultdict(Decimal)
    for line in lines:
        if not line.bonus:
            below[line.parent] += line.maximum
    problems = [
        Problem(line.number, "max_points", _differ(below[line.code], line.maximum))
        for line in lines
        if line.code in below and below[line.code] != line.maximum
    ]
    if below[None] != total:
        problems.append(Problem(1, "max_points", _differ(below[None], total)))
    return problems


def _differ(found: Decimal, wanted: Decimal) -> Message:
    return Message(
        "The lines below add up to %(found)s, not to %(wanted)s.",
        found=numerals.plain(found),
        wanted=numerals.plain(wanted),
    )
