"""The rows below a heading, told apart: lines of the table, scale lines that belong to one, totals, and the rest."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspection_app.rules import criteria_codes as codes
from inspection_app.rules.criteria_heading import LEVEL_NAMES, Heading
from inspection_app.rules.criteria_sheet import Sheet
from inspection_app.rules.criteria_words import LEVELS, term
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Level
from inspection_app.rules.vietnamese import fold

TOTAL = re.compile(r"(?:tong|tong cong|tong diem|tong so|tong so diem|tong cong diem|cong)")
SUBTOTAL = re.compile(r"(?:tong|cong)\b.*\b(?:linh vuc|muc|phan)\b.*")
COLUMN_NUMBER = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?(?: ?=.*)?")
NO_BRACKETS = str.maketrans("", "", "()")
FEW = 3  # cells; fewer numbers could be a line
LONG_TEXTS = ("guidance", "evidence_required", "legal_basis")
EXACT = frozenset({"code", "level", "rule"})  # with these columns nothing needs to be guessed


@dataclass
class Row:
    """One line to be: its code as it will be saved, its depth from 0, and its cells by meaning."""

    at: int  # row of the sheet, from 0
    code: str
    name: str
    cells: dict[str, str]
    dated: frozenset[str] = frozenset()  # meanings of which Excel made a date


@dataclass
class Rows:
    """Everything that stands below the heading, accounted for."""

    lines: list[Row] = field(default_factory=list)
    folded: list[tuple[int, str]] = field(default_factory=list)  # into the guidance of the line above
    ignored: list[tuple[int, str]] = field(default_factory=list)
    totals: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    at: int
    cells: dict[str, str]
    mark: codes.Mark | None
    name: str
    was_number: bool = False


def sort_out(sheet: Sheet, heading: Heading) -> Rows:
    """Tell the rows apart; nothing is left out of all four lists but blank rows."""
    return _Sorter(sheet, heading).sorted()


class _Sorter:
    def __init__(self, sheet: Sheet, heading: Heading) -> None:
        self.sheet, self.heading, self.rows = sheet, heading, Rows()
        self.exact = set(heading.columns) >= EXACT
        self.levels = [meaning for meaning in LEVEL_NAMES if meaning in heading.columns]
        self.after_total = False

    def sorted(self) -> Rows:
        below = [at for at in range(self.heading.last + 1, len(self.sheet.rows)) if any(self.sheet.rows[at])]
        kept = [at for at in below if not self._is_heading_again(at)]
        code_column = self._has_codes(kept)
        found = [self._find(at, code_column=code_column) for at in kept]
        if not self._is_coded(found):
            self._by_level(found)
            return self.rows
        numbering = codes.Numbering.of([each.mark for each in found if each.mark])
        for each in found:
            if each.mark is not None:
                self._add(each.at, self._code(each, numbering), each.name, each.cells)
            else:
                self._uncoded(each)
        return self.rows

    def _code(self, found: _Found, numbering: codes.Numbering) -> str:
        if self.exact:
            return found.cells["code"].rstrip(".")
        assert found.mark is not None  # noqa: S101 - told by the caller
        return numbering.code(found.mark, was_number=found.was_number)

    def _cells(self, at: int) -> dict[str, str]:
        return {meaning: self.sheet.cell(at, column) for meaning, column in self.heading.columns.items()}

    def _is_heading_again(self, at: int) -> bool:
        """The heading of the next printed page, or the numbers of the columns below it."""
        cells = [" ".join(cell.split()) for cell in self.sheet.rows[at]]
        filled = [cell for cell in cells if cell]
        numbered = len(filled) >= FEW and all(COLUMN_NUMBER.fullmatch(cell) for cell in filled)
        numbered = numbered and "".join(filled[:2]).translate(NO_BRACKETS) in {"12", "AB", "A1"}
        same = [fold(cell) == fold(text) for cell, text in zip(cells, self.heading.texts, strict=False) if cell]
        own = {fold(self.heading.texts[column]) for column in self.heading.columns.values()}
        again = len(filled) > 1 and (all(same) or all(fold(cell) in own for cell in filled))
        if again or (numbered and not self.exact and self._name(self._cells(at))):
            self.rows.ignored.append((at, " | ".join(filled)))
            return True
        return False

    def _has_codes(self, rows: Sequence[int]) -> bool:
        """Not where the column only counts rows and the codes stand in front of the names."""
        if self.exact or "code" not in self.heading.columns:
            return self.exact
        marks = [codes.parse(self._cells(at)["code"]) for at in rows]
        if any(mark and (mark.sign or len(mark.parts) > 1) for mark in marks):
            return True
        leading = [codes.split(self._name(self._cells(at)))[0] for at in rows]
        return sum("." in code.rstrip(".") for code in leading) < 2  # noqa: PLR2004 - one could be by chance

    def _name(self, cells: Mapping[str, str]) -> str:
        """The deepest name of the row, in one line."""
        names = [cells.get("name", ""), *(cells[meaning] for meaning in self.levels)]
        return " ".join(next((name for name in reversed(names) if name), "").split())

    def _find(self, at: int, *, code_column: bool) -> _Found:
        cells = self._cells(at)
        name, written = self._name(cells), " ".join(cells.get("code", "").split()) if code_column else ""
        mark = codes.parse(written)
        if self.exact:
            return _Found(at, cells, mark or codes.Mark((written,)) if written else None, name)
        if written and mark is None:  # a merged title stands in the first column, or text below a line
            leading, rest = codes.split(written)
            return _Found(at, cells, codes.parse(leading), " ".join(filter(None, (rest, name))))
        leading, rest = codes.split(name)
        own = codes.parse(leading)
        if mark is not None:
            place = (at, self.heading.columns["code"])
            return _Found(at, cells, mark, rest if own == mark else name, place in self.sheet.numbers)
        if own and (not code_column or codes.is_telling(leading, own)):
            return _Found(at, cells, own, rest)
        return _Found(at, cells, None, name)

    def _is_coded(self, found: Sequence[_Found]) -> bool:
        """Where no code is deeper than one part, but levels have columns of their own, these say the tree."""
        marks = [each.mark for each in found if each.mark]
        if self.exact:
            return True
        if "level" in self.heading.columns and not marks:
            return False
        if any(sum(bool(each.cells[meaning]) for meaning in self.levels) > 1 for each in found):
            return False  # a row opens several lines at once
        return len(self.levels) < 2 or any(mark.sign or len(mark.parts) > 1 for mark in marks)  # noqa: PLR2004

    def _by_level(self, found: Sequence[_Found]) -> None:
        """Count the codes: each row says its level, or has its names in the columns of their levels."""
        counted, names = [0] * len(LEVEL_NAMES), [""] * len(LEVEL_NAMES)
        for each in found:
            filled = list(self._names_by_depth(each.cells))
            if not filled or self._is_total(each):
                self._uncoded(each)
                continue
            for depth, name in filled:
                if depth != filled[-1][0] and name == names[depth]:
                    continue  # the upper levels said again in every row
                counted[depth] += 1
                counted[depth + 1 :] = [0] * (len(counted) - depth - 1)
                names[depth] = name
                names[depth + 1 :] = [""] * (len(names) - depth - 1)
                deepest = depth == filled[-1][0]
                leading, text = codes.split(name)
                _set(counted, depth, [leading, each.cells.get("code", "") if deepest else ""])
                code = ".".join(map(str, counted[: depth + 1]))
                self._add(each.at, code, text if codes.parse(leading) else name, each.cells if deepest else {})

    def _names_by_depth(self, cells: Mapping[str, str]) -> Iterator[tuple[int, str]]:
        if len(self.levels) > 1:
            for meaning in self.levels:
                if cells[meaning]:
                    yield LEVEL_NAMES.index(meaning), " ".join(cells[meaning].split())
        elif cells.get("level") and self._name(cells):
            try:
                yield list(Level).index(term(Level, LEVELS, cells["level"])), self._name(cells)
            except DomainError:
                return

    def _add(self, at: int, code: str, name: str, cells: dict[str, str]) -> None:
        dated = {meaning for meaning, column in self.heading.columns.items() if (at, column) in self.sheet.dates}
        self.rows.lines.append(Row(at, code, name, dict(cells), frozenset(dated)))

    def _is_total(self, found: _Found) -> bool:
        said = re.sub(r"[^a-z0-9 ]", "", fold(next((cell for cell in self.sheet.rows[found.at] if cell), "")))
        points = found.cells.get("max_points", "")
        if TOTAL.fullmatch(" ".join(said.split())) and points:
            self.rows.totals.append((found.at, points))
            self.after_total = True
            return True
        return bool(SUBTOTAL.fullmatch(said) and points)

    def _uncoded(self, found: _Found) -> None:
        text = self._said(found)
        column = self.heading.columns.get("code", -1)
        if (found.at, column) in self.sheet.dates or (self.exact and not self._is_total(found)):
            self._add(found.at, found.cells.get("code", ""), found.name, found.cells)
        elif self._is_total(found) or self.after_total:
            self.rows.ignored.append((found.at, text))
        elif not self.rows.lines:
            self._before_the_first(found, text)
        else:
            self.rows.folded.append((found.at, text))
            _append(self.rows.lines[-1], found, text)

    def _before_the_first(self, found: _Found, text: str) -> None:
        if found.cells.get("max_points"):
            self._add(found.at, "", found.name, found.cells)
        else:
            self.rows.ignored.append((found.at, text))

    def _said(self, found: _Found) -> str:
        """The row's own text, with its points behind it."""
        points = found.cells.get("max_points", "")
        column = self.heading.columns.get("max_points", -1)
        texts = [cell for place, cell in enumerate(self.sheet.rows[found.at]) if cell and place != column]
        return ": ".join(filter(None, (" ".join(" ".join(texts).split()), points)))


def _set(counted: list[int], depth: int, written: Sequence[str]) -> None:
    """Take the last part of a code that was written for this depth: the official numbers may have gaps."""
    for mark in filter(None, map(codes.parse, written)):
        if len(mark.parts) == depth + 1:
            counted[depth] = int(mark.parts[-1])
            return


def _append(line: Row, found: _Found, text: str) -> None:
    """A row of long texts goes on with them; any other is a line of the scale."""
    going_on = {meaning: found.cells.get(meaning, "") for meaning in LONG_TEXTS}
    others = [cell for meaning, cell in found.cells.items() if meaning not in LONG_TEXTS and cell]
    told = {"guidance": text} if others or not any(going_on.values()) else going_on
    for meaning, more in told.items():
        line.cells[meaning] = "\n".join(filter(None, (line.cells.get(meaning, ""), more)))
