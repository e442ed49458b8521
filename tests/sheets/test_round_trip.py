"""Exporting a table and importing it again changes nothing, whatever its depth, points and texts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection_app.rules import criteria_heading, criteria_table
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.criteria_table import Terms
from inspection_app.rules.terms import Assessed, Level, RuleKind
from inspection_app.rules.vietnamese import clean
from inspection_app.sheets import reading, writing

AGENCIES = {"SNV": "Sở Nội vụ", "STP": "Sở Tư pháp", "VPUBND": "Văn phòng UBND tỉnh"}
LEVELS = list(Level)
long_text = st.text(max_size=60).map(clean)
short = long_text.map(lambda text: " ".join(text.split()))
names = st.one_of(
    short.filter(bool),
    st.sampled_from(["=1+1", "+84", "-5", "@A1", "'x", "Tổng cộng", "1.1. Kế hoạch", "I. Chỉ đạo", "Điểm tối đa"]),
)
points = st.integers(1, 40_000).map(lambda number: Decimal(number) / 10_000)
LEAF_RULES = [
    (RuleKind.MANUAL, "", Assessed.DOCUMENTS),
    (RuleKind.LADDER, "100=1; 80=0.5; 0=0", Assessed.DOCUMENTS),
    (RuleKind.YESNO, "na=full", Assessed.DOCUMENTS),
    (RuleKind.SURVEY, "", Assessed.SURVEY),
    (RuleKind.STATISTICS, "", Assessed.STATISTICS),
]


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """A right table of two, three or four levels, some lines of it bonus."""
    made: list[Line] = []
    depth = draw(st.integers(2, 4))
    for field in range(1, draw(st.integers(1, 3)) + 1):
        _grow(draw, made, str(field), depth)
    return [replace(line, number=number) for number, line in enumerate(made, 2)]


def _grow(draw: st.DrawFn, made: list[Line], code: str, deepest: int) -> Decimal:
    """The line of this code and those below it; its points, or 0 of a bonus line."""
    at, level = len(made), code.count(".")
    first = draw(st.sampled_from([1, 9]))
    number = draw(st.integers(1, 3)) if level + 1 < deepest and draw(st.booleans()) else 0
    below = [_grow(draw, made, f"{code}.{first + each}", deepest) for each in range(number)]
    rule, params, way = (RuleKind.SUM, "", Assessed.MIXED) if number else draw(st.sampled_from(LEAF_RULES))
    maximum = sum(below, Decimal(0)) if number else draw(points)
    bonus = draw(st.booleans()) and draw(st.booleans())
    others = draw(st.lists(st.sampled_from(sorted(AGENCIES)), unique=True, max_size=2))
    texts = [draw(long_text) for _ in range(3)]
    line = Line(
        0, code, LEVELS[level], draw(names), maximum, way, rule, params, draw(short),
        draw(st.sampled_from(["SNV", "STP"])),
        tuple(others), draw(st.sampled_from(["", "knowledge"])), draw(st.sampled_from(["", "sample"])), bonus, *texts,
    )  # fmt: skip
    made.insert(at, line)
    return Decimal(0) if bonus else maximum


def read_back(content: bytes, total: Decimal) -> tuple[Line, ...]:
    (sheet,) = reading.sheets_of(content)
    told = Terms(criteria_table.lookup(AGENCIES), total)
    return criteria_table.read(sheet, criteria_heading.find(sheet), told).checked()


@pytest.mark.parametrize("write", [writing.csv_file, writing.xlsx])
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=lines())
def test_importing_an_export_changes_nothing(write: Callable[[Sequence[Line]], bytes], table: list[Line]) -> None:
    total = sum((line.maximum for line in table if line.parent is None and not line.bonus), Decimal(0))
    again = read_back(write(table), total)
    assert [replace(line, number=0) for line in again] == [replace(line, number=0) for line in table]
