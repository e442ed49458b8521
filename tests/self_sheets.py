"""A downloaded sheet, changed as a person would change it in Excel."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import python_calamine
import xlsxwriter

from inspection_app.rules.self_sheet import SHEET

Cells = list[list[Any]]


def refilled(
    content: bytes,
    cells: Mapping[str, Any] | None = None,
    *,
    rows: Callable[[Cells], Cells] = lambda rows: rows,
    without: str = "",
    renamed: str = "",
) -> bytes:
    """The workbook with these cells («F7»: value; a text that begins with = is a formula), its rows reworked."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    target = io.BytesIO()
    out = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": True, "default_date_format": "dd/mm/yy"}
    )
    for name in book.sheet_names:
        if name == without:
            continue
        told = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheet = out.add_worksheet(renamed if renamed and name == SHEET else name)
        for number, row in enumerate(rows(told) if name == SHEET else told):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
        for cell, value in (cells or {}).items() if name == SHEET else ():
            sheet.write_datetime(cell, value) if isinstance(value, date | datetime) else sheet.write(cell, value)
    out.close()
    return target.getvalue()


def row_of(content: bytes, code: str) -> int:
    """The row of this code, as Excel counts."""
    told = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    return next(number for number, row in enumerate(told, 1) if row[0] == code)
