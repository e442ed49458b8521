"""Whatever bytes are uploaded, the answer is lines or a sentence, soon and in little memory."""

import io
import time
import unicodedata
import zipfile
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_app.rules import criteria_heading, criteria_table
from inspection_app.rules.criteria_file import BadTable
from inspection_app.rules.criteria_table import Reading, Terms
from inspection_app.sheets import reading

TERMS = Terms({"snv": "SNV"}, Decimal(10), "SNV")
HEAD = ["Mã", "Tên tiêu chí", "Điểm tối đa"]


def readings(content: bytes) -> list[Reading]:
    sheets = reading.sheets_of(content)
    return [criteria_table.read(sheet, criteria_heading.find(sheet), TERMS) for sheet in sheets]


def workbook(*rows: list[Any], **extra: bytes) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    book.close()
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in extra.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def refused(content: bytes) -> str:
    begun = time.monotonic()
    with pytest.raises(BadTable) as caught:
        readings(content)
    assert time.monotonic() - begun < 20  # a machine of two busy cores; the clock of the child is 15
    return str(caught.value)


GOOD = workbook(HEAD, ["1", "Lĩnh vực", 10], ["1.1", "Tiêu chí", 10])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (GOOD[:-300], "cannot be read"),
        (b"PK\x03\x04" + bytes(range(256)), "cannot be read"),
        (workbook(HEAD, xl__vbaProject_dot_bin=b"x"), "macros"),
        (workbook(HEAD, xl__media__zeros=bytes(70_000_000)), "far larger"),
        (workbook(HEAD, xl__media__zeros=bytes(8_000_000)), "far larger"),
        (b"PK\x03\x04" + bytes(5_000_001), "larger than 5 MB"),
        ("Mã,Tên\0,Điểm".encode(), "not UTF-8"),
        (bytes(range(256)) * 20, "not UTF-8"),
        (workbook(*[[number] for number in range(6000)]), "6000 rows"),
        (workbook([""] * 120 + ["x"]), "121 columns"),
        (("Mã,Tên,Điểm" + ",x" * 100_000).encode(), "more than 100 columns"),
        (("Mã,Tên,Điểm\n" + "1,a,1\n" * 100_000).encode(), "2000 lines"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refused(content)


def test_a_hundred_thousand_rows_are_refused_soon() -> None:
    assert "100000 rows" in refused(workbook(*[[number, "Tên", 1] for number in range(100_000)]))


def test_a_cell_at_the_far_end_costs_no_memory() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "x")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    refused(target.getvalue())


def test_a_zip_that_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no Excel" in refused(target.getvalue())


def test_formulas_are_read_by_their_value_and_a_huge_cell_is_told() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for row, cells in enumerate([HEAD, ["1", "Lĩnh vực", None], ["1.1", "x" * 32_000, 10]]):
        sheet.write_row(row, 0, cells)
    sheet.write_formula(1, 2, "=C3", None, 10)
    book.close()
    (found,) = readings(target.getvalue())
    assert [(each.line, each.letter) for each in found.problems] == [(3, "B")]


def test_more_lines_than_a_table_has() -> None:
    (found,) = readings(workbook(HEAD, *[[str(number), "Tên", 1] for number in range(1, 2500)]))
    assert "2000" in str(found.problems[0].message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_of_office_programs(encoding: str, delimiter: str) -> None:
    cells = [["BẢNG TIÊU CHÍ"], HEAD, ["1", "Lĩnh vực", "10"], ["1.1", "Tiêu chí đầu", "10"]]
    text = "\r\n".join(delimiter.join(row) for row in cells)
    content = legacy(text) if encoding == "cp1258" else text.encode(encoding)
    (found,) = readings(content)
    assert [line.name for line in found.checked()] == ["Lĩnh vực", "Tiêu chí đầu"]


def legacy(text: str) -> bytes:
    """As Windows-1258 writes Vietnamese: letters whole, tones apart."""
    tones = "\u0300\u0309\u0303\u0301\u0323"
    out = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out += base.encode("cp1258") + tone.encode("cp1258")
    return out


def test_another_old_encoding_is_not_guessed_at() -> None:
    assert "not UTF-8" in refused("Mã,Tên,Điểm\n".encode() + b"1,C\xb6i c\xb8ch,10")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_lines_or_a_sentence(content: bytes) -> None:
    with suppress(BadTable):
        readings(content)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(
    ["1", "1.1", "1,2", "I", "II", "A", "1.1.1.1.1", "2.", "Tổng", "10", "0", "a)", "-", "sum", "Lĩnh vực", "SNV", "Có"]
)), min_size=3, max_size=9), max_size=8))  # fmt: skip
def test_any_cells_below_a_heading_are_lines_or_problems(cells: list[list[str]]) -> None:
    head = "Mã,Tên tiêu chí,Điểm tối đa,Cấp,Quy tắc,Tham số,Điểm thưởng,Cơ quan chủ trì,Ghi chú"
    body = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    with suppress(BadTable):
        readings("\n".join([head, *body]).encode("utf-8", "surrogatepass"))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_lines_or_a_sentence(at: int, put: bytes) -> None:
    with suppress(BadTable):
        readings(GOOD[:at] + put + GOOD[at + len(put) :])
