"""However a draft was edited: its tree is sound, its sums are told as they are, and once right it survives a file."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inspection_app.extensions import db
from inspection_app.models import Activity, CriteriaSet, Criterion, User
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.criteria_draft import faults
from inspection_app.rules.criteria_sums import Weight, balances
from inspection_app.rules.criteria_tree import next_code
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Assessed, Level, RuleKind
from inspection_app.services import activity, criteria_editing, criteria_exports, criteria_sets
from inspection_app.services.criteria_editing import LineDraft
from inspection_app.services.criteria_sets import SetDraft
from inspection_app.transaction import transaction
from tests import factories as make

pytestmark = pytest.mark.usefixtures("app")
RULES = [(RuleKind.MANUAL, ""), (RuleKind.YESNO, "na=full"), (RuleKind.LADDER, "100=1; 80=0.5; 0=0"),
         (RuleKind.DEDUCTION, "each=0.25; most=2")]  # fmt: skip
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller example would take minutes to find
_name = count(1)
numbers = st.integers(0, 40)
edits = st.lists(st.tuples(st.sampled_from(["add", "change", "move", "remove"]), numbers, numbers), max_size=12)


def told(line: Criterion, **changed: Any) -> LineDraft:
    same = {name: getattr(line, name) for name in LineDraft.__dataclass_fields__ if hasattr(line, name)}
    same |= {"line_id": line.id, "operation_id": uuid4(), "other_agencies": list(line.other_agencies)}
    return LineDraft(**same | changed)


def attempt(action: Callable[..., None], *given: Any, **named: Any) -> None:
    """Do it, or be refused and change nothing."""
    try:
        with transaction():
            action(*given, **named)
    except DomainError:
        db.session.expire_all()


def edit(draft: CriteriaSet, what: str, first: int, second: int, by: User) -> None:
    lines = find.tree_now(draft)
    line, other = (lines[number % len(lines)] if lines else None for number in (first, second))
    rule, params = RULES[second % len(RULES)]
    said: dict[str, Any] = {
        "rule": rule,
        "rule_params": params,
        "maximum": Decimal(1 + first) / 4,
        "bonus": second % 7 == 0,
    }
    if line is None or other is None or what == "add":
        parent = other.code if other and first % 4 and other.code.count(".") < 3 else None
        agency = db.session.get(Criterion, lines[0].id).lead_agency if lines else make.make_agency()  # type: ignore[union-attr]
        new = LineDraft(uuid4(), uuid4(), 0, next_code([each.code for each in lines], parent), f"Dòng {first}",
                        assessed_by=Assessed.DOCUMENTS, lead_agency=agency, **said)  # fmt: skip
        attempt(criteria_editing.add, draft, new, by=by)
    elif what == "change":
        code = f"{other.code}.{first % 9 + 1}" if second % 2 else line.code
        agencies = [other.lead_agency, line.lead_agency]
        change = told(line, code=code, other_agencies=agencies, guidance=f"Theo\nhồ sơ {first}", **said)
        attempt(criteria_editing.change, line, change, by=by)
    elif what == "move":
        attempt(criteria_editing.move, line, (-1, 1)[second % 2], operation_id=uuid4(), by=by)
    else:
        attempt(criteria_editing.remove, line, by=by)


def sound(draft: CriteriaSet) -> None:
    lines = find.tree_now(draft)
    by_id = {line.id: line for line in lines}
    assert [line.position for line in lines] == list(range(len(lines)))
    assert len({line.code for line in lines}) == len(lines)
    for line in lines:
        parent = by_id[line.parent_id] if line.parent_id else None
        assert (parent.code if parent else "") == line.code.rpartition(".")[0]
        assert parent is None or parent.position < line.position
        assert list(Level)[line.code.count(".")] is line.level
    weights = [Weight(line.code, line.maximum, line.bonus) for line in lines]
    for code, balance in balances(weights, draft.maximum).items():
        below = [each for each in lines if (by_id[each.parent_id].code if each.parent_id else None) == code]
        assert balance.found == sum((each.maximum for each in below if not each.bonus), Decimal(0))


def make_right(draft: CriteriaSet, by: User) -> None:
    """The edits that make every sum right, from the deepest lines up."""
    total = Decimal(0)
    for line in sorted(find.tree_now(draft), key=lambda each: -each.code.count(".")):
        below = [each for each in find.tree_now(draft) if each.parent_id == line.id]
        right: dict[str, Any] = {"rule": line.rule, "rule_params": line.rule_params}
        if below:
            maximum = sum((each.maximum for each in below if not each.bonus), Decimal(0))
            right = {"rule": RuleKind.SUM, "rule_params": "", "maximum": maximum}
        elif line.rule is RuleKind.SUM:
            right = {"rule": RuleKind.MANUAL, "assessed_by": Assessed.DOCUMENTS, "maximum": Decimal(1)}
        elif line.rule not in {RuleKind.SURVEY, RuleKind.STATISTICS} and line.assessed_by is Assessed.MIXED:
            right["assessed_by"] = Assessed.DOCUMENTS
        with transaction():
            criteria_editing.change(line, told(line, **right), by=by)
        total += line.maximum if line.parent_id is None and not line.bonus else 0
    with transaction():
        criteria_editing.change_head(
            draft, SetDraft(draft.name, draft.year, draft.decision, total), revision=draft.revision, by=by
        )


@settings(max_examples=8, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(done=edits)
def test_any_sequence_of_edits(done: list[tuple[str, int, int]]) -> None:
    draft, by = make.make_criteria_set(published=False), make.make_coordinator()
    for what, first, second in done:
        edit(draft, what, first, second, by)
        sound(draft)
    for code in ("8", "9"):  # so that there is always something to publish
        agency = make.make_agency()
        new = LineDraft(uuid4(), uuid4(), 0, code, "Dòng cuối", Decimal(2), Assessed.DOCUMENTS, RuleKind.MANUAL, agency)
        attempt(criteria_editing.add, draft, new, by=by)
    make_right(draft, by)
    sound(draft)
    lines = find.lines_of(draft)
    assert faults(lines, draft.maximum) == []
    for write in (criteria_exports.xlsx, criteria_exports.csv_file):
        again = SetDraft(f"Bản đọc lại {next(_name)}", draft.year, draft.decision, draft.maximum)
        with transaction():
            read = criteria_sets.import_table(again, write(draft), by=by)
        assert [replace(line, number=0) for line in find.lines_of(read)] == [replace(line, number=0) for line in lines]
    with transaction():
        criteria_sets.publish(draft, by=by)
    assert activity.verify(db.session.query(Activity).order_by(Activity.id)) > 0
