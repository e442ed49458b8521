from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError

TYPED = st.decimals(min_value=0, max_value=99_999_999, places=4, allow_nan=False)
SHOWN = st.decimals(min_value=0, max_value=9_999_999_999, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,25", "0.25"),
        ("0.25", "0.25"),
        (" 46,5 ", "46.5"),
        ("46, 5", "46.5"),
        ("1.150,5", "1150.5"),
        ("1.150.000", "1150000"),
        ("1 150,5", "1150.5"),
        ("1\u00a0150", "1150"),
        ("1150", "1150"),
        ("1,150", "1.15"),
        ("0.250", "0.25"),
        ("1.1500", "1.15"),
        ("05", "5"),
        ("0,2500000", "0.25"),
        ("\uff10\uff0c\uff12\uff15", "0.25"),
        ("\ufeff0,25\u200b", "0.25"),
        ("\u30001\u3000", "1"),
        ("999999999999", "999999999999"),
    ],
)
def test_reads_what_people_type(text: str, number: str) -> None:
    assert numerals.parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "một", "NaN", "Infinity", "-inf", "1e5", "1E5", "0x10", "1_000", "+5", "5%", "<b>1</b>", "😀",
     "1,2,3", "1,150.5", ",5", "5,", "1 2", "1\n2", "1.15.0", "1.1500.000", "0.250.000", "5²", "½", "①", "٣",
     "-1", "--1", "0,12345", "1234567890123", "1" * 100_000],
)  # fmt: skip
def test_refuses_the_rest_with_a_sentence(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        numerals.parse_decimal(text)
    assert 10 < len(str(refused.value)) < 150


def test_a_thousand_or_a_fraction_is_asked_back() -> None:
    with pytest.raises(DomainError, match=r"write 1150 or 1,150"):
        numerals.parse_decimal("1.150")


@pytest.mark.parametrize("text", ["-2,55", "\u22122,55", "- 2,55"])
def test_negative_only_where_allowed(text: str) -> None:
    assert numerals.parse_decimal(text, negative=True) == Decimal("-2.55")
    with pytest.raises(DomainError, match="not negative"):
        numerals.parse_decimal(text)


def test_places_are_the_callers_choice() -> None:
    with pytest.raises(DomainError, match="At most 2 decimal places"):
        numerals.parse_decimal("0,255", places=2)


@given(TYPED)
def test_plain_is_read_back(number: Decimal) -> None:
    assert numerals.parse_decimal(numerals.plain(number)) == number


@given(SHOWN)
def test_points_are_read_back(number: Decimal) -> None:
    assert numerals.parse_decimal(numerals.points(number)) == number


@given(st.text())
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    with suppress(DomainError):
        assert numerals.parse_decimal(text) >= 0


@pytest.mark.parametrize(
    ("number", "text"),
    [("0.25", "0,25"), ("1150", "1.150,00"), ("1234567.895", "1.234.567,90"), ("0.005", "0,01"), ("0.0049", "0,00"),
     ("-0.001", "0,00"), ("-2.555", "-2,56"), ("1E+2", "100,00")],
)  # fmt: skip
def test_points(number: str, text: str) -> None:
    assert numerals.points(Decimal(number)) == text


def test_no_points_is_not_zero() -> None:
    assert numerals.points(None) == "–"
    assert numerals.percent_text(None) == "–"


@pytest.mark.parametrize(
    ("number", "text"), [("46.50", "46,5"), ("100", "100"), ("1E+2", "100"), ("0.00", "0"), ("-0", "0")]
)
def test_plain(number: str, text: str) -> None:
    assert numerals.plain(Decimal(number)) == text


def test_percent_of_nothing_is_none() -> None:
    assert numerals.percent(Decimal(1), Decimal(0)) is None
    assert numerals.percent_text(numerals.percent(Decimal("83.32"), Decimal(100))) == "83,32%"
    assert numerals.percent_text(numerals.percent(Decimal(1), Decimal(3))) == "33,33%"


@pytest.mark.parametrize(
    ("day", "official"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2020, 2, 10), "ngày 10 tháng 02 năm 2020"),
        (date(2020, 3, 9), "ngày 09 tháng 3 năm 2020"),
        (date(2020, 11, 30), "ngày 30 tháng 11 năm 2020"),
    ],
)
def test_official_date(day: date, official: str) -> None:
    assert numerals.official_date(day) == official


def test_date_text() -> None:
    assert numerals.date_text(date(2020, 1, 5)) == "05/01/2020"


def test_document_number() -> None:
    assert numerals.document_number(5, "BC-BCĐ") == "05/BC-BCĐ"
    assert numerals.document_number(14, "KH-BCĐ") == "14/KH-BCĐ"
    assert numerals.document_number(None, "BC-BCĐ").strip("\u00a0") == "/BC-BCĐ"


def test_roman() -> None:
    numbers = [numerals.roman(number) for number in (1, 2, 3, 4, 5, 8, 9, 14, 40, 1994)]
    assert numbers == ["I", "II", "III", "IV", "V", "VIII", "IX", "XIV", "XL", "MCMXCIV"]


def test_letters_follow_the_vietnamese_order() -> None:
    assert "".join(numerals.letters(number) for number in range(1, 17)) == "abcdđeghiklmnopq"
    assert numerals.letters(24) == "aa"
    assert len({numerals.letters(number) for number in range(1, 70)}) == 69


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 byte"), (1023, "1023 byte"), (1024, "1,0 KB"), (1_250_000, "1,2 MB")]
)
def test_sizes_take_a_decimal_comma_too(size: int, text: str) -> None:
    assert numerals.size_text(size) == text
