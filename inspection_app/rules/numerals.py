"""Numbers and dates as Vietnamese papers write them: decimal comma, thousands dot, dd/MM/yyyy."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from inspection_app.rules.message import DomainError, Message

NONE = "–"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
HUNDREDTH = Decimal("0.01")
MOST_DIGITS = 12
KILOBYTE = 1024
# Superscripts and circled digits stay what they are: compatibility forms would read «5²» as 52.
FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
SIMPLE = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)(?:,[0-9]+)?")
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
# The order of points in a legal text leaves out ă, â, ê, ô, ơ, ư.
LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
         (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def parse_decimal(text: str, *, negative: bool = False, places: int = 4) -> Decimal:
    """The number somebody typed, «0,25» or «0.25»; DomainError with a sentence where it is not plainly one number."""
    typed = _tidy(text)
    body = typed.removeprefix("-")
    if not typed:
        raise DomainError(Message("Enter a number."))
    number = _digits(body)
    if sum(map(str.isdigit, number)) > MOST_DIGITS:
        raise DomainError(Message("This number is too long: %(digits)s digits are enough.", digits=MOST_DIGITS))
    if len(number.partition(".")[2].rstrip("0")) > places:
        raise DomainError(Message("At most %(places)s decimal places, please.", places=places))
    if body != typed and not negative:
        raise DomainError(Message("Enter a number that is not negative."))
    return -Decimal(number) if body != typed else Decimal(number)


def _tidy(text: str) -> str:
    visible = "".join(mark for mark in text.translate(FULLWIDTH) if unicodedata.category(mark) != "Cf")
    return re.sub(r" ?([.,]) ?", r"\1", re.sub(r"^- ", "-", " ".join(visible.split())))


def _digits(body: str) -> str:
    if AMBIGUOUS.fullmatch(body):
        whole = body.replace(".", "")
        raise DomainError(
            Message(
                "“%(typed)s” can be read in two ways: write %(whole)s or %(broken)s.",
                typed=body,
                whole=whole,
                broken=body.replace(".", ","),
            )
        )
    if GROUPED.fullmatch(body):
        body = body.replace(".", "").replace(" ", "")
    elif not SIMPLE.fullmatch(body):
        raise DomainError(Message("“%(typed)s” is not a number. Write it like 0,25 or 46.", typed=body[:40]))
    return body.replace(",", ".")


def points(value: Decimal | None) -> str:
    """Two places, rounded half up: «0,25», «1.150,00»; «–» where there is none, which is not zero."""
    if value is None:
        return NONE
    rounded = value.quantize(HUNDREDTH, ROUND_HALF_UP) + 0  # + 0 takes the sign off a negative zero
    return f"{rounded:,.2f}".translate(str.maketrans(",.", ".,"))


def signed(value: Decimal) -> str:
    """A difference at two places with its sign: «+0,25», «−1,50», «0,00»."""
    text = points(abs(value))
    if not text.strip("0,"):
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Part of whole in percent, unrounded; None of a whole that is 0."""
    return part * 100 / whole if whole else None


def percent_text(value: Decimal | None) -> str:
    """A percentage at two places: «83,32%»."""
    return NONE if value is None else f"{points(value)}%"


def plain(value: Decimal | None) -> str:
    """The shortest form, «46,5», without thousands dots so that it can be typed back; «» where there is none."""
    if value is None:
        return ""
    text = f"{value + 0:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def size_text(size: int) -> str:
    """The size of a file, given in bytes: «812 byte», «1,2 KB», «3,4 MB»."""
    if size < KILOBYTE:
        return f"{size} byte"
    unit, name = (KILOBYTE, "KB") if size < KILOBYTE**2 else (KILOBYTE**2, "MB")
    return f"{size / unit:.1f} {name}".replace(".", ",")


def date_text(day: date) -> str:
    """«05/01/2020»."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def days_text(first: date | None, last: date | None) -> str:
    """«05/11/2020 – 06/11/2020», one day as «05/11/2020»; empty where none is known."""
    return " – ".join(dict.fromkeys(date_text(day) for day in (first, last) if day))


def official_date(day: date) -> str:
    """«ngày 05 tháng 01 năm 2020»: only days below 10 and months 1 and 2 take a 0 (Nghị định 30/2020, phụ lục I)."""
    month = f"{day.month:02}" if day.month in (1, 2) else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def document_number(number: int | None, symbol: str) -> str:
    """«05/BC-BCĐ», below 10 with a 0; without a number, room to write one by hand."""
    return f"{NO_BREAK_SPACE * 6 if number is None else f'{number:02}'}/{symbol}"


def roman(number: int) -> str:
    """I, II, III, IV …; from 1."""
    text = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def letters(number: int) -> str:
    """The letter of a point in Vietnamese order, from 1: a, b, c, d, đ, e, g …; after y comes aa, bb."""
    rounds, index = divmod(number - 1, len(LETTERS))
    return LETTERS[index] * (rounds + 1)
