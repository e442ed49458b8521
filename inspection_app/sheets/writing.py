"""A criteria table as a file that Excel opens: .xlsx and CSV."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from inspection_app.rules import criteria_export as form
from inspection_app.rules.criteria_file import guarded
from inspection_app.rules.criteria_lines import Line

SHEET = "Bộ tiêu chí"
POINTS = 3  # column of the points, the one that holds numbers
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx(lines: Sequence[Line], *, title: str = "") -> bytes:
    """A workbook of one sheet, `title` above its heading; every text is written as text, whatever it begins with."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#DCE6F1"})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    points = book.add_format({"valign": "top", "border": 1, "num_format": "0.####"})
    top = 1 if title else 0  # row of the heading
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_color": "#9C0006"}))
    for column, (_meaning, heading, width) in enumerate(form.COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, head)
    for row, (line, cells) in enumerate(zip(lines, form.rows(lines), strict=True), top + 1):
        for column, text in enumerate(cells):
            if column == POINTS:
                sheet.write_number(row, column, float(line.maximum), points)  # at most 12 digits: read back exactly
            else:
                sheet.write_string(row, column, text, body)
    sheet.freeze_panes(top + 1, POINTS)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    book.close()
    return target.getvalue()


def csv_file(lines: Sequence[Line], *, title: str = "") -> bytes:
    """UTF-8 with its mark and semicolons, as a Vietnamese Excel expects it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    if title:
        writer.writerow([guarded(title)])
    writer.writerow(form.HEADINGS)
    writer.writerows([guarded(text) for text in cells] for cells in form.rows(lines))
    return target.getvalue().encode("utf-8-sig")
