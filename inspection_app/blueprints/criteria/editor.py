"""The page on which a draft is edited: every line, at most one of them open, and what is still wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask import Response

from inspection_app.i18n import say
from inspection_app.models import CriteriaSet, Criterion
from inspection_app.queries import agencies
from inspection_app.queries import criteria_sets as find
from inspection_app.rules import criteria_tree
from inspection_app.rules.criteria_draft import faults
from inspection_app.rules.criteria_sums import Balance, Weight, balances
from inspection_app.rules.message import DomainError
from inspection_app.rules.rule_words import words
from inspection_app.rules.scoring import parse_rule
from inspection_app.rules.terms import RuleKind
from inspection_app.web import render

from .line_form import LineForm, of_line, of_new, parameters_help

PAGE = "criteria/edit.html"


@dataclass(frozen=True)
class Row:
    """A line as the page shows it; `below` counts the lines under it."""

    line: Criterion
    depth: int
    balance: Balance | None
    below: int
    siblings: tuple[bool, bool]  # whether one stands before it, and one behind


@dataclass(frozen=True)
class Opened:
    """What is open: a line by its id, or a new one below `above`; with the form as it stands."""

    form: LineForm
    line: Criterion | None
    above: Criterion | None = None

    @property
    def place(self) -> str:
        """The line whose place the form takes, or behind whose last line it stands; empty for a new field."""
        shown = self.line or self.above
        return str(shown.id) if shown else ""


def open_line(line: Criterion, form: LineForm | None = None) -> Opened:
    """A line of the draft, its form filled unless told."""
    return Opened(form or of_line(line, agencies.in_order()), line)


def open_new(criteria_set: CriteriaSet, above: Criterion | None, form: LineForm | None = None) -> Opened:
    """A new line below `above`, with the next free code."""
    codes = [each.code for each in find.tree(criteria_set)]
    code = criteria_tree.next_code(codes, above.code if above else None)
    return Opened(form or of_new(code, above, agencies.in_order()), None, above)


def show(
    criteria_set: CriteriaSet,
    opened: Opened | None = None,
    *,
    focus: str = "",
    clashes: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    """The whole page, or for htmx what is edited of it; `focus`: the line (or move) where the work goes on."""
    lines = find.tree(criteria_set)
    sums = balances(weights(lines), criteria_set.maximum)
    extra = sums_of(opened, criteria_set, lines) if opened else {}
    return render(
        PAGE,
        "editor",
        criteria_set=criteria_set,
        rows=_rows(lines, sums),
        opened=opened,
        new_after=_new_after(lines, opened),
        whole=sums.get(None),
        faults=faults([find.as_line(each) for each in lines], criteria_set.maximum),
        ids={line.code: line.id for line in lines},
        parameters=parameters_help() if opened else [],
        operation_id=uuid4(),
        status=status,
        focus=focus,
        clashes=clashes,
        **extra,
    )


def weights(lines: Sequence[Criterion]) -> list[Weight]:
    """What each line counts."""
    return [Weight(line.code, line.maximum, line.bonus) for line in lines]


def sums_of(opened: Opened, criteria_set: CriteriaSet, lines: Sequence[Criterion]) -> Mapping[str, Any]:
    """What the sums are with the points that stand in the form, and what its rule says; nothing is saved."""
    form, line = opened.form, opened.line
    code = line.code if line else criteria_tree.next_code([each.code for each in lines], _code(opened.above))
    mine = Weight(code, form.maximum.data or Decimal(0), bool(form.bonus.data))
    given = [mine if each.code == code else each for each in weights(lines)] + ([] if line else [mine])
    sums = balances(given, criteria_set.maximum)
    wanted = dict.fromkeys((code, criteria_tree.above(code), None))
    return {"sums": [(each, sums[each]) for each in wanted if each in sums], "rule_said": rule_said(form)}


def rule_said(form: LineForm) -> str:
    """How points come about by the rule in the form, or what is wrong with it."""
    try:
        rule = parse_rule(RuleKind(form.rule.data), form.rule_params.data or "")
        return say(words(rule, form.maximum.data or Decimal(0)))
    except ValueError:
        return ""
    except DomainError as error:
        return say(error.message)


def agency_names(value: Any) -> str:
    """The agencies of one id or several, as people read them."""
    known = {str(agency.id): agency.name for agency in agencies.in_order()}
    ids = value if isinstance(value, list) else [value]
    return ", ".join(known.get(str(each), str(each)) for each in ids) or "–"


def _rows(lines: Sequence[Criterion], sums: Mapping[str | None, Balance]) -> list[Row]:
    codes = [line.code for line in lines]
    beside: dict[str | None, list[str]] = {}
    for code in codes:
        beside.setdefault(criteria_tree.above(code), []).append(code)
    rows = []
    for line in lines:
        siblings = beside[criteria_tree.above(line.code)]
        ends = (siblings[0] != line.code, siblings[-1] != line.code)
        below = sum(code.startswith(f"{line.code}.") for code in codes) if line.code in beside else 0
        rows.append(Row(line, line.code.count("."), sums.get(line.code), below, ends))
    return rows


def _new_after(lines: Sequence[Criterion], opened: Opened | None) -> UUID | None:
    """The line behind which a new one is typed: the last of those below its parent."""
    if opened is None or opened.line is not None or not lines:
        return None
    top = _code(opened.above)
    return [line.id for line in lines if top is None or criteria_tree.is_under(line.code, top)][-1]


def _code(line: Criterion | None) -> str | None:
    return line.code if line else None
