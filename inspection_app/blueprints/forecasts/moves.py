"""The items that an address moves: what is typed for each, what it comes to, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from werkzeug.datastructures import MultiDict

from inspection_app.models import Assessment, Criterion
from inspection_app.queries.forecasts import Forecast
from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_params import Formula, Rule, YesNo
from inspection_app.rules.scoring import lowest
from inspection_app.rules.what_if import INPUT, POINTS, VALUE, names_of, worked_out

MOST = 60  # characters of a number


@dataclass(frozen=True)
class Box:
    """One number to type."""

    name: str  # in the address
    kind: str  # of rules/what_if.py
    label: str  # of a formula's number; the others are named by the page
    text: str

    @property
    def id(self) -> str:
        """What the page calls it; htmx finds no id with a dot."""
        return f"move-{self.name.replace('.', '-')}"


@dataclass(frozen=True)
class MoveRow:
    """One item that is, or was, moved."""

    item: Criterion
    now: Decimal | None  # points
    ticked: bool
    boxes: tuple[Box, ...]
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    points: Decimal = Decimal(0)  # of an item that counts
    told: Message | None = None  # how it comes to its points
    wrong: Message | None = None

    @property
    def counts(self) -> bool:
        """Whether it moves anything: it is ticked, and something right is typed."""
        return self.ticked and self.told is not None

    @property
    def key(self) -> str:
        """The end of its ids."""
        return self.item.code.replace(".", "-")

    @property
    def yes_or_no(self) -> bool:
        """Its value is chosen, not typed."""
        return isinstance(self.item.parsed_rule, YesNo)


def movable(found: Forecast) -> list[Criterion]:
    """The items that the teams of this round score, in the table's order."""
    return [each for each in found.items.values() if found.can_move(each)]


def of(found: Forecast, typed: MultiDict[str, str]) -> list[MoveRow]:
    """A row for every item that the address shows, in the table's order."""
    added = typed.get("add", "")
    ticked = {*typed.getlist("move"), added}
    shown = ticked.union(typed.getlist("row"))
    return [_row(found, each, typed, ticked=each.code in ticked) for each in movable(found) if each.code in shown]


def as_typed(numbers: Mapping[str, object], code: str) -> dict[str, str]:
    """Kept numbers as an address carries them."""
    return {f"{code}.{name}": numerals.plain(Decimal(str(each))) for name, each in numbers.items()}


def _row(found: Forecast, item: Criterion, typed: MultiDict[str, str], *, ticked: bool) -> MoveRow:
    rule, assessment = item.parsed_rule, found.scores.assessments[item.id]
    texts: Mapping[str, str] = typed
    if typed.get("add") == item.code and item.code not in typed.getlist("row"):
        texts = as_typed(_present(rule, assessment), item.code)
    boxes = _boxes(item.code, rule, texts)
    row = MoveRow(item, assessment.points, ticked, boxes)
    try:
        numbers = _numbers(rule, item.maximum, boxes)
        if not numbers:
            return row
        scored = worked_out(rule, item.maximum, numbers)
    except DomainError as error:
        return MoveRow(item, assessment.points, ticked, boxes, wrong=error.message if ticked else None)
    return MoveRow(item, assessment.points, ticked, boxes, numbers, scored.points, scored.explanation)


def _boxes(code: str, rule: Rule, texts: Mapping[str, str]) -> tuple[Box, ...]:
    labels = {INPUT + each.name: each.label for each in rule.variables} if isinstance(rule, Formula) else {}
    names = [(f"{code}.{kind}", kind) for kind in names_of(rule)]
    return tuple(Box(name, kind, labels.get(kind, ""), texts.get(name, "").strip()[:MOST]) for name, kind in names)


def _numbers(rule: Rule, maximum: Decimal, boxes: tuple[Box, ...]) -> dict[str, Decimal]:
    below = lowest(rule, maximum) < 0
    return {
        box.kind: numerals.parse_decimal(box.text, negative=below and box.kind == POINTS) for box in boxes if box.text
    }


def _present(rule: Rule, assessment: Assessment) -> dict[str, object]:
    """What stands there now, to be moved from."""
    if isinstance(rule, Formula):
        return {INPUT + name: each for name, each in assessment.inputs.items()}
    if VALUE in names_of(rule) and assessment.value is not None:
        return {VALUE: _short(assessment.value)}
    return {} if assessment.points is None else {POINTS: _short(assessment.points)}


def _short(number: Decimal) -> Decimal:
    """Four places can be typed; rounded down, so that no step is reached by rounding."""
    return number.quantize(Decimal("0.0001"), ROUND_DOWN)
