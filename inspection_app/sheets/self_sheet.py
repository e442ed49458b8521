"""The sheet of a self-assessment as a workbook: open cells to fill in, everything else locked."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from inspection_app.rules import numerals
from inspection_app.rules import self_sheet as form
from inspection_app.rules.self_sheet import Asks, Head, Line, Row

from .writing import OPTIONS

HEADING = 5  # the row of the headings, from 0
MOST_THINGS = 1_000_000
YELLOW, GREY, BLUE = "#FFF8DC", "#EEEEEE", "#DCE6F1"


def xlsx(head: Head, lines: Sequence[Line]) -> bytes:
    """The table, its guidance, and a hidden sheet the file is known by when it comes back."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    _Table(book, head).write(lines)
    _guide(book)
    _key(book, head, lines)
    book.close()
    return target.getvalue()


class _Table:
    """The sheet that is filled in."""

    def __init__(self, book: Any, head: Head) -> None:
        self.head = head
        self.sheet = book.add_worksheet(form.SHEET)
        base = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.warning = book.add_format({"bold": True, "font_color": "#9C0006"})
        self.heading = book.add_format({**base, "bold": True, "bg_color": BLUE, "valign": "vcenter"})
        self.text = book.add_format(base)
        self.points = book.add_format({**base, "num_format": "0.####"})
        self.closed = book.add_format({**base, "bg_color": GREY})
        self.open = book.add_format({**base, "bg_color": YELLOW, "locked": False})
        self.number = book.add_format({**base, "bg_color": YELLOW, "locked": False, "num_format": "0.####"})

    def write(self, lines: Sequence[Line]) -> None:
        self._head()
        for number, row in enumerate(form.rows(lines), HEADING + 1):
            self._frame(number, row)
            self._value(number, row)
            self._points(number, row)
            for column, text in ((form.NOTE, row.line.note), (form.EVIDENCE, row.line.evidence)):
                self.sheet.write_string(number, column, text if row.opens_words else "", self._look(row.opens_words))
        self.sheet.freeze_panes(HEADING + 1, form.NAME + 1)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADING)

    def _head(self) -> None:
        title = f"BẢNG TỰ CHẤM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {self.head.year}"
        self.sheet.write_string(0, 0, title, self.title)
        self.sheet.write_string(1, 0, f"Cơ quan: {self.head.agency}")
        self.sheet.write_string(2, 0, f"Đợt kiểm tra: {self.head.round}")
        self.sheet.write_string(3, 0, self.head.mark, self.warning)
        for column, (heading, width) in enumerate(form.COLUMNS):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(HEADING, column, heading, self.heading)

    def _frame(self, number: int, row: Row) -> None:
        told = {form.CODE: row.code, form.NAME: row.name, form.HOW: "", form.MEASURE: ""}
        if not row.part:
            told |= {form.HOW: row.line.how, form.MEASURE: row.line.measure}
        for column, text in told.items():
            self.sheet.write_string(number, column, text, self.text)
        if row.part:
            self.sheet.write_blank(number, form.MAXIMUM, None, self.text)
        else:
            self.sheet.write_number(number, form.MAXIMUM, float(row.line.maximum), self.points)

    def _value(self, number: int, row: Row) -> None:
        if row.asks is Asks.NUMBER:
            self._figure(number, form.VALUE, row.value)
            self._limit(number, form.VALUE, Decimal(0), Decimal(MOST_THINGS))
            return
        self.sheet.write_string(number, form.VALUE, row.value, self._look(row.asks is not Asks.NOTHING))
        if row.asks is Asks.YESNO:
            wanted = {"validate": "list", "source": [form.YES, form.NO]}
            self.sheet.data_validation(number, form.VALUE, number, form.VALUE, wanted)

    def _points(self, number: int, row: Row) -> None:
        if row.opens_points:
            self._figure(number, form.POINTS, numerals.plain(row.line.points))
            self._limit(number, form.POINTS, row.least, row.line.maximum)
        else:
            self.sheet.write_blank(number, form.POINTS, None, self.closed)

    def _figure(self, number: int, column: int, text: str) -> None:
        if text:
            self.sheet.write_number(number, column, float(text.replace(",", ".")), self.number)  # at most 12 digits
        else:
            self.sheet.write_blank(number, column, None, self.number)

    def _limit(self, number: int, column: int, least: Decimal, most: Decimal) -> None:
        bounds = {"validate": "decimal", "criteria": "between", "minimum": float(least), "maximum": float(most)}
        words = f"Nhập số từ {numerals.plain(least)} đến {numerals.plain(most)}."
        told = bounds | {"error_title": "Bảng tự chấm", "error_message": words}
        self.sheet.data_validation(number, column, number, column, told)

    def _look(self, is_open: bool) -> Any:
        return self.open if is_open else self.closed


def _guide(book: Any) -> None:
    sheet = book.add_worksheet(form.GUIDE)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, "HƯỚNG DẪN ĐIỀN BẢNG TỰ CHẤM", book.add_format({"bold": True}))
    for number, sentence in enumerate(form.GUIDANCE, 1):
        sheet.write_string(number, 0, f"{number}. {sentence}", wrapped)
    sheet.protect()


def _key(book: Any, head: Head, lines: Sequence[Line]) -> None:
    sheet = book.add_worksheet(form.KEY)
    told = [("inspection", head.inspection), ("criteria_set", head.criteria_set)]
    told += [("agency", head.agency), ("round", head.round)]
    told += [(line.code, str(line.revision)) for line in lines]
    sheet.write_string(0, 0, form.KIND)
    for number, (name, text) in enumerate(told, 1):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, text)
    sheet.protect()
    sheet.very_hidden()
