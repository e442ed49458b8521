"""A criteria table as text (CSV), read and checked line by line; nothing of it is used unless all of it is right."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import numerals, scoring
from inspection_app.rules.criteria_file import SURPLUS, BadTable, Problem, Row, read_rows
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, Level, RuleKind

__all__ = ["BadTable", "Line", "Problem", "read"]

LONGEST = 500  # characters of a text
CODE = re.compile(r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){0,2}")
DEPTH = {Level.FIELD: 1, Level.CRITERION: 2, Level.SUBCRITERION: 3}


@dataclass(frozen=True)
class Line:
    """One line of the table, checked; points in points of the index."""

    number: int  # in the file
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

    @property
    def parent(self) -> str | None:
        """«3.4» of «3.4.1»; None for a field."""
        return self.code.rpartition(".")[0] or None


def read(content: bytes, *, agencies: Collection[str], total: Decimal) -> tuple[Line, ...]:
    """All lines, in order; raises BadTable with every problem found. `total`: points of the whole table."""
    problems: list[Problem] = []
    checked = [_line(number, row, agencies, problems) for number, row in read_rows(content)]
    lines = [line for line in checked if line is not None]
    if not problems:  # a wrong line would only make others look wrong
        problems = _tree_problems(lines) or [*_leaf_problems(lines), *_sum_problems(lines, total)]
    if problems:
        raise BadTable(problems)
    return tuple(lines)


def _line(number: int, row: Row, agencies: Collection[str], problems: list[Problem]) -> Line | None:
    """The line, or None once its problems are listed."""
    if row[SURPLUS]:
        sentence = Message("This line has more cells than the table has columns. Put texts with commas in quotes.")
        problems.append(Problem(number, "", sentence))
        return None
    before = len(problems)

    def take(column: str, parse: Callable[[str], object]) -> object:
        try:
            return parse(row[column])
        except DomainError as error:
            problems.append(Problem(number, column, error.message))
        return None

    values = {
        "code": take("code", _code),
        "level": take("level", lambda text: _term(Level, text)),
        "name": take("name_vi", _name),
        "maximum": take("max_points", _points),
        "assessed_by": take("assessment", lambda text: _term(Assessed, text)),
        "rule": take("rule", lambda text: _term(RuleKind, text)),
        "measure": take("measure_vi", _short),
        "lead_agency": take("lead_agency", lambda text: _agency(text, agencies)),
        "other_agencies": take("other_agencies", lambda text: _agencies(text, agencies)),
        "name_status": take("name_status", _short),
        "points_status": take("points_status", _short),
    }
    rule = values["rule"]
    if isinstance(rule, RuleKind):
        values["rule_params"] = take("rule_params", lambda text: scoring.rule_text(scoring.parse_rule(rule, text)))
    if len(problems) > before:
        return None
    return Line(number=number, **values)  # type: ignore[arg-type] # each was parsed above


def _code(text: str) -> str:
    code = text.rstrip(".")
    if not CODE.fullmatch(code):
        raise DomainError(Message("A code is made of numbers and dots, for instance 3.4.1."))
    return code


def _name(text: str) -> str:
    if not text:
        raise DomainError(Message("The name is missing."))
    return _short(text)


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise DomainError(Message("At most %(most)s characters, please.", most=LONGEST))
    return text


def _points(text: str) -> Decimal:
    value = numerals.parse_decimal(text)
    if value <= 0:
        raise DomainError(Message("The maximum must be above 0."))
    return value


def _term(terms: type[Level] | type[Assessed] | type[RuleKind], text: str) -> Level | Assessed | RuleKind:
    try:
        return terms(text)
    except ValueError as error:
        known = ", ".join(term.value for term in terms)
        raise DomainError(
            Message("Unknown word «%(text)s»; known are %(known)s.", text=text[:40], known=known)
        ) from error


def _agency(text: str, agencies: Collection[str]) -> str:
    if text not in agencies:
        raise DomainError(Message("Unknown agency code «%(code)s».", code=text[:40]))
    return text


def _agencies(text: str, agencies: Collection[str]) -> tuple[str, ...]:
    codes = dict.fromkeys(code.strip() for code in text.split(";"))
    return tuple(_agency(code, agencies) for code in codes if code)


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
