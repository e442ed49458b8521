"""Reads a workbook from standard input and says its cells as JSON: runs alone, within limits, and knows nothing of us.

Every cell is a text behind the sign of its kind: s text, n number, d date. Started by path, so that it loads fast.
"""

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any

import python_calamine

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5000, 100, 30
SECONDS, MEGABYTES = 10, 600
MOST_TEXT = 32_767  # characters Excel itself puts in a cell


def main() -> None:
    """One workbook in, its sheets out; a sheet that is too large is named instead of read."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    names = [each.name for each in book.sheets_metadata if each.typ == python_calamine.SheetTypeEnum.WorkSheet]
    if len(names) > MOST_SHEETS:
        answer: dict[str, Any] = {"too_many": len(names)}
    else:
        answer = {"sheets": [_sheet(name, book.get_sheet_by_name(name)) for name in names]}
    json.dump(answer, sys.stdout)


def _sheet(name: str, sheet: Any) -> dict[str, Any]:
    if sheet.end is None:
        return {"name": name, "rows": [], "merged": []}
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height > MOST_ROWS or width > MOST_COLUMNS:
        return {"name": name, "height": height, "width": width}
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return {"name": name, "rows": rows, "merged": sheet.merged_cell_ranges or []}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "sTRUE" if value else "sFALSE"
    if isinstance(value, int | float):
        return f"n{value:.12g}".replace(".", ",")  # beyond twelve digits a binary number is noise
    if isinstance(value, datetime | date):
        return f"d{value:%d/%m/%Y}"
    return f"s{str(value)[:MOST_TEXT]}"


if __name__ == "__main__":
    main()
