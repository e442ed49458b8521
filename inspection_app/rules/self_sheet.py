"""The sheet of a self-assessment (bảng tự chấm): its form, as it is written and as it must come back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from inspection_app.rules import numerals
from inspection_app.rules.rule_params import Checklist, Formula, Rule, YesNo, takes_percent, takes_value
from inspection_app.rules.scoring import lowest

SHEET, GUIDE, KEY = "Tự chấm", "Hướng dẫn", "_ma"
KIND = "bang-tu-cham-1"  # what the first cell of the hidden sheet says
YES, NO = "Đạt", "Không đạt"
# Heading and the width of the column in characters.
COLUMNS = (
    ("Mã", 10),
    ("Tên tiêu chí", 48),
    ("Điểm tối đa", 10),
    ("Cách chấm", 38),
    ("Đại lượng đo", 24),
    ("Giá trị đạt được", 16),
    ("Điểm tự chấm", 12),
    ("Giải trình, ghi chú", 44),
    ("Tài liệu kiểm chứng (tên, số, ngày)", 40),
)
HEADINGS = tuple(heading for heading, _width in COLUMNS)
CODE, NAME, MAXIMUM, HOW, MEASURE, VALUE, POINTS, NOTE, EVIDENCE = range(len(COLUMNS))
GUIDANCE = (
    "Chỉ điền vào các ô nền vàng; các ô khác được khóa. Không thêm, xóa, đổi chỗ dòng hoặc cột, không sửa mã và tên.",
    "Số thập phân viết bằng dấu phẩy hoặc dấu chấm đều được: 0,5 hoặc 0.5. Gõ số, không dùng công thức.",
    "Tỷ lệ phần trăm: gõ 85 hoặc 85%, hoặc gõ phân số như 46/52 (đã làm trên tổng số).",
    f"Ô chọn: chọn «{YES}» hoặc «{NO}» trong danh sách.",
    "Tiêu chí chấm theo giá trị: phần mềm tự tính điểm từ giá trị, không điền cột điểm.",
    "Tiêu chí có điểm phải có tệp tài liệu kiểm chứng (tải lên trong phần mềm) hoặc phần giải trình.",
    "Nếu không phát sinh, để trống giá trị và ghi rõ ở cột giải trình.",
    "Tiêu chí điều tra xã hội học hoặc theo số liệu thống kê: không tự chấm.",
    "Điền xong, lưu tệp dạng .xlsx rồi tải lên. Phần mềm cho xem trước các thay đổi, chưa lưu gì khi chưa xác nhận.",
)


class Asks(StrEnum):
    """What the cell of the value takes."""

    NOTHING = "nothing"
    PERCENT = "percent"
    NUMBER = "number"
    YESNO = "yesno"


@dataclass(frozen=True)
class Line:
    """One item as the agency has it."""

    code: str
    name: str
    maximum: Decimal
    rule: Rule
    how: str  # the rule in words
    measure: str
    apart: bool  # survey or statistics: nobody scores it here
    value: Decimal | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    points: Decimal | None = None
    note: str = ""
    evidence: str = ""
    revision: int = 0


@dataclass(frozen=True)
class Head:
    """What stands above the table, and what a file is known by when it comes back."""

    inspection: str
    criteria_set: str
    agency: str
    round: str
    year: int
    mark: str  # that the set is not checked yet; empty where it is


@dataclass(frozen=True)
class Row:
    """One row of the sheet: an item, or one of the numbers or requirements an item is made of."""

    line: Line
    code: str
    name: str
    asks: Asks
    part: str = ""  # the rule's own name of the number; empty for the item itself
    value: str = ""

    @property
    def opens_points(self) -> bool:
        """Points are typed only where no value makes them."""
        return not self.part and not self.line.apart and not takes_value(self.line.rule)

    @property
    def opens_words(self) -> bool:
        """Words stand at the item."""
        return not self.part and not self.line.apart

    @property
    def least(self) -> Decimal:
        """The fewest points of the item."""
        return lowest(self.line.rule, self.line.maximum)


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """The rows below the headings."""
    for line in lines:
        yield Row(line, line.code, line.name, _asks(line), value=_value(line))
        yield from _parts(line)


def _asks(line: Line) -> Asks:
    match line.rule:
        case _ if line.apart or not takes_value(line.rule):
            return Asks.NOTHING
        case YesNo():
            return Asks.YESNO
        case Formula() | Checklist(_, (_, *_)):
            return Asks.NOTHING  # the rows below it ask
    return Asks.PERCENT if takes_percent(line.rule) else Asks.NUMBER


def _parts(line: Line) -> Iterator[Row]:
    match line.rule:
        case _ if line.apart:
            return
        case Checklist(_, names):
            told = [(str(number), name, Asks.YESNO) for number, name in enumerate(names, 1)]
        case Formula(variables):
            told = [(each.name, each.label, Asks.NUMBER) for each in variables]
        case _:
            return
    for number, (part, name, asks) in enumerate(told, 1):
        kept = line.inputs.get(part)
        value = "" if kept is None else _shown(Decimal(kept), asks)
        yield Row(line, f"{line.code} ({number})", name, asks, part, value)


def _value(line: Line) -> str:
    if {"part", "whole"} <= line.inputs.keys():
        return "/".join(numerals.plain(Decimal(line.inputs[name])) for name in ("part", "whole"))
    asks = _asks(line)
    return "" if line.value is None or asks is Asks.NOTHING else _shown(line.value, asks)


def _shown(value: Decimal, asks: Asks) -> str:
    if asks is Asks.YESNO:
        return YES if value else NO
    return numerals.plain(value)
