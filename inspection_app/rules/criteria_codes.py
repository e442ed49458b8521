"""Codes as ministries write them: «1.1.», «I», «A.», «1.1. Kế hoạch», criteria that start again in every field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from inspection_app.rules import numerals

MOST_ROMAN = 50
ROMAN = {numerals.roman(number): number for number in range(1, MOST_ROMAN)}
LETTERS = {letter: number for number, letter in enumerate("ABCDEFGH", 1)}
PREFIX = r"(?:(?:lĩnh vực|phần|mục|tiêu chí)\s+)?"
CODE = re.compile(rf"{PREFIX}([IVXL]+|[A-H]|[0-9]{{1,6}})((?:\s*[.,]\s*[0-9]{{1,6}})*)\s*[.,):/\-–]*", re.IGNORECASE)
# In front of a name a code shows by its dots: «1.1 Kế hoạch», «I. Chỉ đạo», but not «100 hồ sơ».
LEADING = re.compile(
    r"((?:[IVXL]+|[A-H]|[0-9]+)(?:\.[0-9]+)*[.)](?![0-9])|[0-9]+(?:\.[0-9]+)+(?![.0-9])|[IVXL]+\s*[-–:]"
    r"|(?i:lĩnh vực|phần)\s+(?:[IVXL]+|[A-H]|[0-9]+)\s*[-–:.])\s*(\S.*)",
    re.DOTALL,
)
TITLED = re.compile(r"(?:lĩnh vực|phần)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """A code as written: whether its first part is a Roman number or a letter, and its parts."""

    parts: tuple[str, ...]
    sign: str = ""  # roman, letter, or empty for a number


def parse(text: str) -> Mark | None:
    """The code in a cell that holds nothing else; None where it holds no code."""
    found = CODE.fullmatch(text.strip())
    if found is None:
        return None
    first, rest = found[1], tuple(re.findall(r"[0-9]+", found[2]))
    if first.isdigit():
        return Mark((first, *rest))
    if first in ROMAN:
        return Mark((str(ROMAN[first]), *rest), "roman")
    return Mark((str(LETTERS[first]), *rest), "letter") if first in LETTERS else None


def split(text: str) -> tuple[str, str]:
    """The code in front of a name, and the name; the code is empty where none is."""
    found = LEADING.fullmatch(text)
    return (found[1], found[2].lstrip(" -–:.")) if found else ("", text)


def is_telling(leading: str, mark: Mark) -> bool:
    """Whether a code in front of a name is one even where codes have a column: «I.», «1.1», «Lĩnh vực 1:», not «1.»."""
    return bool(mark.sign) or len(mark.parts) > 1 or TITLED.match(leading) is not None


@dataclass
class Numbering:
    """Makes full codes of marks, row by row."""

    signs: str = ""  # what fields are marked with, if not with numbers
    restarts: bool = False  # criteria count from 1 again below each field
    field_part: str = ""
    seen: set[str] = field(default_factory=set)
    last: str = ""

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> "Numbering":
        """Told by all marks of a table together."""
        signs = marks[0].sign if marks else ""
        below = [mark for mark in marks if not mark.sign]
        restarts = bool(signs) and any(len(mark.parts) == 1 for mark in below)
        return cls(signs, restarts)

    def code(self, mark: Mark, *, was_number: bool) -> str:
        """The full code; «1,1» that Excel made of 1.10 gets its 0 back where 1.9 stands before it."""
        if mark.sign:
            self.field_part = mark.parts[0]
        below = self.restarts and not mark.sign and self.field_part
        code = ".".join((self.field_part, *mark.parts) if below else mark.parts)
        if was_number and code in self.seen and self._next() == f"{code}0":
            code = f"{code}0"
        self.seen.add(code)
        self.last = code if code.count(".") == 1 else self.last
        return code

    def _next(self) -> str:
        head, _dot, tail = self.last.rpartition(".")
        return f"{head}.{int(tail) + 1}" if tail else ""
