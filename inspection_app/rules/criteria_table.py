"""A criteria table as text (CSV), read and checked line by line; nothing of it is used unless all of it is right."""

from collections.abc import Callable, Collection
from decimal import Decimal

from inspection_app.rules import criteria_lines, numerals, scoring
from inspection_app.rules.criteria_file import SURPLUS, BadTable, Problem, Row, read_rows
from inspection_app.rules.criteria_lines import CODE, Line
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, Level, RuleKind

__all__ = ["BadTable", "Line", "Problem", "read"]

LONGEST = 500  # characters of a text


def read(content: bytes, *, agencies: Collection[str], total: Decimal) -> tuple[Line, ...]:
    """All lines, in order; raises BadTable with every problem found. `total`: points of the whole table."""
    problems: list[Problem] = []
    checked = [_line(number, row, agencies, problems) for number, row in read_rows(content)]
    lines = [line for line in checked if line is not None]
    if not problems:  # a wrong line would only make others look wrong
        problems = criteria_lines.problems(lines, total)
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
