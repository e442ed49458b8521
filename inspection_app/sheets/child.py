"""Reads a workbook from standard input and says its cells as JSON: runs alone, within limits, and knows nothing of us.

Every cell is a text behind the sign of its kind: s text, n number, d date. Started by path, so that it loads fast.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

import python_calamine

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5000, 100, 30
SECONDS, MEGABYTES = 10, 600
MOST_TEXT = 32_767  # characters Excel itself puts in a cell


def main() -> None:
    """One workbook in, its sheets out; a sheet that is too large is named instead of read."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    book = python_calamine.load_workbook(io.BytesIO(content))
    names = [each.name for each in book.sheets_metadata if each.typ == python_calamine.SheetTypeEnum.WorkSheet]
    if len(names) > MOST_SHEETS:
        answer: dict[str, Any] = {"too_many": len(names)}
    else:
        formulas = _formulas(content)
        read = [_sheet(name, book.get_sheet_by_name(name)) for name in names]
        answer = {"sheets": [each | {"formulas": formulas.get(each["name"], [])} for each in read]}
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


def _formulas(content: bytes) -> dict[str, list[str]]:
    """The cells of each sheet that hold a formula: of those the reader above gives the last result only."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        relations = _tags(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
        links = {each["Id"]: each["Target"] for each in relations}
        found = {}
        for sheet in _tags(archive.read("xl/workbook.xml"), "sheet"):
            target = links.get(next((sheet[key] for key in sheet if key.endswith(":id")), ""), "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if path in names:
                found[sheet.get("name", "")] = _formula_cells(archive.read(path))
    return found


def _tags(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of this name, whatever its prefix."""
    return [attributes for _name, attributes in _elements(xml, {wanted})]


def _formula_cells(xml: bytes) -> list[str]:
    found, cell = [], ""
    for name, attributes in _elements(xml, {"c", "f"}):
        if name == "c":
            cell = attributes.get("r", "")
        elif cell:
            found.append(cell)
    return found


def _elements(xml: bytes, wanted: set[str]) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare in wanted:
            found.append((bare, attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(xml, True)  # noqa: FBT003 - the whole of it
    return found


if __name__ == "__main__":
    main()
