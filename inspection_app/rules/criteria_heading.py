"""The heading of a criteria table: which row it is, and what each column means."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspection_app.rules.criteria_sheet import Cells, Sheet
from inspection_app.rules.vietnamese import fold

# The meanings a column may have, in the order people see them, each with our own name for it in a file.
OWN = {
    "code": "code", "level": "level", "name": "name_vi", "field_name": "", "criterion_name": "",
    "subcriterion_name": "", "detail_name": "", "max_points": "max_points", "bonus": "bonus",
    "assessment": "assessment", "rule": "rule", "rule_params": "rule_params", "measure": "measure_vi",
    "guidance": "guidance", "evidence_required": "evidence_required", "legal_basis": "legal_basis",
    "lead_agency": "lead_agency", "other_agencies": "other_agencies", "note": "note",
    "name_status": "name_status", "points_status": "points_status",
}  # fmt: skip
MEANINGS = tuple(OWN)
LEVEL_NAMES = ("field_name", "criterion_name", "subcriterion_name", "detail_name")
NAMES = ("name", *LEVEL_NAMES)
# Words in headings, folded, and how sure they are: of two columns that could mean the same, the surer one does.
WORDS: Sequence[tuple[str, str, int]] = (
    (r"diem (tu|da|dat|danh gia|tham dinh|thuc te|nam|doan|so sanh)\b.*|.*\b(tu cham|tham dinh|dat duoc)\b.*", "", 9),
    (r"ma( so| tieu chi| chi so)?", "code", 4),
    (r"(so )?(stt|tt|thu tu)|muc|ky hieu", "code", 2),
    (r"cap( do| tieu chi)?|bac", "level", 2),
    (r"tham so( quy tac)?", "rule_params", 4),
    (r"quy tac( cham)?( diem)?", "rule", 4),
    (r"dai luong do|chi so do|don vi do", "measure", 3),
    (r"diem thuong|diem cong", "bonus", 4),
    (r".*\b(cach|phuong phap|phuong thuc) (cham|tinh)\b.*|.*\bhuong dan\b.*|thang diem chi tiet", "guidance", 4),
    (r".*\b(hinh thuc|phuong phap|phuong thuc|cach thuc|cach) danh gia\b.*", "assessment", 3),
    (r".*\bdiem (toi da|chuan|cao nhat)\b.*|.*\b(toi da|diem chuan)\b.*", "max_points", 4),
    (r"thang diem|muc diem|diem so|so diem", "max_points", 3),
    (r"diem", "max_points", 1),
    (r".*\bphoi hop\b.*", "other_agencies", 3),
    (r".*\bchu tri\b.*", "lead_agency", 4),
    (r".*\b(co quan|don vi)\b.*\b(thuc hien|tham muu|phu trach|chiu trach nhiem)\b.*", "lead_agency", 2),
    (r"co quan|don vi( phu trach)?|(phu|chiu) trach( nhiem)?", "lead_agency", 2),
    (r".*\b(kiem chung|minh chung|tai lieu chung minh)\b.*", "evidence_required", 3),
    (r".*\b(can cu|co so) phap ly\b.*|can cu", "legal_basis", 3),
    (r"ghi chu", "note", 3),
    (r"trang thai ten|nguon ten", "name_status", 4),
    (r"trang thai diem|nguon diem", "points_status", 4),
    (r".*\blinh vuc\b.*\btieu chi\b.*|.*\btieu chi\b.*\btieu chi thanh phan\b.*|ten( goi)?", "name", 4),
    (r"(ten |cac )?linh vuc", "field_name", 4),
    (r"(ten |cac )?tieu chi thanh phan|tieu chi con", "subcriterion_name", 4),
    (r"(noi dung|muc) (chi tiet|thanh phan)|thanh phan chi tiet", "detail_name", 4),
    (r"(ten |cac )?tieu chi( danh gia)?", "criterion_name", 3),
    (r"noi dung.*|ten .*|chi tieu.*|chi so.*|.*tieu chi.*", "name", 2),
)  # fmt: skip
MATCHERS = [(re.compile(pattern), meaning, weight) for pattern, meaning, weight in WORDS]
SEARCHED = 60  # rows from the top
LONGEST_HEADING = 120  # characters; longer is a sentence
ENOUGH = 2  # meanings that make a row a heading


@dataclass(frozen=True)
class Heading:
    """Where the heading stands, what it says, and what its columns mean."""

    first: int  # its rows, from 0, both included
    last: int
    texts: Cells
    columns: Mapping[str, int]

    def told(self, corrected: Mapping[str, int | None]) -> "Heading":
        """With what a person said of the columns; None takes a meaning away."""
        columns = {**self.columns, **corrected}
        kept = {meaning: column for meaning, column in columns.items() if column is not None and meaning in OWN}
        return Heading(self.first, self.last, self.texts, kept)

    @property
    def key(self) -> str:
        """SHA-256 of its words, by which what was said of it is found again."""
        return hashlib.sha256("\n".join(map(fold, self.texts)).encode()).hexdigest()

    @property
    def is_found(self) -> bool:
        """Names and points are there."""
        return "max_points" in self.columns and any(name in self.columns for name in NAMES)


def find(sheet: Sheet) -> Heading:
    """The likeliest heading; where none is, the first row that holds something, with columns that mean nothing."""
    best, most = None, 0
    for row in range(min(len(sheet.rows), SEARCHED)):
        for last in (row, row + 1):
            if last < len(sheet.rows) and (score := _score(heading := _heading(sheet, row, last))) > most:
                best, most = heading, score
    if best is not None:
        return best
    first = next((row for row, cells in enumerate(sheet.rows) if any(cells)), 0)
    return Heading(first, first, sheet.rows[first] if sheet.rows else (), {})


def fit(sheet: Sheet) -> int:
    """How much this sheet looks like a criteria table; 0 is not at all."""
    return _score(find(sheet))


def _score(heading: Heading) -> int:
    """Twice what is known, and one less for a second row that adds nothing."""
    known = len(heading.columns)
    if known < ENOUGH or not any(name in heading.columns for name in NAMES):
        return 0
    return 4 * known + 2 * heading.is_found - (heading.last - heading.first)


def _heading(sheet: Sheet, first: int, last: int) -> Heading:
    rows = [_spread(sheet, row) for row in range(first, last + 1)]
    texts = tuple(" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*rows, strict=True))
    return Heading(first, last, texts, meanings(texts))


def _spread(sheet: Sheet, row: int) -> list[str]:
    """The row with the text of a merged range in each of its columns."""
    cells = [" ".join(sheet.cell(row, column).split()) for column in range(sheet.width)]
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom:
            for column in range(left, min(right + 1, len(cells))):
                cells[column] = " ".join(sheet.cell(top, left).split())
    return cells


def meanings(texts: Sequence[str]) -> dict[str, int]:
    """What each column means by its heading; the surest column, and of those the first, gets a meaning."""
    found: dict[str, tuple[int, int]] = {}
    for column, text in enumerate(texts):
        meaning, weight = _meaning(text)
        if meaning and weight > found.get(meaning, (0, 0))[0]:
            found[meaning] = weight, column
    columns = {meaning: column for meaning, (_weight, column) in found.items()}
    return _one_name(columns)


def _meaning(text: str) -> tuple[str, int]:
    own = next((meaning for meaning, name in OWN.items() if name and name == text.lower()), None)
    if own:
        return own, 10
    folded = " ".join(re.sub(r"\(.*?\)|[^a-z0-9]+", " ", fold(text)).split())
    if not folded or len(text) > LONGEST_HEADING:
        return "", 0
    return next(((meaning, weight) for pattern, meaning, weight in MATCHERS if pattern.fullmatch(folded)), ("", 0))


def _one_name(columns: dict[str, int]) -> dict[str, int]:
    """Columns per level only where there are several of them; a single one holds the names of all."""
    levels = [meaning for meaning in LEVEL_NAMES if meaning in columns]
    if "name" in columns and len(levels) > 1 and "field_name" in columns:
        return {meaning: column for meaning, column in columns.items() if meaning != "name"}
    if len(levels) == 1 and "name" not in columns:
        columns["name"] = columns.pop(levels[0])
    elif "name" in columns:
        columns = {meaning: column for meaning, column in columns.items() if meaning not in LEVEL_NAMES}
    return columns
