"""A file of figures (CSV or XLSX): bytes to rows of text cells, and what their columns mean."""

import csv
import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from inspection_app.rules.criteria_file import BadTable, Problem
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import plain
from inspection_app.rules.vietnamese import clean, fold

MOST_BYTES = 200_000  # of a file, and of its text; the results of sixty provinces over ten years are 40 000
MOST_ROWS = 2000
MOST_COLUMNS = 50
MOST_UNPACKED = 5_000_000  # bytes: an XLSX is a ZIP, and a small one can hold gigabytes
HEADING_WITHIN = 10  # rows: office tables have a title above the heading
SHORTEST = Decimal("0.0001")  # a spreadsheet's binary fractions are rounded to this

Cells = list[str]
Rows = list[tuple[int, Cells]]  # each with its number in the file, from 1


def read_rows(content: bytes) -> Rows:
    """Every row that is not blank; raises BadTable where this is no table at all."""
    if len(content) > MOST_BYTES:
        raise unusable(Message("The file is larger than %(most)s KB.", most=MOST_BYTES // 1000))
    rows = _sheet(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    kept = [(number, cells) for number, cells in rows if any(cells)]
    if not kept:
        raise unusable(Message("The file is empty."))
    if len(kept) > MOST_ROWS or max(len(cells) for _number, cells in kept) > MOST_COLUMNS:
        message = Message("At most %(rows)s rows and %(columns)s columns.", rows=MOST_ROWS, columns=MOST_COLUMNS)
        raise unusable(message)
    return kept


def named_rows(
    rows: Rows, names: Mapping[str, Collection[str]], required: Sequence[str]
) -> tuple[dict[str, str], list[tuple[int, dict[str, str]]]]:
    """What each column is headed, and the rows below by column name; raises BadTable where a column is missing."""
    for index, (number, cells) in enumerate(rows[:HEADING_WITHIN]):
        columns = _columns(cells, names)
        if all(name in columns for name in required):
            _refuse_twice(number, cells, names)
            below = rows[index + 1 :]
            _refuse_surplus(len(cells), below)
            heads = {name: cells[place] for name, place in columns.items()}
            return heads, [(line, _pick(row, columns)) for line, row in below]
    known = _columns(rows[0][1], names)
    missing = ", ".join(name for name in required if name not in known)
    raise unusable(Message("Missing columns: %(names)s.", names=missing), rows[0][0])


def meaning(heading: str, names: Mapping[str, Collection[str]]) -> str | None:
    """The column a heading names, whatever its accents, case and unit in brackets."""
    words = re.sub(r"\(.*?\)", " ", fold(heading))
    key = " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())
    return next((name for name, said in names.items() if key and (key == name.replace("_", " ") or key in said)), None)


def told(error: BadTable) -> DomainError:
    """The refusal in the words of a file of figures; the problems themselves are told beside it."""
    count = len(error.problems)
    return DomainError(Message("The file has %(count)s problems; nothing was saved.", count=count), field="file")


def unusable(message: Message, line: int = 1) -> BadTable:
    """The refusal of a whole file."""
    return BadTable([Problem(line, "", message)])


def _columns(cells: Cells, names: Mapping[str, Collection[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = meaning(cell, names)
        if name:
            found.setdefault(name, place)
    return found


def _refuse_twice(number: int, cells: Cells, names: Mapping[str, Collection[str]]) -> None:
    told = [name for name in (meaning(cell, names) for cell in cells) if name]
    twice = ", ".join(dict.fromkeys(name for name in told if told.count(name) > 1))
    if twice:
        raise unusable(Message("These columns are there twice: %(names)s.", names=twice), number)


def _refuse_surplus(width: int, rows: Rows) -> None:
    """A decimal comma among commas would shift every cell behind it."""
    sentence = Message("This line has more cells than the table has columns. Put texts with commas in quotes.")
    wrong = [Problem(number, "", sentence) for number, cells in rows if any(cells[width:])]
    if wrong:
        raise BadTable(wrong)


def _pick(row: Cells, columns: Mapping[str, int]) -> dict[str, str]:
    return {name: row[place] if place < len(row) else "" for name, place in columns.items()}


def _csv(content: bytes) -> Rows:
    text = _text(content)
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((";", "\t", ","), key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    start = 1
    try:
        for cells in reader:
            rows.append((start, [" ".join(clean(cell).split()) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise unusable(Message("From this line on the file is not a CSV table."), start) from error
    return rows


def _text(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = Message("This is neither a CSV file in UTF-8 nor an XLSX file. Save it as one of them.")
        raise unusable(message) from error


def _sheet(content: bytes) -> Rows:
    """The first sheet; numbers as the sheet shows them, with a decimal comma."""
    _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS + 100)
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise _unreadable() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what the reader raises where it has a bug
            raise _unreadable() from error
        raise
    return [(number, [_cell(value) for value in row]) for number, row in enumerate(found, 1)]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return plain(number.quantize(SHORTEST)) if number.is_finite() and abs(number) < 10**12 else str(value)
    return " ".join(clean(str(value)).split())


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _unreadable() from error
    if unpacked > MOST_UNPACKED:
        raise unusable(Message("The file is larger than %(most)s KB.", most=MOST_UNPACKED // 1000))


def _unreadable() -> BadTable:
    return unusable(Message("This XLSX file cannot be read. Save it again, or as CSV in UTF-8."))
