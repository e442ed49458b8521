"""A filled sheet of a self-assessment, read back: what it says of each item, and what is wrong in which cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from inspection_app.rules import numerals
from inspection_app.rules.criteria_file import Problem, unusable
from inspection_app.rules.criteria_sheet import Sheet, letter
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.self_sheet import (
    CODE,
    EVIDENCE,
    HEADINGS,
    KEY,
    KIND,
    MAXIMUM,
    NAME,
    NO,
    NOTE,
    POINTS,
    SHEET,
    VALUE,
    YES,
    Asks,
    Head,
    Line,
    Row,
    rows,
)
from inspection_app.rules.vietnamese import fold

MOST_TEXT = 4000  # characters of a note, as in the browser
ANSWERS = {fold(YES): Decimal(1), "co": Decimal(1), "x": Decimal(1), "true": Decimal(1), "1": Decimal(1)}
ANSWERS |= {fold(NO): Decimal(0), "khong": Decimal(0), "false": Decimal(0), "0": Decimal(0)}
FRACTION = re.compile(r"([^/]+)/([^/]+)")
OTHER_FILE = Message("This is no self-assessment sheet made here. Download the sheet, fill it in and upload that file.")


@dataclass
class Filled:
    """What the sheet says of one item, and in which row."""

    row: int
    value: Decimal | None = None
    inputs: dict[str, Decimal] = field(default_factory=dict)
    points: Decimal | None = None
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Reading:
    """Everything a sheet says."""

    filled: Mapping[str, Filled]  # by code
    problems: tuple[Problem, ...]
    revisions: Mapping[str, int]  # of each item when the sheet was made
    spoiled: frozenset[str]  # codes of items with something wrong in their rows


def read(sheets: Sequence[Sheet], head: Head, lines: Sequence[Line]) -> Reading:
    """What was filled in; raises BadTable for a file that is not this agency's sheet of this round."""
    revisions = _checked_key(sheets, head)
    sheet = next((each for each in sheets if each.name == SHEET), None)
    if sheet is None:
        raise unusable(Message("The sheet «%(name)s» is missing. Download the sheet again.", name=SHEET))
    reader = _Reader(sheet, lines)
    reader.run()
    spoiled = {sheet.cell(each.line - 1, CODE).partition(" (")[0] for each in reader.problems}
    return Reading(reader.filled, tuple(reader.problems), revisions, frozenset(spoiled))


def problem(sheet_row: int, column: int, message: Message) -> Problem:
    """What is wrong in one cell; the row from 0, as the sheet is read."""
    return Problem(sheet_row + 1, HEADINGS[column], message, SHEET, letter(column))


def _checked_key(sheets: Sequence[Sheet], head: Head) -> dict[str, int]:
    key = next((each for each in sheets if each.name == KEY), None)
    if key is None or key.cell(0, 0) != KIND:
        raise unusable(OTHER_FILE)
    told = {key.cell(row, 0): key.cell(row, 1) for row in range(1, len(key.rows))}
    if told.get("inspection") != head.inspection:
        named = {"agency": told.get("agency", "")[:100], "round": told.get("round", "")[:60]}
        raise unusable(Message("This sheet belongs to %(agency)s, round %(round)s. Choose your agency's own.", **named))
    if told.get("criteria_set") != head.criteria_set:
        raise unusable(Message("The round uses another criteria set by now. Download a new sheet."))
    return {name: int(text) for name, text in told.items() if name[:1].isdigit() and text.isdecimal()}


class _Reader:
    """Walks down the rows once, then looks for what is missing."""

    def __init__(self, sheet: Sheet, lines: Sequence[Line]) -> None:
        self.sheet = sheet
        self.expected = {row.code: row for row in rows(lines)}
        self.seen: dict[str, int] = {}
        self.filled: dict[str, Filled] = {}
        self.problems: list[Problem] = []

    def run(self) -> None:
        start = self._heading()
        for number in range(start + 1, len(self.sheet.rows)):
            if any(self.sheet.rows[number]):
                self._row(number)
        for code in [each for each in self.expected if each not in self.seen]:
            self._wrong(start, CODE, Message("The row of %(code)s is missing. Do not delete rows.", code=code))
        for code, entry in self.filled.items():
            self._check_parts(code, entry)

    def _heading(self) -> int:
        for number, cells in enumerate(self.sheet.rows):
            if cells[: len(HEADINGS)] == HEADINGS:
                return number
        raise unusable(Message("The heading of the table was changed. Download the sheet again and fill in that one."))

    def _row(self, number: int) -> None:
        code = self.sheet.cell(number, CODE)
        expected = self.expected.get(code)
        if expected is None:
            self._wrong(number, CODE, _stray(code))
        elif code in self.seen:
            told = {"code": code, "row": self.seen[code] + 1}
            self._wrong(number, CODE, Message("%(code)s stands here twice; the first time in row %(row)s.", **told))
        else:
            self.seen[code] = number
            self._check_frame(number, expected)
            self._take(number, expected)

    def _check_frame(self, number: int, row: Row) -> None:
        """What the sheet came with must still stand there."""
        if _one_line(self.sheet.cell(number, NAME)) != _one_line(row.name):
            sentence = Message("The name was changed. It must read: «%(name)s».", name=row.name)
            self._wrong(number, NAME, sentence)
        if not row.part and self.sheet.cell(number, MAXIMUM) != numerals.plain(row.line.maximum):
            maximum = numerals.plain(row.line.maximum)
            self._wrong(number, MAXIMUM, Message("The maximum was changed. It must be %(maximum)s.", maximum=maximum))

    def _take(self, number: int, row: Row) -> None:
        if row.line.apart:
            self._check_empty(number, (VALUE, POINTS, NOTE, EVIDENCE))
            return
        entry = self.filled.setdefault(row.line.code, Filled(number))
        if not row.part:
            entry.row = number
            entry.note, entry.evidence = self._text(number, NOTE), self._text(number, EVIDENCE)
            entry.points = self._number(number, POINTS, negative=row.least < 0) if row.opens_points else None
        closed = [POINTS] if not row.opens_points else []
        closed += [] if row.opens_words else [NOTE, EVIDENCE]
        self._check_empty(number, closed + ([VALUE] if row.asks is Asks.NOTHING else []))
        if row.asks is not Asks.NOTHING:
            self._take_value(number, row, entry)

    def _take_value(self, number: int, row: Row, entry: Filled) -> None:
        if row.asks is Asks.PERCENT:
            self._percent(number, entry)
            return
        value = self._answer(number) if row.asks is Asks.YESNO else self._number(number, VALUE)
        if not row.part:
            entry.value = value
        elif value is not None:
            entry.inputs[row.part] = value

    def _check_parts(self, code: str, entry: Filled) -> None:
        """Of several numbers or requirements all are answered, or none."""
        parts = [row for row in self.expected.values() if row.line.code == code and row.part]
        empty = [row for row in parts if row.part not in entry.inputs and row.code in self.seen]
        wrong = {(each.line - 1, each.letter) for each in self.problems}
        for row in empty if entry.inputs else ():
            if (self.seen[row.code], letter(VALUE)) not in wrong:
                self._wrong(self.seen[row.code], VALUE, Message("Answer all rows of this item, or none."))

    def _check_empty(self, number: int, columns: Sequence[int]) -> None:
        for column in columns:
            if self.sheet.cell(number, column):
                self._wrong(number, column, Message("Nothing is filled in here. Empty the cell."))

    def _text(self, number: int, column: int) -> str:
        text = self.sheet.cell(number, column)
        if self._is_formula(number, column):
            return ""
        if len(text) > MOST_TEXT:
            self._wrong(number, column, Message("At most %(most)s characters, please.", most=MOST_TEXT))
        return text

    def _answer(self, number: int) -> Decimal | None:
        text = self.sheet.cell(number, VALUE)
        if self._is_formula(number, VALUE) or not text:
            return None
        if fold(text) not in ANSWERS:
            self._wrong(number, VALUE, Message("Choose «%(yes)s» or «%(no)s».", yes=YES, no=NO))
        return ANSWERS.get(fold(text))

    def _number(self, number: int, column: int, *, negative: bool = False) -> Decimal | None:
        text = self.sheet.cell(number, column)
        if self._is_formula(number, column) or self._is_date(number, column) or not text:
            return None
        return self._parsed(number, column, text, negative=negative)

    def _percent(self, number: int, entry: Filled) -> None:
        text = self.sheet.cell(number, VALUE)
        if self._is_formula(number, VALUE) or self._is_date(number, VALUE) or not text:
            return
        if fraction := FRACTION.fullmatch(text):
            told = [self._parsed(number, VALUE, each) for each in fraction.groups()]
            entry.inputs = {name: each for name, each in zip(("part", "whole"), told, strict=True) if each is not None}
            return
        entry.value = self._parsed(number, VALUE, text.removesuffix("%"))
        if entry.value is not None and 0 < entry.value < 1 and not text.endswith("%"):
            percent = numerals.plain(entry.value * 100)
            sentence = Message(
                "Is %(value)s a share? Then type %(percent)s%%. If it is less than one percent, type %(value)s%%.",
                value=numerals.plain(entry.value),
                percent=percent,
            )
            self._wrong(number, VALUE, sentence)

    def _parsed(self, number: int, column: int, text: str, *, negative: bool = False) -> Decimal | None:
        try:
            return numerals.parse_decimal(text, negative=negative, places=2 if column == POINTS else 4)
        except DomainError as error:
            self._wrong(number, column, error.message)
            return None

    def _is_formula(self, number: int, column: int) -> bool:
        found = f"{letter(column)}{number + 1}" in self.sheet.formulas
        if found:
            self._wrong(number, column, Message("This cell holds a formula. Type what it comes to."))
        return found

    def _is_date(self, number: int, column: int) -> bool:
        found = (number, column) in self.sheet.dates
        if found:
            sentence = Message("Excel made a date of this. Type a number, or a fraction with a ' before it: '46/52.")
            self._wrong(number, column, sentence)
        return found

    def _wrong(self, number: int, column: int, message: Message) -> None:
        self.problems.append(problem(number, column, message))


def _stray(code: str) -> Message:
    if not code:
        return Message("This row has no code. Do not add rows; write remarks into the notes.")
    return Message("There is no «%(code)s» in this agency's sheet. Do not add rows or change codes.", code=code[:40])


def _one_line(text: str) -> str:
    return " ".join(text.split())
