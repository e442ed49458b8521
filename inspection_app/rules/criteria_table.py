"""A criteria table read from a sheet and checked line by line; nothing of it is used unless all of it is right."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from inspection_app.rules import criteria_cells, criteria_lines, numerals
from inspection_app.rules.criteria_file import MOST_LINES, BadTable, Problem
from inspection_app.rules.criteria_heading import NAMES, Heading
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.criteria_rows import LONG_TEXTS, Row, Rows, sort_out
from inspection_app.rules.criteria_sheet import Sheet, letter
from inspection_app.rules.criteria_words import LEVELS, RULES, YES, assessed, is_bonus, term
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, Level, RuleKind
from inspection_app.rules.vietnamese import fold

__all__ = ["BadTable", "Line", "Problem", "Reading", "Terms", "lookup", "read"]

OWN_RULES = {Assessed.SURVEY: RuleKind.SURVEY, Assessed.STATISTICS: RuleKind.STATISTICS}
ZERO = Decimal(0)
UNKNOWN = "?"


@dataclass(frozen=True)
class Terms:
    """What a table is read against: agencies by folded code and name, who leads where nobody is named, all points."""

    agencies: Mapping[str, str]
    total: Decimal
    default_agency: str = ""


@dataclass(frozen=True)
class Reading:
    """A sheet as it was understood; with any problem it is not to be used."""

    sheet: str
    heading: Heading
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    folded: tuple[tuple[int, str], ...] = ()  # rows added to the guidance of the line above, by number
    ignored: tuple[tuple[int, str], ...] = ()
    heading_row: int = 1  # as people count it
    unused: tuple[str, ...] = ()  # columns that hold something and mean nothing

    def checked(self) -> tuple[Line, ...]:
        """The lines; raises BadTable where there is any problem."""
        if self.problems:
            raise BadTable(self.problems)
        return self.lines


def lookup(agencies: Mapping[str, str]) -> dict[str, str]:
    """Code and name of each agency (code -> name), as somebody may write them, to its code."""
    return {fold(name): code for code, name in agencies.items()} | {fold(code): code for code in agencies}


def read(sheet: Sheet, heading: Heading, terms: Terms) -> Reading:
    """Everything the sheet says under this heading, with every problem found."""
    rows = sort_out(sheet, heading)
    table = _Table(sheet, rows, terms, max((at for at, text in enumerate(heading.texts, 1) if text), default=0))
    lines = table.lines() if not (missing := _unfit(sheet, heading, rows)) else []
    problems = missing or table.problems
    if problems:  # a wrong line would only make sums and others look wrong, but no code stand twice
        problems = sorted([*problems, *table.codes_used_twice()], key=lambda each: each.line)
    else:
        problems = criteria_lines.problems(lines, terms.total) + table.wrong_totals()
    placed = tuple(_placed(problem, sheet, heading) for problem in problems)
    return Reading(
        sheet.name,
        heading,
        tuple(lines),
        placed,
        tuple((sheet.number_of(at), text) for at, text in rows.folded),
        tuple((sheet.number_of(at), text) for at, text in rows.ignored),
        sheet.number_of(heading.first),
        _unused(sheet, heading),
    )


def _unfit(sheet: Sheet, heading: Heading, rows: Rows) -> list[Problem]:
    """Why this is no table at all."""
    line, found = sheet.number_of(heading.first), []
    if "max_points" not in heading.columns:
        found.append(Problem(line, "max_points", Message("No column holds the maximum points. Choose it below.")))
    if not any(name in heading.columns for name in NAMES):
        found.append(Problem(line, "name", Message("No column holds the names. Choose it below.")))
    if not found and not 1 <= len(rows.lines) <= MOST_LINES:
        found.append(Problem(line, "", Message("The table must have between 1 and %(most)s lines.", most=MOST_LINES)))
    return found


def _unused(sheet: Sheet, heading: Heading) -> tuple[str, ...]:
    """Letter and heading of each column with text below the heading from which nothing is read."""
    used = set(heading.columns.values())
    below = range(heading.last + 1, len(sheet.rows))
    filled = {column for row in below for column, cell in enumerate(sheet.rows[row]) if cell} - used
    texts = dict(enumerate(heading.texts))
    return tuple(f"{letter(column)} {texts.get(column, '')}".strip() for column in sorted(filled))


def _placed(problem: Problem, sheet: Sheet, heading: Heading) -> Problem:
    column = heading.columns.get(problem.column)
    if problem.column == "name" and column is None:
        column = next((heading.columns[name] for name in NAMES if name in heading.columns), None)
    if column is None:
        return replace(problem, sheet=sheet.name)
    text = heading.texts[column] if column < len(heading.texts) else ""
    return replace(problem, sheet=sheet.name, letter=letter(column), heading=text)


class _Table:
    """The rows of one sheet on their way to lines."""

    def __init__(self, sheet: Sheet, rows: Rows, terms: Terms, titled: int) -> None:
        self.titled = titled  # columns up to the last with a heading
        self.sheet, self.rows, self.terms = sheet, rows, terms
        self.problems: list[Problem] = []
        self.below: dict[str, list[Row]] = defaultdict(list)
        for row in rows.lines:
            self.below[_above(row.code)].append(row)
        self.leads: dict[str, str] = {}

    def lines(self) -> list[Line]:
        """Each row that is right by itself, as a line."""
        made = [self._line(row) for row in self.rows.lines]
        lines = [line for line in made if line is not None]
        return lines if self.problems else _settled(lines)

    def codes_used_twice(self) -> list[Problem]:
        """Told with what is wrong inside the lines, so that a file is mended in one go."""
        seen: set[str] = set()
        found = []
        for row in self.rows.lines:
            if row.code and row.code in seen:
                sentence = Message("The code %(code)s is used twice.", code=row.code)
                found.append(Problem(self.sheet.number_of(row.at), "code", sentence))
            seen.add(row.code)
        return found

    def wrong_totals(self) -> list[Problem]:
        """Rows that name another total than was told."""
        found = []
        for at, text in self.rows.totals:
            try:
                value = _points(text)
            except DomainError as error:
                found.append(Problem(self.sheet.number_of(at), "max_points", error.message))
                continue
            if value != self.terms.total:
                told = {"found": numerals.plain(value), "wanted": numerals.plain(self.terms.total)}
                sentence = Message("The row of the total says %(found)s, not %(wanted)s.", **told)
                found.append(Problem(self.sheet.number_of(at), "max_points", sentence))
        return found

    def _line(self, row: Row) -> Line | None:
        number, before = self.sheet.number_of(row.at), len(self.problems)
        if self.sheet.row_numbers and any(self.sheet.rows[row.at][self.titled :]):  # of CSV, where commas part cells
            sentence = Message("This line has more cells than the table has columns. Put texts with commas in quotes.")
            self.problems.append(Problem(number, "", sentence))
            return None

        def take(meaning: str, parse: Callable[[str], Any], text: str | None = None) -> Any:
            try:
                _no_date(row, meaning)
                return parse(row.cells.get(meaning, "") if text is None else text)
            except DomainError as error:
                self.problems.append(Problem(number, meaning, error.message))
            return None

        is_parent = bool(row.code and self.below.get(row.code))
        values = {
            "code": take("code", criteria_cells.code, row.code),
            "level": take("level", lambda text: _level(text, row.code)),
            "name": take("name", criteria_cells.name, row.name),
            "assessed_by": take("assessment", lambda text: assessed(text) if text else None),
            "measure": take("measure", criteria_cells.short),
            "lead_agency": take("lead_agency", lambda text: self._lead(text, row.code)),
            "other_agencies": take("other_agencies", self._agencies),
            "name_status": take("name_status", criteria_cells.short),
            "points_status": take("points_status", criteria_cells.short),
        }
        values |= {meaning: take(meaning, criteria_cells.long, _text(row, meaning)) for meaning in LONG_TEXTS}
        rule = take("rule", lambda text: _rule(text, values["assessed_by"], is_parent=is_parent))
        values |= {"rule": rule, "rule_params": ""}
        if isinstance(rule, RuleKind):
            values["rule_params"] = take("rule_params", lambda text: criteria_cells.params(rule, text))
        values["bonus"] = take("bonus", lambda text: _bonus(text, row.cells.get("max_points", "")))
        values["maximum"] = take("max_points", lambda _text: self._maximum(row, rule))
        if len(self.problems) > before:
            return None
        line = Line(number=number, **values)
        return replace(line, other_agencies=_without(line, self._more_leads(row)))

    def _maximum(self, row: Row, rule: RuleKind | None) -> Decimal:
        return criteria_cells.maximum(self._stated(row), rule)

    def _stated(self, row: Row) -> Decimal:
        """What the cell says, or, where a parent's is empty, the sum of what stands below."""
        text = row.cells.get("max_points") or _number_only(row.cells.get("bonus", ""))
        if text or not row.code or row.code.count(".") >= len(Level) or not self.below.get(row.code):
            return _points(text)
        below = [each for each in self.below[row.code] if not _is_bonus_row(each)]
        return sum(map(self._quietly, below), ZERO)

    def _quietly(self, row: Row) -> Decimal:
        """The same for a line below, whose problems are told at itself."""
        try:
            return self._stated(row)
        except DomainError:
            return ZERO

    def _lead(self, text: str, code: str) -> str:
        self.leads[code] = UNKNOWN  # until it is told; lines below a wrong one need no complaint of their own
        named = self._agencies(text)[:1] if text else ()
        lead = named[0] if named else self.leads.get(_above(code)) or self._lead_below(code)
        lead = lead or self.terms.default_agency
        if not lead:
            raise DomainError(Message("No lead agency is named here or above. Choose one for all such lines."))
        self.leads[code] = lead
        return lead

    def _lead_below(self, code: str) -> str:
        """A field is often left blank where its criteria name their agencies: then it goes with the first of them."""
        for row in self.below.get(code, ()):
            named = self._agencies_quietly(row.cells.get("lead_agency", ""))
            lead = named[0] if named else self._lead_below(row.code) if row.code else ""
            if lead:
                return lead
        return ""

    def _agencies_quietly(self, text: str) -> tuple[str, ...]:
        try:
            return self._agencies(text)
        except DomainError:
            return ()  # told at its own line

    def _more_leads(self, row: Row) -> tuple[str, ...]:
        """Where several lead, the first does, and the others co-operate."""
        text = row.cells.get("lead_agency", "")
        return self._agencies(text)[1:] if text else ()

    def _agencies(self, text: str) -> tuple[str, ...]:
        whole = self.terms.agencies.get(fold(text))
        if whole is not None:
            return (whole,)
        parts = [part.strip() for part in re.split(r"[;\n]", text)]
        known: dict[str, None] = {}
        for part in filter(None, parts):
            known |= dict.fromkeys(self._split(part))
        return tuple(known)

    def _split(self, text: str) -> list[str]:
        whole = self.terms.agencies.get(fold(text))
        if whole is not None:
            return [whole]
        parts = [part.strip() for part in text.split(",") if part.strip()]
        codes = [self.terms.agencies.get(fold(part)) for part in parts]
        if None in codes or not codes:
            wrong = next((part for part, code in zip(parts, codes, strict=True) if code is None), text)
            raise DomainError(Message("Unknown agency «%(code)s».", code=wrong[:60]))
        return [code for code in codes if code is not None]


def _settled(lines: Sequence[Line]) -> list[Line]:
    """With the ways of judging that were left open: of a parent those below it, else documents."""
    ways: dict[str, set[Assessed]] = defaultdict(set)
    settled = []
    for line in reversed(lines):
        way = line.assessed_by or _joined(ways[line.code])
        ways[line.parent or ""].add(way)
        settled.append(replace(line, assessed_by=way))
    return settled[::-1]


def _joined(ways: set[Assessed]) -> Assessed:
    if not ways:
        return Assessed.DOCUMENTS
    return next(iter(ways)) if len(ways) == 1 else Assessed.MIXED


def _above(code: str) -> str:
    return code.rpartition(".")[0]


def _no_date(row: Row, meaning: str) -> None:
    if meaning in row.dated and meaning in {"code", "max_points", "level", "rule_params", "bonus"}:
        text = row.cells.get(meaning, "")
        raise DomainError(
            Message("Excel made the date %(text)s of this cell. Format it as text, type it again.", text=text)
        )


def _text(row: Row, meaning: str) -> str:
    """A long text; what a column of remarks says is added to the guidance."""
    return "\n".join(
        filter(None, (row.cells.get(meaning, ""), row.cells.get("note", "") if meaning == "guidance" else ""))
    )


def _without(line: Line, more: tuple[str, ...]) -> tuple[str, ...]:
    return line.other_agencies + tuple(code for code in more if code not in line.other_agencies)


def _level(text: str, code: str) -> Level:
    if text:
        return term(Level, LEVELS, text)
    return list(Level)[min(code.count("."), len(Level) - 1)]


def _rule(text: str, way: Assessed | None, *, is_parent: bool) -> RuleKind:
    if text:
        return term(RuleKind, RULES, text)
    return RuleKind.SUM if is_parent else OWN_RULES.get(way or Assessed.DOCUMENTS, RuleKind.MANUAL)


def _bonus(text: str, points: str) -> bool:
    return True if _number_only(text) and not points else is_bonus(text)


def _is_bonus_row(row: Row) -> bool:
    bonus = row.cells.get("bonus", "")
    return fold(bonus) in YES or bool(_number_only(bonus) and not row.cells.get("max_points"))


def _number_only(text: str) -> str:
    """The text where it is a bare number, else nothing."""
    return text if re.fullmatch(r"[0-9]+([.,][0-9]+)?", text) else ""


def _points(text: str) -> Decimal:
    return numerals.parse_decimal(re.sub(r"\s*(điểm|đ)\.?$", "", text, flags=re.IGNORECASE))
