"""What is wrong with the file of a criteria table, and where; CSV text as a sheet of cells."""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspection_app.rules.criteria_sheet import Sheet
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.vietnamese import ALPHABET, clean

MOST_LINES = 2000
MOST_BYTES = 2_000_000
MOST_ROWS = 5000  # with titles, notes and the lines of scales
MOST_COLUMNS = 100
DELIMITERS = (",", ";", "\t")
SAMPLE = 20_000  # characters from which the delimiter is told
FORMULA = ("=", "+", "-", "@", "'")  # what a cell must not begin with, or a spreadsheet computes it
SIGNS = frozenset("–—‘’“”…•«»°§±×÷·©®€₫²³½¼¾\N{NO-BREAK SPACE}")  # typographic ones an office text may hold
LETTERS = frozenset(ALPHABET + ALPHABET.upper())


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; `column` (its meaning) is empty where the whole line or file is meant."""

    line: int
    column: str
    message: Message
    sheet: str = ""
    letter: str = ""  # of the column in the sheet
    heading: str = ""  # what the sheet writes above it


class BadTable(DomainError):
    """The table cannot be used; `problems` lists every reason."""

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        message = Message("The table has %(count)s problems; nothing was saved.", count=len(problems))
        if len(problems) == 1 and not problems[0].column and problems[0].line == 1:
            message = problems[0].message  # the file itself is meant: no need to look it up in a list
        super().__init__(message, field="file")
        self.problems = tuple(problems)


def unusable(message: Message, line: int = 1) -> BadTable:
    """The refusal of a whole file."""
    return BadTable([Problem(line, "", message)])


def read_csv(content: bytes, score: Callable[[Sheet], int]) -> Sheet:
    """The one sheet of a CSV file; `score` tells how well a reading of it fits. BadTable where it is no CSV table."""
    text = _text(content)
    best = max(DELIMITERS, key=lambda delimiter: _fit(text[:SAMPLE], delimiter, score))
    return _sheet(text, best, strict=True)


def guarded(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula; read_csv takes the sign off again."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _fit(sample: str, delimiter: str, score: Callable[[Sheet], int]) -> tuple[int, int]:
    try:
        return score(_sheet(sample, delimiter, strict=False)), sample.count(delimiter)
    except BadTable:
        return -1, 0


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise unusable(Message("The file is larger than 2 MB; a criteria table is far smaller."))
    text = _decoded(content)
    if not text.strip():
        raise unusable(Message("The file is empty."))
    if "\0" in text:
        raise unusable(Message("The file is not UTF-8 text. Save it as «CSV UTF-8»."))
    return text


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode("cp1258", errors="replace")
        if encoding == "utf-16" or not _is_vietnamese(text):
            raise unusable(Message("The file is not UTF-8 text. Save it as «CSV UTF-8».")) from error
        return text


def _is_vietnamese(text: str) -> bool:
    """Every letter is a Vietnamese one: no other old encoding of this language passes for Windows-1258."""
    bare = {mark for mark in clean(text) if not mark.isascii() and mark not in SIGNS}
    return all(_base(mark) in LETTERS for mark in bare)


def _base(mark: str) -> str:
    without = [one for one in unicodedata.normalize("NFD", mark) if one not in "\u0300\u0309\u0303\u0301\u0323"]
    return unicodedata.normalize("NFC", "".join(without))


def _sheet(text: str, delimiter: str, *, strict: bool) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    start = 1
    try:
        for cells in reader:
            if strict and len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
                raise unusable(Message("A line has more than %(most)s columns.", most=MOST_COLUMNS), start)
            rows.append(tuple(_unguarded(clean(cell)) for cell in cells[:MOST_COLUMNS]))
            numbers.append(start)
            start = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                raise unusable(Message("The table must have between 1 and %(most)s lines.", most=MOST_LINES))
    except csv.Error as error:
        raise unusable(Message("From this line on the file is not a CSV table."), start) from error
    return Sheet("", tuple(rows), tuple(numbers))


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
