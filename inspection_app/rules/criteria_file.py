"""The file of a criteria table (CSV): bytes to lines with named cells, whatever office program wrote it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.vietnamese import clean

REQUIRED = ("code", "level", "name_vi", "max_points", "assessment", "rule", "lead_agency")
OPTIONAL = ("rule_params", "measure_vi", "other_agencies", "name_status", "points_status")
COLUMNS = REQUIRED + OPTIONAL
SURPLUS = ""  # what a row holds beyond its columns
MOST_LINES = 2000
MOST_BYTES = 2_000_000

Row = dict[str, str]


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


def read_rows(content: bytes) -> list[tuple[int, Row]]:
    """Each line with the number at which it begins; raises BadTable where this is no criteria table at all."""
    lines = _cells(_text(content))
    names = _header(lines[0][1])
    rows = [(number, _named(cells, names)) for number, cells in lines[1:] if any(cells)]
    if not 1 <= len(rows) <= MOST_LINES:
        raise _unusable(Message("The table must have between 1 and %(most)s lines.", most=MOST_LINES))
    return rows


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _unusable(Message("The file is larger than 2 MB; a criteria table is far smaller."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable(Message("The file is not UTF-8 text. Save it as «CSV UTF-8».")) from error
    if not text.strip():
        raise _unusable(Message("The file is empty."))
    return text


def _cells(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            lines.append((start, [" ".join(clean(cell).split()) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise _unusable(Message("From this line on the file is not a CSV table."), start) from error
    return lines


def _delimiter(text: str) -> str:
    """A Vietnamese Excel separates columns with semicolons, since its decimals have the comma."""
    header = text.split("\n", 1)[0]
    return ";" if header.count(";") > header.count(",") else ","


def _header(cells: Sequence[str]) -> list[str]:
    """The names of the columns; BadTable says which are missing, unknown or there twice."""
    names = [cell.lower() for cell in cells]
    missing = ", ".join(name for name in REQUIRED if name not in names)
    unknown = ", ".join(name[:40] for name in names if name and name not in COLUMNS)
    twice = ", ".join(name for name in COLUMNS if names.count(name) > 1)
    found = (
        (missing, Message("Missing columns: %(names)s.", names=missing)),
        (unknown, Message("Unknown columns: %(names)s.", names=unknown[:200])),
        (twice, Message("These columns are there twice: %(names)s.", names=twice)),
    )
    problems = [Problem(1, "", message) for wrong, message in found if wrong]
    if problems:
        raise BadTable(problems)
    return names


def _named(cells: Sequence[str], names: Sequence[str]) -> Row:
    """The cells by column, absent ones empty; what stands beside the columns is kept as SURPLUS, to be refused."""
    row = dict.fromkeys(COLUMNS, "") | {name: cell for name, cell in zip(names, cells, strict=False) if name}
    nameless = [cell for cell, name in zip(cells, names, strict=False) if not name]
    return row | {SURPLUS: " ".join([*nameless, *cells[len(names) :]]).strip()}


def _unusable(message: Message, line: int = 1) -> BadTable:
    return BadTable([Problem(line, "", message)])
