"""A criteria table as text (CSV), read and checked line by line; nothing of it is used unless all of it is right."""

import csv
import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import numerals, scoring
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, Level, RuleKind
from inspection_app.rules.vietnamese import clean

REQUIRED = ("code", "level", "name_vi", "max_points", "assessment", "rule", "lead_agency")
OPTIONAL = ("rule_params", "measure_vi", "other_agencies", "name_status", "points_status")
LONGEST_NAME = 500  # characters
MOST_LINES = 2000
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


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; `column` is empty where the whole line or file is meant."""

    line: int
    column: str
    message: Message


class BadTable(DomainError):
    """The table cannot be used; `problems` lists every reason."""

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            Message("The table has %(count)s problems; nothing was saved.", count=len(problems)), field="file"
        )
        self.problems = tuple(problems)


def read(content: bytes, *, agencies: Collection[str], total: Decimal) -> tuple[Line, ...]:
    """All lines, in order; raises BadTable with every problem found. `total`: points of the whole table."""
    rows = _rows(content)
    problems: list[Problem] = []
    lines: list[Line] = []
    for number, row in rows:
        line = _line(number, row, agencies, problems)
        if line is not None:
            lines.append(line)
    if not problems:
        problems += _tree_problems(lines) or _sum_problems(lines, total)
    if problems:
        raise BadTable(problems)
    return tuple(lines)


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The file's lines with their numbers; raises BadTable where it is no such table at all."""
    try:
        text = content.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [name for name in REQUIRED if name not in (reader.fieldnames or [])]
        if missing:
            sentence = Message("Missing columns: %(names)s.", names=", ".join(missing))
            raise BadTable([Problem(1, "", sentence)])
        rows = [(reader.line_num, _tidy(row)) for row in reader if any(row.values())]
    except UnicodeDecodeError as error:
        raise BadTable([Problem(1, "", Message("The file is not UTF-8 text. Save it as «CSV UTF-8»."))]) from error
    except csv.Error as error:
        raise BadTable([Problem(1, "", Message("The file is not a CSV table."))]) from error
    if not rows or len(rows) > MOST_LINES:
        sentence = Message("The table must have between 1 and %(most)s lines.", most=MOST_LINES)
        raise BadTable([Problem(1, "", sentence)])
    return rows


def _tidy(row: dict[str, str | None]) -> dict[str, str]:
    return {name: clean(row.get(name) or "") for name in REQUIRED + OPTIONAL}


def _line(number: int, row: dict[str, str], agencies: Collection[str], problems: list[Problem]) -> Line | None:
    """The line, or None once its problems are listed."""
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
        "lead_agency": take("lead_agency", lambda text: _agency(text, agencies)),
        "other_agencies": take("other_agencies", lambda text: _agencies(text, agencies)),
    }
    rule = values["rule"]
    if isinstance(rule, RuleKind):
        values["rule_params"] = take("rule_params", lambda text: scoring.rule_text(scoring.parse_rule(rule, text)))
    if len(problems) > before:
        return None
    loose = {"measure": row["measure_vi"], "name_status": row["name_status"], "points_status": row["points_status"]}
    return Line(number=number, **values, **loose)  # type: ignore[arg-type] # each was parsed above


def _code(text: str) -> str:
    code = text.rstrip(".")
    if not code or not all(part.isdecimal() and part.isascii() for part in code.split(".")):
        raise DomainError(Message("A code is made of numbers and dots, for instance 3.4.1."))
    return code


def _name(text: str) -> str:
    if not text or len(text) > LONGEST_NAME:
        raise DomainError(Message("A name has 1 to %(most)s characters.", most=LONGEST_NAME))
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
    return tuple(_agency(code.strip(), agencies) for code in text.split(";") if code.strip())


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
        elif line.parent is not None and seen[line.parent].rule is not RuleKind.SUM:
            sentence = Message("The line %(parent)s has lines below it, so its rule must be «sum».", parent=line.parent)
            problems.append(Problem(seen[line.parent].number, "rule", sentence))
        seen[line.code] = line
    return problems


def _sum_problems(lines: Sequence[Line], total: Decimal) -> list[Problem]:
    """Parents that are not the sum of their children, and a table that is not the total."""
    problems = []
    for line in lines:
        if line.rule is RuleKind.SUM:
            below = sum((each.maximum for each in lines if each.parent == line.code), Decimal(0))
            if below != line.maximum:
                problems.append(Problem(line.number, "max_points", _differ(below, line.maximum)))
    fields = sum((line.maximum for line in lines if line.parent is None), Decimal(0))
    if fields != total:
        problems.append(Problem(1, "max_points", _differ(fields, total)))
    return problems


def _differ(found: Decimal, wanted: Decimal) -> Message:
    return Message(
        "The lines below add up to %(found)s, not to %(wanted)s.",
        found=numerals.plain(found),
        wanted=numerals.plain(wanted),
    )
