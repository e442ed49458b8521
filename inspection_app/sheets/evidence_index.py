"""The index of an archive of evidence: one line a file, as Excel opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from inspection_app.rules.clock import HERE

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
COLUMNS = (
    ("TT", 5),
    ("Mã tiêu chí", 12),
    ("Tiêu chí", 45),
    ("Tên tệp", 40),
    ("Đường dẫn trong tệp nén", 60),
    ("Bên cung cấp", 22),
    ("Phiên bản", 10),
    ("Dung lượng (byte)", 16),
    ("SHA-256", 66),
    ("Người gửi", 25),
    ("Thời điểm gửi", 17),
    ("Ghi chú", 30),
)
TITLE = "Danh mục tài liệu"


@dataclass(frozen=True)
class IndexLine:
    """One file of the archive."""

    code: str
    item: str
    name: str
    path: str
    side: str
    version: int
    size: int  # bytes
    sha256: str
    added_by: str
    added_at: datetime
    remark: str


def write(path: Path, lines: Sequence[IndexLine], *, title: str = "") -> None:
    """Write the workbook there, `title` above its heading; every text is text, whatever it begins with."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    sheet = book.add_worksheet(TITLE)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#DCE6F1"})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    moment = book.add_format({"valign": "top", "border": 1, "num_format": "dd/mm/yyyy hh:mm"})
    top = 1 if title else 0  # row of the heading
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_color": "#9C0006"}))
    for column, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, head)
    for place, line in enumerate(lines, 1):
        row = top + place
        told = (line.code, line.item, line.name, line.path, line.side, line.version, line.size, line.sha256)
        cells = (place, *told, line.added_by, line.added_at.astimezone(HERE).replace(tzinfo=None), line.remark)
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell, moment)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, body)
            else:
                sheet.write_string(row, column, cell, body)
    sheet.freeze_panes(top + 1, 3)
    sheet.autofilter(top, 0, top + max(len(lines), 1), len(COLUMNS) - 1)
    book.close()
