"""A sheet of cells, whatever file it came from: text, with what Excel had made a number or a date of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Cells = tuple[str, ...]
Place = tuple[int, int]  # row and column, both from 0
ALPHABET = 26


@dataclass(frozen=True)
class Sheet:
    """Rows of text; `merged` are the first and last cell of each merged range."""

    name: str
    rows: tuple[Cells, ...]
    row_numbers: tuple[int, ...] = ()  # at which line of the file each row begins; of a sheet they run from 1
    numbers: frozenset[Place] = frozenset()
    dates: frozenset[Place] = frozenset()
    formulas: frozenset[str] = frozenset()  # as Excel calls the cells: F14
    merged: Sequence[tuple[Place, Place]] = field(default=())

    def cell(self, row: int, column: int) -> str:
        """The text there; empty beyond the sheet."""
        if not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def number_of(self, row: int) -> int:
        """The row as people count it."""
        return self.row_numbers[row] if self.row_numbers else row + 1

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(map(len, self.rows), default=0)


def letter(column: int) -> str:
    """The column as Excel calls it: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, ALPHABET)
        text = chr(ord("A") + rest) + text
    return text
