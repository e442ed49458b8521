"""The consolidated report: the texts people write, the snapshot, and the HTML that screen and PDF share."""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from inspection_app.rules import numerals
from inspection_app.rules.message import Message
from inspection_app.rules.terms import Assessed, CauseKind, ItemState

from . import drafting, wording
from .content import ReportContent

TEMPLATES = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static" / "documents"
STYLESHEET = "report.css"  # in STATIC, served at /static/documents/report.css
BLANK = numerals.NO_BREAK_SPACE * 6  # room to write by hand
TALL = 500  # letters in the narrow columns of an annex, about half a page


@dataclass(frozen=True)
class Section:
    """A text people write by hand: its key, its name on the screen, its Vietnamese name in the paper."""

    key: str
    title: Message
    heading: str


SECTIONS = (
    Section("overall", Message("Overall assessment"), "Đánh giá chung"),
    Section("results", Message("Results beyond figures"), "Kết quả nổi bật"),
    Section("shortcomings", Message("Shortcomings in general"), "Tồn tại, hạn chế chung"),
    Section("causes_objective", Message("Objective causes"), "Nguyên nhân khách quan"),
    Section("causes_subjective", Message("Subjective causes"), "Nguyên nhân chủ quan"),
    Section("solutions", Message("Solutions"), "Giải pháp"),
    Section("proposals", Message("Proposals to the provincial People's Committee"), "Kiến nghị Ủy ban nhân dân tỉnh"),
)


def to_json(content: ReportContent) -> bytes:
    """The snapshot: the same content gives the same bytes; points and dates are exact."""
    return msgspec.json.encode(content)


def from_json(snapshot: bytes) -> ReportContent:
    """The content of a snapshot; msgspec.ValidationError for anything else."""
    return msgspec.json.decode(snapshot, type=ReportContent)


def page(snapshot: bytes) -> str:
    """The report of a snapshot, for the press."""
    return html(from_json(snapshot))


def html(content: ReportContent, *, stylesheet: str = STYLESHEET) -> str:
    """The whole report as one page; `stylesheet` is the URL of STYLESHEET for whoever reads it."""
    texts = {section.key: "" for section in SECTIONS} | {each.key: each.text for each in content.sections}
    template = ENVIRONMENT.get_template("documents/report.html")
    return template.render(content=content, texts=texts, stylesheet=stylesheet)


def paragraphs(text: str) -> list[str]:
    """What blank lines part."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def bare(line: str) -> str:
    """A line of a list as it was typed, without its dash and closing mark: the paper puts its own."""
    return line.strip().removeprefix("-").strip().rstrip(";.,").rstrip()


def balanced(text: str, width: int) -> str:
    """Centred lines of about one length, as few as lines of `width` letters allow."""
    wrap = partial(textwrap.wrap, text, break_long_words=False, break_on_hyphens=False)
    fewest = len(wrap(width))
    return "\n".join(next(lines for lines in map(wrap, range(1, width + 1)) if len(lines) <= fewest))


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ";", ":", "…")) else f"{text}."


def lower_first(text: str) -> str:
    """The text as it goes on inside a sentence."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def row_class(texts: Sequence[str]) -> str:
    """The class of a table row that may be broken across pages, because it may fill one."""
    return "tall" if sum(map(len, texts)) > TALL else "whole"


def long_date(day: date | None) -> str:
    """«ngày 05 tháng 01 năm 2020»; without a date, room to write one by hand."""
    return f"ngày{BLANK}tháng{BLANK}năm{BLANK}" if day is None else numerals.official_date(day)


def span(days: tuple[date | None, date | None]) -> str:
    """«từ ngày 04/11/2020 đến ngày 05/11/2020», «ngày 10/11/2020»; «–» where neither is known."""
    first, last = days
    known = [numerals.date_text(day) for day in (first, last) if day is not None]
    if not known:
        return numerals.NONE
    return f"ngày {known[0]}" if len(set(known)) == 1 else f"từ ngày {known[0]} đến ngày {known[1]}"


def signed_points(value: Decimal | None) -> str:
    """A difference in points: «+0,25», «−0,50», «0,00»; «–» where there is none."""
    if value is None or not value:
        return numerals.points(value)
    return ("+" if value > 0 else "\N{MINUS SIGN}") + numerals.points(abs(value))


FILTERS: Mapping[str, Callable[..., object]] = {
    "balanced": balanced,
    "bare": bare,
    "date_text": lambda day: numerals.NONE if day is None else numerals.date_text(day),
    "document_number": numerals.document_number,
    "letter": numerals.letters,
    "long_date": long_date,
    "lower_first": lower_first,
    "paragraphs": paragraphs,
    "points": numerals.points,
    "row_class": row_class,
    "sentence": sentence,
    "signed_points": signed_points,
    "span": span,
    "two_digits": "{:02}".format,
    "upper_first": upper_first,
    "word": wording.word,
}


def _environment() -> Environment:
    """Templates of documents see the content and these names, nothing of the web."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(
        drafting=drafting, labels=wording.BAR_LABELS, Assessed=Assessed, CauseKind=CauseKind, ItemState=ItemState
    )
    return environment


ENVIRONMENT = _environment()
