"""What a paper of the case says, frozen: the one input of its HTML, its PDF and its Word file."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec
import segno

from inspection_app.rules import numerals
from inspection_app.rules.criteria_words import NOT_CHECKED

from .content import Letterhead, Signatory
from .report import ENVIRONMENT, STYLESHEET, bare, long_date

STYLESHEETS = (STYLESHEET, "paper.css")  # in static/documents
SHORT_HASH = 16  # characters of a SHA-256 that are printed
# Millimetres of a column by its name; report.css and paper.css say the same of .w-name.
WIDTHS = {
    "order": 9,
    "code": 14,
    "points": 14.5,
    "progress": 18,
    "symbol": 19,
    "date": 22,
    "agency": 30,
    "state": 31,
    "criterion": 41,
    "sha": 42,
    "reason": 58,
}

# As documents/macros.html words it.
MADE_UP = "Dữ liệu mẫu: người và điểm nêu trong văn bản này được đặt ra để minh họa, không phải kết quả kiểm tra thật."

CLOSING = " \n\t./;,"  # marks at the end of the text that «./.» stands for


class Look(StrEnum):
    """How a paragraph stands: as running text, or as a bold line in the middle (QUYẾT ĐỊNH:)."""

    TEXT = "text"
    CENTRED = "centred"


class Align(StrEnum):
    """Where the words of a column stand."""

    LEFT = "left"
    MIDDLE = "middle"
    AMOUNT = "amount"


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Running text; `lead` is its bold beginning, «Điều 1.»."""

    text: str
    lead: str = ""
    look: Look = Look.TEXT


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading, numbered by its place: level 1 is «I.», 2 is «1.», 3 is «a)»."""

    level: int
    text: str


class Column(msgspec.Struct, frozen=True):
    """A column of a table; without a width (of WIDTHS) it shares what the others leave."""

    title: str
    width: str = ""
    align: Align = Align.LEFT


class Row(msgspec.Struct, frozen=True):
    """A line of a table; `strong` for sums and the lines of fields."""

    cells: tuple[str, ...]
    strong: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table with a head that is repeated on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Part = Paragraph | Heading | Table


@dataclass(frozen=True)
class Annex:
    """A Phụ lục, with page numbers of its own; several are numbered I, II, III."""

    title: str
    parts: tuple[Part, ...]
    landscape: bool = False


@dataclass(frozen=True)
class PaperContent:
    """One paper; number, date and the address to verify it at are added when it is issued."""

    letterhead: Letterhead
    type_name: str  # Quyết định
    type_code: str  # QĐ
    subject: str
    parts: tuple[Part, ...]  # the last is a paragraph: it ends the text, «./.»
    signatories: tuple[Signatory, ...]  # one stands beside «Nơi nhận», several in pairs above it
    recipients: tuple[str, ...]
    number: int | None = None
    dated: date | None = None
    addressees: tuple[str, ...] = ()
    authority: str = ""  # who decides, above the bases: TRƯỞNG BAN CHỈ ĐẠO …
    bases: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    confirmed: bool = True  # False: the paper shows points of a set that was not checked against …
    decision: str = ""  # … this decision
    demo: bool = False  # people and scores are made up
    place_date: bool = True  # minutes have no such line at their head
    verify: str = ""  # the address in the QR code; empty while a draft


@dataclass(frozen=True)
class Numbered:
    """A part with the number it carries: «I.», «1.», «a)»; empty but for headings."""

    part: Part
    kind: str
    label: str = ""


@dataclass(frozen=True)
class NumberedAnnex:
    """An annex with its number; a single one has none."""

    annex: Annex
    label: str  # Phụ lục, Phụ lục II
    page: str  # two that follow one another are two groups of pages, so that each counts from 1


def to_json(content: PaperContent) -> bytes:
    """The snapshot: the same content gives the same bytes."""
    return msgspec.json.encode(content)


def from_json(snapshot: bytes) -> PaperContent:
    """The content of a snapshot; msgspec.ValidationError for anything else."""
    return msgspec.json.decode(snapshot, type=PaperContent)


def page(snapshot: bytes) -> str:
    """The paper of a snapshot, for the press."""
    return html(from_json(snapshot), fingerprint=fingerprint(snapshot))


def fingerprint(snapshot: bytes) -> str:
    """What is printed of the snapshot's SHA-256, in groups of four."""
    digits = hashlib.sha256(snapshot).hexdigest()[:SHORT_HASH]
    return " ".join(digits[place : place + 4] for place in range(0, SHORT_HASH, 4))


def html(content: PaperContent, *, fingerprint: str = "", stylesheets: Sequence[str] = STYLESHEETS) -> str:
    """The whole paper as one page; `stylesheets` are the URLs of STYLESHEETS for whoever reads it."""
    template = ENVIRONMENT.get_template("documents/paper.html")
    return template.render(
        content=content,
        number=number_text(content),
        parts=numbered(ended(content.parts)),
        annexes=[(each, numbered(each.annex.parts)) for each in annexes(content)],
        fingerprint=fingerprint,
        qr=qr_path(content.verify) if content.verify else None,
        stylesheets=stylesheets,
    )


def number_text(content: PaperContent) -> str:
    """«05/QĐ-BCĐ»; without a number, room to write one by hand."""
    return numerals.document_number(content.number, f"{content.type_code}-{content.letterhead.body_symbol}")


def numbered(parts: Sequence[Part]) -> list[Numbered]:
    """The parts in order, headings with their numbers."""
    return list(_numbered(parts))


def _numbered(parts: Sequence[Part]) -> Iterator[Numbered]:
    signs = (lambda n: f"{numerals.roman(n)}.", "{}.".format, lambda n: f"{numerals.letters(n)})")
    counts = [0, 0, 0]
    for part in parts:
        if isinstance(part, Heading):
            place = part.level - 1
            counts[place:] = [counts[place] + 1, *[0] * (2 - place)]
            yield Numbered(part, "heading", signs[place](counts[place]))
        else:
            yield Numbered(part, "table" if isinstance(part, Table) else "paragraph")


def ended(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The text with «./.» at its end (Nghị định 30/2020)."""
    last = parts[-1]
    if not isinstance(last, Paragraph):
        raise TypeError(last)  # whoever made the content left out its last sentence
    return (*parts[:-1], msgspec.structs.replace(last, text=f"{last.text.rstrip(CLOSING)}./."))


def annexes(content: PaperContent) -> list[NumberedAnnex]:
    """The annexes with their numbers: Roman where there are several."""
    several = len(content.annexes) > 1
    return [
        NumberedAnnex(
            annex,
            f"Phụ lục {numerals.roman(place)}" if several else "Phụ lục",
            f"{'wide' if annex.landscape else 'tall'}-{'even' if place % 2 == 0 else 'odd'}",
        )
        for place, annex in enumerate(content.annexes, 1)
    ]


def notices(content: PaperContent) -> list[str]:
    """What must be said of the figures: not checked against the official text, made up."""
    said = []
    if not content.confirmed:
        said.append(NOT_CHECKED.format(decision=content.decision))
    if content.demo:
        said.append(MADE_UP)
    return said


def enclosed(content: PaperContent) -> str:
    """The line under the title of an annex."""
    issued = f"{content.type_name} số {number_text(content)} {long_date(content.dated)}"
    return f"(Kèm theo {issued} của {content.letterhead.issuing_body})"


def basis_lines(content: PaperContent) -> list[str]:
    """The legal bases, each ending «;», the last «.»."""
    return listed(content.bases)


def listed(lines: Sequence[str]) -> list[str]:
    """Lines of a list, each ending «;», the last «.», whatever was typed."""
    return [f"{bare(line)}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, 1)]


def qr_path(address: str) -> tuple[int, str]:
    """A QR code: how many modules it is wide, its quiet zone with it, and the path of the dark ones."""
    border = 4
    rows = list(segno.make(address, micro=False, error="m").matrix)
    dark = (f"M{x + border} {y + border}h1v1h-1z" for y, row in enumerate(rows) for x, one in enumerate(row) if one)
    return len(rows) + 2 * border, "".join(dark)


ENVIRONMENT.filters["listed"] = listed
