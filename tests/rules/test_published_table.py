"""Tables of published results and of official points: read, refused with a sentence, and added up."""

import io
from decimal import Decimal
from importlib.resources import files

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspection_app.rules import figures_file, official, published_table
from inspection_app.rules.criteria_file import BadTable
from inspection_app.rules.official import TOTAL, Row
from inspection_app.rules.published_table import COMPONENTS, TOLERANCE, province_key

D = Decimal
HEAD = "Tỉnh;Năm;Chỉ số;Hạng;Thẩm định;SIPAS;Điều tra xã hội học;Kinh tế - xã hội;Nguồn;Mức tin cậy"


def refused(content: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(BadTable) as told:
        published_table.read(content)
    return [(each.line, each.column, str(each.message)) for each in told.value.problems]


def sheet(*rows: list[object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def test_the_ten_provinces_add_up_to_their_totals() -> None:
    results = published_table.read((files("inspection_app.data") / "par2020_top10.csv").read_bytes())
    assert [each.rank for each in results] == list(range(1, 11))
    for each in results:
        assert set(each.components) == set(COMPONENTS)
        assert abs(sum(each.components.values()) - each.percent) <= TOLERANCE, each.province


def test_vietnamese_headings_and_decimal_commas() -> None:
    text = f"{HEAD}\r\nTỉnh An Giang;2019;83,32;11;60,00;8,98;11,00;3,34;Báo cáo;[V]\r\n"
    (found,) = published_table.read(text.encode("utf-8-sig"))
    assert (found.province, found.year, found.percent, found.rank, found.mark) == (
        "Tỉnh An Giang",
        2019,
        D("83.32"),
        11,
        "V",
    )
    assert found.components["sipas"] == D("8.98")
    assert province_key(found.province) == province_key("An Giang")
    assert published_table.read(published_table.write([found]).encode()) == (found,)


def test_a_sheet_is_read_with_a_title_above() -> None:
    content = sheet(["BẢNG CHỈ SỐ"], [], ["STT", "Tỉnh", "Năm", "Chỉ số"], [1, "An Giang", 2018, 80.77])
    (found,) = published_table.read(content)
    assert (found.province, found.year, found.percent) == ("An Giang", 2018, D("80.77"))


def test_every_problem_is_told_by_row_and_column() -> None:
    lines = [
        HEAD,
        ";2019;83,32;;;;;;;",
        "An Giang;19;abc;0;;;;;;X",
        "Hà Nội;2020;80;;50;10;10;9;;",
        "Huế;2020;80",
        "TP. Huế;2020;80",
        "Long An;2020;101",
        "Phú Thọ;2020;50;;60;;;;;",
    ]
    told = refused("\n".join(lines).encode())
    assert [(line, column) for line, column, _message in told] == [
        (2, "Tỉnh"),
        (3, "Năm"),
        (3, "Chỉ số"),
        (3, "Hạng"),
        (3, "Mức tin cậy"),
        (4, "Chỉ số"),
        (6, "Tỉnh"),
        (7, "Chỉ số"),
        (8, "Chỉ số"),
    ]
    assert "−1,00" in told[5][2]


def test_rounding_may_leave_a_hundredth_and_no_more() -> None:
    components = dict.fromkeys(COMPONENTS, D("20.005"))
    found = [published_table.difference(D(total), components) for total in ("80.02", "80.03", "80.01", "80.04", "80")]
    assert found == [None, None, None, D("-0.02"), D("0.02")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"a,b\n1,2\n",
        "Tỉnh;Năm;Chỉ số".encode(),
        "Tỉnh,Năm,Chỉ số\nAn Giang,2018,80,77\n".encode(),
        "Tỉnh;Năm;Chỉ số;Lạ\nA;2020;80;x\n".encode(),
        "Tỉnh;Năm;Năm;Chỉ số\nA;2020;2020;80\n".encode(),
        b"PK\x03\x04" + bytes(range(256)),
        b"x" * (figures_file.MOST_BYTES + 1),
        ("Tỉnh;Năm;Chỉ số\n" + "A;2020;80\n" * figures_file.MOST_ROWS).encode(),
        (";" * 100 + "x").encode(),
        b"\xff\xfe\x00",
        b"\xd0\xcf\x11\xe0",
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes) -> None:
    assert all(message for _line, _column, message in refused(content))


GOOD_SHEET = sheet(["Tỉnh", "Năm", "Chỉ số"], ["An Giang", 2018, 80.77])


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: f"{HEAD}\n{text}".encode("utf-8", "ignore"))
    | st.tuples(st.integers(0, len(GOOD_SHEET) - 1), st.binary(min_size=1, max_size=4)).map(
        lambda cut: GOOD_SHEET[: cut[0]] + cut[1] + GOOD_SHEET[cut[0] + len(cut[1]) :]
    )
)
@example(b"PK\x03\x04")
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    for read in (published_table.read, official.read):
        try:
            read(content)
        except BadTable as error:
            assert error.problems  # noqa: PT017 - either outcome is right, a crash is not


# --- official points ---

ROWS = [
    Row("1", D(10)),
    Row("1.1", D(6)),
    Row("1.1.1", D(4)),
    Row("1.1.2", D(2)),
    Row("1.2", D(4)),
    Row("2", D(10)),
    Row("2.1", D(10)),
    Row("2.2", D(1), bonus=True),
]


def points(**told: str) -> dict[str, Decimal]:
    return {name.removeprefix("p").replace("_", "."): D(value) for name, value in told.items()}


def test_points_roll_up_where_all_are_known() -> None:
    known = official.rolled_up(ROWS, points(p1_1_1="3", p1_1_2="1", p1_2="2.5", p2="8"))
    assert (known["1.1"], known["1"], known[TOTAL]) == (D(4), D("6.5"), D("14.5"))
    partly = official.rolled_up(ROWS, points(p1_1_1="3", p2="8"))
    assert set(partly) == {"1.1.1", "2"}
    assert official.to_percent(D("14.5"), ROWS) == D("72.5")
    assert official.to_points(D("72.5"), ROWS) == D("14.5")


@pytest.mark.parametrize(
    ("told", "percent", "wrong"),
    [
        (points(p1_1_1="4", p2_1="10", p2_2="1"), None, []),
        (points(p1_1_1="4.01"), None, ["1.1.1"]),
        (points(p9_9="1"), None, ["9.9"]),
        (points(p2="11"), None, []),
        (points(p2="11.5"), None, ["2"]),
        (points(p1="5", p1_1="6"), None, ["1"]),
        (points(p1_1="3", p1_1_1="2", p1_1_2="0.5"), None, ["1.1"]),
        (points(p1_1="2.51", p1_1_1="2", p1_1_2="0.5"), None, []),
        (points(p1="8", p2="8"), D(80), []),
        (points(p1="8", p2="8"), D(81), [TOTAL]),
        (points(p1="8"), D(81), []),
        (points(p1="8"), D(30), [TOTAL]),
    ],
)
def test_what_cannot_be_right_is_told_by_code(
    told: dict[str, Decimal], percent: Decimal | None, wrong: list[str]
) -> None:
    assert list(official.check(ROWS, told, percent)) == wrong


def test_a_file_of_points_tells_codes_used_twice() -> None:
    typed, problems = official.read("Mã;Tên;Điểm\n1.1.;x;0,5\n1.1;y;1\n1.2;z;\n".encode())
    assert typed == {"1.1": "0,5"}
    assert [(each.line, each.column) for each in problems] == [(3, "1.1")]
