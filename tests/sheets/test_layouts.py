"""Sheets as ministries and provinces lay them out, made here; each is read to the tree it means."""

import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from inspection_app.rules import criteria_heading, criteria_table, numerals
from inspection_app.rules.criteria_table import Line, Reading, Terms
from inspection_app.rules.terms import Assessed, Level, RuleKind
from inspection_app.sheets import reading

AGENCIES = {"SNV": "Sở Nội vụ", "STP": "Sở Tư pháp", "VPUBND": "Văn phòng UBND tỉnh"}
Fill = Callable[[Any, Any], None]


def workbook(*fills: Fill) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for number, fill in enumerate(fills, 1):
        fill(book, book.add_worksheet(f"Phụ lục {number}"))
    book.close()
    return target.getvalue()


def rows(*cells: Sequence[Any], start: int = 0) -> Fill:
    def fill(_book: Any, sheet: Any) -> None:
        for row, values in enumerate(cells, start):
            for column, value in enumerate(values):
                if value not in (None, ""):
                    sheet.write(row, column, value)

    return fill


def understood(content: bytes, total: str = "10", default: str = "SNV") -> Reading:
    sheets = reading.sheets_of(content)
    best = max(sheets, key=criteria_heading.fit)
    terms = Terms(criteria_table.lookup(AGENCIES), Decimal(total), default)
    return criteria_table.read(best, criteria_heading.find(best), terms)


def right(content: bytes, total: str = "10", default: str = "SNV") -> dict[str, Line]:
    found = understood(content, total, default)
    assert [(each.line, each.letter, str(each.message)) for each in found.problems] == []
    return {line.code: line for line in found.lines}


def shape(lines: dict[str, Line]) -> list[tuple[str, str, str]]:
    return [(line.code, line.name, numerals.plain(line.maximum).replace(",", ".")) for line in lines.values()]


TREE = [
    ("1", "Công tác chỉ đạo", "6"),
    ("1.1", "Kế hoạch", "2.5"),
    ("1.1.1", "Ban hành kế hoạch", "0.5"),
    ("1.1.2", "Thực hiện kế hoạch", "2"),
    ("1.2", "Báo cáo", "3.5"),
    ("2", "Cải cách thể chế", "4"),
    ("2.1", "Văn bản", "4"),
]
HEAD = ["STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Cách chấm điểm", "Cơ quan chủ trì"]


def test_titles_above_dotted_codes_scale_lines_and_a_total() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 4, "BỘ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP TỈNH", book.add_format())
        sheet.merge_range(1, 0, 1, 4, "(Kèm theo Quyết định mẫu)", book.add_format())
        rows(
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["1.", "Công tác chỉ đạo", "", "", "sở nội vụ"],
            ["1.1.", "Kế hoạch", "", "", ""],
            ["1.1.1.", "Ban hành  kế hoạch", "0,5", "Ban hành trong quý I", ""],
            ["", "Ban hành đúng hạn: 0,5"],
            ["", "Ban hành chậm", "0,25"],
            HEAD,
            ["1.1.2.", "Thực hiện kế hoạch", 2, "", "VPUBND"],
            ["1.2.", "Báo cáo", "3.5", "", ""],
            ["2.", "Cải cách thể chế", 4, "", "Sở Tư pháp"],
            ["2.1.", "Văn bản", 4, "", ""],
            ["", "Tổng cộng", 10],
            ["", "Người lập biểu"],
            start=3,
        )(book, sheet)

    content = workbook(fill)
    lines = right(content)
    assert shape(lines) == TREE
    assert lines["1.1.1"].guidance == "Ban hành trong quý I\nBan hành đúng hạn: 0,5\nBan hành chậm: 0,25"
    assert [line.lead_agency for line in lines.values()] == ["SNV", "SNV", "SNV", "VPUBND", "SNV", "STP", "STP"]
    assert {line.rule for line in lines.values()} == {RuleKind.SUM, RuleKind.MANUAL}
    found = understood(content)
    assert [number for number, _ in found.folded] == [9, 10]
    assert [number for number, _ in found.ignored] == [5, 11, 16, 17]


def test_roman_fields_with_criteria_that_start_again() -> None:
    content = workbook(
        rows(
            ["TT", "Nội dung", "Thang điểm"],
            ["I", "Công tác chỉ đạo", 6],
            [1, "Kế hoạch", 2.5],
            [1.1, "Ban hành kế hoạch", 0.5],
            [1.2, "Thực hiện kế hoạch", 2],
            [2, "Báo cáo", 3.5],
            ["II", "Cải cách thể chế", 4],
            [1, "Văn bản", 4],
        )
    )
    assert shape(right(content)) == TREE


def test_roman_fields_above_full_codes() -> None:
    content = workbook(
        rows(
            ["TT", "Tiêu chí", "Điểm chuẩn"],
            ["I.", "Công tác chỉ đạo", ""],
            ["1.1", "Kế hoạch", ""],
            ["1.1.1", "Ban hành kế hoạch", 0.5],
            ["1.1.2", "Thực hiện kế hoạch", 2],
            ["1.2", "Báo cáo", 3.5],
            ["II.", "Cải cách thể chế", ""],
            ["2.1", "Văn bản", 4],
        )
    )
    assert shape(right(content)) == TREE


def test_codes_in_front_of_the_names_and_a_column_that_counts_rows() -> None:
    names = ["1. Công tác chỉ đạo", "1.1. Kế hoạch", "1.1.1 Ban hành kế hoạch", "1.1.2 Thực hiện kế hoạch"]
    names += ["1.2. Báo cáo", "2. Cải cách thể chế", "2.1. Văn bản"]
    points = ["", "", 0.5, 2, 3.5, 4, 4]
    table = [[number, *pair] for number, pair in enumerate(zip(names, points, strict=True), 1)]
    content = workbook(rows(["STT", "Tiêu chí", "Điểm tối đa"], *table))
    assert shape(right(content)) == TREE


def test_a_column_of_names_per_level_without_codes_and_a_heading_of_two_rows() -> None:
    def fill(book: Any, sheet: Any) -> None:
        plain = book.add_format()
        for column, text in enumerate(["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần"]):
            sheet.merge_range(2, column, 3, column, text, plain)
        sheet.merge_range(2, 3, 2, 4, "Điểm", plain)
        sheet.merge_range(2, 5, 2, 6, "Cơ quan", plain)
        rows(["", "", "", "tối đa", "tự chấm", "chủ trì", "phối hợp"], start=3)(book, sheet)
        sheet.merge_range(4, 0, 6, 0, "Công tác chỉ đạo", plain)
        sheet.merge_range(4, 1, 5, 1, "Kế hoạch", plain)
        rows(
            ["", "", "Ban hành kế hoạch", 0.5, "", "Sở Nội vụ", "Sở Tư pháp; VPUBND"],
            ["", "", "Thực hiện kế hoạch", 2, 1, "Sở Nội vụ"],
            ["", "Báo cáo", "", 3.5, "", "Sở Nội vụ"],
            ["Cải cách thể chế", "Văn bản", "", 4, "", "Sở Tư pháp"],
            start=4,
        )(book, sheet)

    lines = right(workbook(fill))
    assert shape(lines) == TREE
    assert lines["1.1.1"].other_agencies == ("STP", "VPUBND")
    assert [lines[code].level for code in ("1", "1.1", "1.1.1")] == [Level.FIELD, Level.CRITERION, Level.SUBCRITERION]


def test_the_best_of_several_sheets_and_text_in_separate_marks() -> None:
    def apart(text: Any) -> Any:
        return unicodedata.normalize("NFD", text) if isinstance(text, str) else text

    table: list[list[Any]] = [HEAD[:3], *[[code, f"{name} ", float(points)] for code, name, points in TREE]]
    content = workbook(rows(["Ghi chú", "Không có gì"]), rows(*[[apart(cell) for cell in each] for each in table]))
    found = understood(content)
    assert found.sheet == "Phụ lục 2"
    assert shape(right(content)) == TREE


def test_a_code_that_excel_made_a_number_gets_its_zero_back() -> None:
    criteria = [[float(f"1.{number}"), f"Tiêu chí {number}", 1] for number in range(1, 11)]
    content = workbook(rows(["Mã", "Tên", "Điểm"], ["1", "Lĩnh vực", 10], *criteria))
    assert list(right(content))[-2:] == ["1.9", "1.10"]


def test_a_code_that_excel_made_a_date_is_told_with_its_place() -> None:
    def fill(book: Any, sheet: Any) -> None:
        rows(["Mã", "Tên", "Điểm"], ["1", "Lĩnh vực", 10], ["", "Tiêu chí", 10])(book, sheet)
        sheet.write_datetime(2, 0, date(2020, 1, 1), book.add_format({"num_format": "d.m"}))

    (problem,) = understood(workbook(fill)).problems
    assert (problem.sheet, problem.line, problem.letter, problem.heading) == ("Phụ lục 1", 3, "A", "Mã")
    assert "01/01/2020" in str(problem.message)


def test_ways_of_judging_bonus_points_and_binary_noise() -> None:
    content = workbook(
        rows(
            ["Mã", "Tên tiêu chí", "Điểm tối đa", "Điểm thưởng", "Phương pháp đánh giá"],
            ["1", "Lĩnh vực", 0.1 + 0.2],
            ["1.1", "Một", 0.1, "", "Điều tra XHH"],
            ["1.2", "Hai", 0.2, "", "Theo số liệu thống kê"],
            ["1.3", "Thưởng", "", 2],
        )
    )
    lines = right(content, total="0.3")
    assert lines["1"].maximum == Decimal("0.3")
    assert lines["1"].assessed_by is Assessed.MIXED
    assert [lines[f"1.{n}"].rule for n in (1, 2, 3)] == [RuleKind.SURVEY, RuleKind.STATISTICS, RuleKind.MANUAL]
    assert lines["1.3"].bonus
    assert lines["1.3"].maximum == 2


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (["1.1", "Tên", "hai", "", "SNV"], (3, "C", "Điểm tối đa")),
        (["1.1", "Tên", 10, "", "Sở Lạ"], (3, "E", "Cơ quan chủ trì")),
        (["1.1", "", 10, "", "SNV"], (3, "B", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần")),
        (["1.1.1.1.1", "Tên", 10, "", "SNV"], (3, "A", "STT")),
        (["1.1", "Tên", 9, "", "SNV"], (2, "C", "Điểm tối đa")),
    ],
)
def test_a_problem_is_told_by_sheet_row_and_column(row: list[Any], place: tuple[int, str, str]) -> None:
    first = understood(workbook(rows(HEAD, ["1", "Lĩnh vực", 10], row))).problems[0]
    assert (first.line, first.letter, first.heading) == place
    assert first.sheet == "Phụ lục 1"


def test_a_total_that_says_something_else_is_told() -> None:
    content = workbook(rows(HEAD, ["1", "Lĩnh vực", 10], ["1.1", "Tên", 10], ["", "TỔNG CỘNG", 11]))
    assert [(each.line, each.letter) for each in understood(content).problems] == [(4, "C")]


def test_four_levels_and_no_agency_anywhere() -> None:
    table: list[list[Any]] = [
        ["1", "A", ""],
        ["1.1", "B", ""],
        ["1.1.1", "C", ""],
        ["1.1.1.1", "D", 4],
        ["1.1.1.2", "E", 6],
    ]
    content = workbook(rows(HEAD[:3], *table))
    assert right(content)["1.1.1"].maximum == 10
    assert {each.column for each in understood(content, default="").problems} == {"lead_agency"}


OTHER_LAYOUTS: dict[str, list[list[Any]]] = {
    "a count of rows beside a column per level": [
        ["TT", "Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Thang điểm"],
        [1, "Công tác chỉ đạo", "Kế hoạch", "Ban hành kế hoạch", 0.5],
        [2, "", "", "Thực hiện kế hoạch", 2],
        [3, "", "Báo cáo", "", 3.5],
        [4, "Cải cách thể chế", "Văn bản", "", 4],
        ["", "", "", "Tổng", "10"],
    ],
    "the upper levels said again in every row": [
        ["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa"],
        ["Công tác chỉ đạo", "Kế hoạch", "Ban hành kế hoạch", 0.5],
        ["Công tác chỉ đạo", "Kế hoạch", "Thực hiện kế hoạch", 2],
        ["Công tác chỉ đạo", "Báo cáo", "", 3.5],
        ["Cải cách thể chế", "Văn bản", "", 4],
    ],
    "codes in front of the names of each level": [
        ["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa"],
        ["1. Công tác chỉ đạo", "1.1. Kế hoạch", "1.1.1. Ban hành kế hoạch", 0.5],
        ["", "", "1.1.2. Thực hiện kế hoạch", 2],
        ["", "1.2. Báo cáo", "", 3.5],
        ["2. Cải cách thể chế", "2.1. Văn bản", "", 4],
    ],
    "fields by their word": [
        ["STT", "Nội dung tiêu chí", "Điểm chuẩn", "Điểm tự chấm"],
        ["Lĩnh vực I", "Công tác chỉ đạo", 6],
        [1, "Kế hoạch", "2,5 điểm"],
        ["1.1", "Ban hành kế hoạch", 0.5, 0.25],
        ["1.2", "Thực hiện kế hoạch", 2],
        [2, "Báo cáo", 3.5],
        ["Lĩnh vực II", "Cải cách thể chế", 4],
        [1, "Văn bản", 4],
        ["Tổng số điểm", "", 10],
    ],
    "fields by their word in the name": [
        ["Mã", "Tiêu chí", "Điểm"],
        ["", "LĨNH VỰC 1: Công tác chỉ đạo", 6],
        ["1.1", "Kế hoạch", 2.5],
        ["1.1.1", "Ban hành kế hoạch", 0.5],
        ["1.1.2", "Thực hiện kế hoạch", 2],
        ["1.2", "Báo cáo", 3.5],
        ["", "LĨNH VỰC 2: Cải cách thể chế", 4],
        ["2.1", "Văn bản", 4],
    ],
}


@pytest.mark.parametrize("layout", list(OTHER_LAYOUTS))
def test_other_layouts_say_the_same_tree(layout: str) -> None:
    assert shape(right(workbook(rows(*OTHER_LAYOUTS[layout])))) == TREE


def test_a_code_used_twice_is_told_together_with_what_is_wrong_inside_lines() -> None:
    content = workbook(
        rows(
            ["Mã", "Tên tiêu chí", "Điểm tối đa", "Cơ quan chủ trì"],
            ["1", "Lĩnh vực", 10, "SNV"],
            ["1.1", "Một", "mười", "SNV"],
            ["1.1", "Hai", 5, "SNV"],
        )
    )
    told = [(each.line, each.letter, each.message.msgid) for each in understood(content).problems]
    assert told == [
        (3, "C", "“%(typed)s” is not a number. Write it like 0,25 or 46."),
        (4, "A", "The code %(code)s is used twice."),
    ]


def test_formulas_a_note_sheet_and_a_hidden_draft_beside_the_table() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 5, unicodedata.normalize("NFD", "BẢNG TIÊU CHÍ"), book.add_format())
        rows(
            ["TT", "Tên lĩnh vực, tiêu chí ", "Thang điểm\n tối đa", "Hướng dẫn chấm điểm", "Đơn vị chủ trì"],
            ["I", unicodedata.normalize("NFD", "Công tác chỉ đạo"), "", "", "Sở Nội vụ"],
            [1, "Kế hoạch\u00a0CCHC ", "", "", ""],
            ["1.1", "Ban hành kế hoạch", " 0,25 ", "Đúng hạn: 0,25", "Sở  Nội vụ"],
            ["1.2", "Thực hiện", 3.75, "", "SNV"],
            ["II", "Thể chế", 6, "", "Sở Tư pháp"],
            [1, "Văn bản", 6, "", ""],
            start=2,
        )(book, sheet)
        sheet.write_formula("C4", "=C5", None, "")  # never calculated: no value is kept
        sheet.write_formula("C5", "=C6+C7", None, 4)

    def hidden(_book: Any, sheet: Any) -> None:
        sheet.hide()
        rows(["Mã", "Tên tiêu chí"], ["9", "Nháp"])(_book, sheet)

    found = right(workbook(rows(["Hướng dẫn"], ["STT", "Nội dung"]), fill, hidden))
    assert shape(found) == [
        ("1", "Công tác chỉ đạo", "4"),
        ("1.1", "Kế hoạch CCHC", "4"),
        ("1.1.1", "Ban hành kế hoạch", "0.25"),
        ("1.1.2", "Thực hiện", "3.75"),
        ("2", "Thể chế", "6"),
        ("2.1", "Văn bản", "6"),
    ]
