"""The official points of a round's own year: what may be entered, read from a file, and rolled up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.rules import numerals
from inspection_app.rules.criteria_file import Problem
from inspection_app.rules.figures_file import named_rows, read_rows
from inspection_app.rules.message import Message
from inspection_app.rules.published_table import HUNDRED, TOLERANCE

TOTAL = ""  # the code of the whole table
MOST_CODE = 40  # characters of a code that a sentence repeats
COLUMNS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"ma", "ma so", "ma tieu chi"}),
    "points": frozenset({"diem", "diem cong bo", "diem chinh thuc", "diem dat", "diem dat duoc", "so diem"}),
}

Points = Mapping[str, Decimal]  # by code


@dataclass(frozen=True)
class Row:
    """One line of the criteria table, as far as points go."""

    code: str
    maximum: Decimal
    bonus: bool = False

    @property
    def parent(self) -> str:
        """«3.4» of «3.4.1»; of a field the whole table."""
        return self.code.rpartition(".")[0]


def read(content: bytes) -> tuple[dict[str, str], list[Problem]]:
    """The points by code as the file writes them, and lines left out; raises BadTable for what is no such table."""
    _heads, rows = named_rows(read_rows(content), COLUMNS, tuple(COLUMNS))
    typed: dict[str, str] = {}
    problems = []
    for number, row in rows:
        code = row["code"].rstrip(".")
        if code in typed:
            problems.append(Problem(number, code, Message("The code %(code)s is used twice.", code=code[:MOST_CODE])))
        elif row["points"]:
            typed[code] = row["points"]
    return typed, problems


def check(rows: Sequence[Row], points: Points, percent: Decimal | None) -> dict[str, Message]:
    """What is wrong, by code; TOTAL is the published index. `percent`: that index, None where nobody typed it."""
    known = {row.code: row for row in rows}
    found = {code: _unknown(code) for code in points if code not in known}
    ceilings = _ceilings(rows)
    for row in rows:
        if row.code in points and points[row.code] > ceilings[row.code]:
            found[row.code] = Message("At most %(maximum)s points.", maximum=numerals.points(ceilings[row.code]))
    return found or _sums(rows, points, percent)


def rolled_up(rows: Sequence[Row], points: Points) -> dict[str, Decimal]:
    """The points of every line that are known: the sum of those below it, or else what was entered; TOTAL too."""
    known = dict(points)
    for code, below in reversed(_below(rows).items()):  # children stand below their parents
        if all(each.code in known for each in below):
            known[code] = sum((known[each.code] for each in below), Decimal(0))
    return known


def to_percent(points: Decimal, rows: Sequence[Row]) -> Decimal | None:
    """Points of the whole table in percent of its maximum."""
    return numerals.percent(points, whole(rows))


def to_points(percent: Decimal, rows: Sequence[Row]) -> Decimal:
    """A percent of the index as points of the whole table."""
    return percent * whole(rows) / HUNDRED


def whole(rows: Sequence[Row]) -> Decimal:
    """The points of the whole table, without the bonus."""
    return sum((row.maximum for row in rows if not row.parent and not row.bonus), Decimal(0))


def _below(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The lines right below each line that has any, in the table's order; the whole table first."""
    found: dict[str, list[Row]] = {TOTAL: []}
    for row in rows:
        found.setdefault(row.parent, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].count(".") + 1) if pair[0] else 0))


def _ceilings(rows: Sequence[Row]) -> dict[str, Decimal]:
    """What a line can bring at most: its maximum, and the bonus below it."""
    found = {row.code: row.maximum for row in rows}
    for row in rows:
        code = row.parent
        while row.bonus and code:
            found[code] += row.maximum
            code = code.rpartition(".")[0]
    return found


def _sums(rows: Sequence[Row], points: Points, percent: Decimal | None) -> dict[str, Message]:
    stated = dict(points)
    if percent is not None:
        stated[TOTAL] = to_points(percent, rows)
    known = rolled_up(rows, points)
    found = {}
    for code, below in _below(rows).items():
        if code not in stated:
            continue
        told = sum((known[each.code] for each in below if each.code in known), Decimal(0))
        complete = all(each.code in known for each in below)
        gap = told - stated[code]
        if gap > TOLERANCE or (complete and gap < -TOLERANCE):
            found[code] = Message(
                "The lines below add up to %(sum)s, here stands %(told)s: a difference of %(gap)s.",
                sum=numerals.points(told),
                told=numerals.points(stated[code]),
                gap=numerals.signed(gap),
            )
    return found


def _unknown(code: str) -> Message:
    return Message("The criteria set has no line %(code)s.", code=code[:MOST_CODE])
