"""Published results by province and year: read from a table, and what must hold within each."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inspection_app.rules import numerals
from inspection_app.rules.criteria_file import BadTable, Problem
from inspection_app.rules.figures_file import MOST_BYTES, meaning, named_rows, read_rows, unusable
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.vietnamese import fold

COMPONENTS = ("appraised", "sipas", "leader_survey", "socio_economic")
MARKS = ("V", "K", "G")
TOLERANCE = Decimal("0.01")  # points: what rounding to two places may leave between parts and total
HUNDRED = Decimal(100)
MOST_RANK = 100
LONGEST = 300  # characters of a text
PREFIXES = ("tinh ", "thanh pho ", "tp. ", "tp ")
REQUIRED = ("province", "year", "percent")
COLUMNS: Mapping[str, frozenset[str]] = {
    "province": frozenset({"tinh", "ten tinh", "tinh thanh pho", "tinh tp", "dia phuong", "thanh pho"}),
    "year": frozenset({"nam", "nam chi so", "nam danh gia"}),
    "percent": frozenset(
        {"chi so", "chi so cchc", "par index", "tong diem", "total", "total published", "chi so cai cach hanh chinh"}
    ),
    "rank": frozenset({"hang", "xep hang", "thu hang", "vi tri", "vi tri xep hang"}),
    "appraised": frozenset({"tham dinh", "diem tham dinh", "diem tham dinh cua bo noi vu"}),
    "sipas": frozenset({"chi so hai long", "chi so sipas", "diem sipas"}),
    "leader_survey": frozenset(
        {"dieu tra xa hoi hoc", "khao sat lanh dao", "khao sat lanh dao quan ly", "diem dieu tra xa hoi hoc"}
    ),
    "socio_economic": frozenset(
        {"tac dong kinh te xa hoi", "kinh te xa hoi", "phat trien kinh te xa hoi", "tac dong den kinh te xa hoi"}
    ),
    "source": frozenset({"nguon", "nguon so lieu"}),
    "mark": frozenset({"muc tin cay", "do tin cay"}),
}
IGNORED = frozenset({"stt", "tt", "so tt"})


@dataclass(frozen=True)
class Result:
    """One province's published year: the index in percent, and its parts in points where they are known."""

    province: str
    year: int
    percent: Decimal
    rank: int | None = None
    mark: str = ""
    source: str = ""
    components: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        """What makes it the same result as another, however the province is spelt."""
        return province_key(self.province), self.year


def province_key(name: str) -> str:
    """«Tỉnh An Giang» and «An Giang» are one province."""
    folded = fold(name)
    return next((folded.removeprefix(each) for each in PREFIXES if folded.startswith(each)), folded)


def read(content: bytes) -> tuple[Result, ...]:
    """All results, in the file's order; raises BadTable with every problem by row and column."""
    rows = read_rows(content)
    heads, named = named_rows(rows, COLUMNS, REQUIRED)
    problems = _unknown(_heading(rows, heads))
    seen: set[tuple[str, int]] = set()
    found = [_result(number, row, heads, problems, seen) for number, row in named]
    if not found:
        problems.append(Problem(rows[-1][0], "", Message("No row stands below the heading.")))
    if problems:
        raise BadTable(problems)
    return tuple(each for each in found if each)


def write(results: Iterable[Result]) -> str:
    """The same results as CSV, which `read` takes again; raises BadTable where that would be too long."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in results:
        parts = {name: numerals.plain(points) for name, points in each.components.items()}
        plain = {"province": each.province, "year": each.year, "percent": numerals.plain(each.percent)}
        told = plain | {"rank": each.rank, "source": each.source, "mark": each.mark} | parts
        writer.writerow([told.get(name, "") for name in COLUMNS])
    if len(out.getvalue().encode()) > MOST_BYTES:
        raise unusable(Message("The file is larger than %(most)s KB.", most=MOST_BYTES // 1000))
    return out.getvalue()


def difference(percent: Decimal, components: Mapping[str, Decimal]) -> Decimal | None:
    """By how much the components miss the total, beyond rounding; None where they agree or too few are known."""
    gap = sum(components.values(), Decimal(0)) - percent
    whole = set(components) >= set(COMPONENTS)
    return gap if gap > TOLERANCE or (whole and gap < -TOLERANCE) else None


def _heading(rows: list[tuple[int, list[str]]], heads: Mapping[str, str]) -> list[str]:
    return next(cells for _number, cells in rows if set(heads.values()) <= set(cells))


def _unknown(cells: Iterable[str]) -> list[Problem]:
    strange = [cell for cell in cells if cell and not meaning(cell, COLUMNS) and fold(cell) not in IGNORED]
    message = Message("Unknown columns: %(names)s.", names=", ".join(each[:40] for each in strange)[:200])
    return [Problem(1, "", message)] if strange else []


def _result(
    number: int,
    row: Mapping[str, str],
    heads: Mapping[str, str],
    problems: list[Problem],
    seen: set[tuple[str, int]],
) -> Result | None:
    """The result of one row, or None once its problems are listed."""
    before = len(problems)

    def take(column: str, parse: Callable[[str], Any]) -> Any:
        try:
            return parse(row.get(column, ""))
        except DomainError as error:
            problems.append(Problem(number, heads.get(column, column), error.message))
        return None

    components = {name: take(name, _points) for name in COMPONENTS if row.get(name)}
    told = {
        "province": take("province", _name),
        "year": take("year", _year),
        "percent": take("percent", _percent),
        "rank": take("rank", _rank),
        "mark": take("mark", _mark),
        "source": take("source", _text),
    }
    if len(problems) > before:
        return None
    result = Result(**told, components=components)
    _check(result, number, heads, problems, seen)
    return result


def _check(
    result: Result, number: int, heads: Mapping[str, str], problems: list[Problem], seen: set[tuple[str, int]]
) -> None:
    gap = difference(result.percent, result.components)
    if gap is not None:
        message = Message(
            "The components add up to %(sum)s, the total says %(total)s: a difference of %(gap)s.",
            sum=numerals.points(result.percent + gap),
            total=numerals.points(result.percent),
            gap=numerals.signed(gap),
        )
        problems.append(Problem(number, heads["percent"], message))
    if result.key in seen:
        message = Message("%(province)s %(year)s is there twice.", province=result.province, year=result.year)
        problems.append(Problem(number, heads["province"], message))
    seen.add(result.key)


def _name(text: str) -> str:
    if not text:
        raise DomainError(Message("The name is missing."))
    return _text(text)


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise DomainError(Message("At most %(most)s characters, please.", most=LONGEST))
    return text


def _whole(text: str) -> int:
    value = numerals.parse_decimal(text)
    if value != int(value):
        raise DomainError(Message("Enter a whole number, for instance 2020."))
    return int(value)


def _year(text: str) -> int:
    year = _whole(text)
    if not 2000 <= year <= 2100:  # noqa: PLR2004 - the sentence says them
        raise DomainError(Message("The year must lie between 2000 and 2100."))
    return year


def _points(text: str) -> Decimal:
    value = numerals.parse_decimal(text.removesuffix("%"))
    if value > HUNDRED:
        raise DomainError(Message("The index lies between 0 and 100."))
    return value


_percent = _points


def _rank(text: str) -> int | None:
    if not text:
        return None
    rank = _whole(text)
    if not 1 <= rank <= MOST_RANK:
        raise DomainError(Message("A rank lies between 1 and %(most)s.", most=MOST_RANK))
    return rank


def _mark(text: str) -> str:
    mark = text.strip("[]").upper()
    if mark and mark not in MARKS:
        raise DomainError(Message("Unknown word «%(text)s»; known are %(known)s.", text=text[:40], known="V, K, G"))
    return mark
