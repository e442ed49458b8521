"""A draft is edited line by line: its tree stays sound, nothing is done twice, and what is published never changes."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete

from inspection_app.extensions import db
from inspection_app.models import Activity, Agency, CriteriaSet, Criterion
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.criteria_draft import faults
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Assessed, Level, RuleKind, SetState
from inspection_app.services import activity, criteria_editing, criteria_sets
from inspection_app.services.criteria_editing import LineDraft
from inspection_app.services.criteria_sets import SetDraft
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests import factories as make
from tests import tables

pytestmark = pytest.mark.usefixtures("app")
CODES = [row.split(",")[0] for row in tables.TABLE.splitlines()[1:]]


@pytest.fixture
def draft() -> CriteriaSet:
    return make.make_criteria_set(published=False)


def line_of(criteria_set: CriteriaSet, code: str) -> Criterion:
    return next(line for line in find.tree_now(criteria_set) if line.code == code)


def told(line: Criterion, **changed: Any) -> LineDraft:
    """The line as its form would send it, with these changes."""
    same = {name: getattr(line, name) for name in LineDraft.__dataclass_fields__ if hasattr(line, name)}
    same |= {"line_id": line.id, "operation_id": uuid4(), "lead_agency": line.lead_agency}
    return LineDraft(**same | changed)


def new(agency: Agency, code: str, **more: Any) -> LineDraft:
    said: dict[str, Any] = {
        "line_id": uuid4(), "operation_id": uuid4(), "revision": 0, "code": code, "name": f"Dòng {code}",
        "maximum": Decimal(1), "assessed_by": Assessed.DOCUMENTS, "rule": RuleKind.MANUAL, "lead_agency": agency,
    }  # fmt: skip
    return LineDraft(**said | more)


def do(action: Any, *given: Any, **named: Any) -> None:
    with transaction():
        action(*given, by=make.make_coordinator(), **named)
    db.session.expire_all()


def refused(action: Any, *given: Any, **named: Any) -> DomainError:
    by = make.make_coordinator()
    with pytest.raises(DomainError) as caught, transaction():
        action(*given, by=by, **named)
    return caught.value


def shape(criteria_set: CriteriaSet) -> list[str]:
    """The codes in order, after a look at whether the tree is sound."""
    lines = find.tree_now(criteria_set)
    by_id = {line.id: line for line in lines}
    assert [line.position for line in lines] == list(range(len(lines)))
    for line in lines:
        parent = by_id[line.parent_id].code if line.parent_id else ""
        assert parent == line.code.rpartition(".")[0]
        assert list(Level).index(line.level) == line.code.count(".")
    return [line.code for line in lines]


def test_a_line_is_added_where_its_code_says(draft: CriteriaSet) -> None:
    agency = make.make_agency()
    do(criteria_editing.add, draft, new(agency, "1.1.4", other_agencies=[agency, make.make_agency()]))
    do(criteria_editing.add, draft, new(agency, "3"))
    do(criteria_editing.add, draft, new(agency, "3.1", legal_basis="Quyết định mẫu"))
    at = CODES.index("1.2")
    assert shape(draft) == [*CODES[:at], "1.1.4", *CODES[at:], "3", "3.1"]
    assert len(line_of(draft, "1.1.4").other_agencies) == 1  # who leads does not co-operate
    assert line_of(draft, "3.1").legal_basis == "Quyết định mẫu"
    assert activity.verify(db.session.query(Activity).order_by(Activity.id)) > 0


def test_the_same_form_twice_does_nothing_twice(draft: CriteriaSet) -> None:
    by, added = make.make_coordinator(), new(make.make_agency(), "3")
    line = line_of(draft, "1.1")
    operation_id = uuid4()
    for _time in range(2):
        with transaction():
            criteria_editing.add(draft, added, by=by)
            criteria_editing.move(line, 1, operation_id=operation_id, by=by)
    assert shape(draft).count("3") == 1
    assert line_of(draft, "1.2").name == "Kế hoạch cải cách hành chính"
    with transaction():
        criteria_editing.remove(line_of(draft, "3"), by=by)
        criteria_editing.add(draft, added, by=by)  # late, on a bad line
    assert "3" not in shape(draft)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "1.1"}, "code"),
        ({"code": "4.1"}, "code"),
        ({"code": "1,5"}, "code"),
        ({"code": "1.1.1.1.1"}, "code"),
        ({"name": ""}, "name"),
        ({"maximum": Decimal(0)}, "maximum"),
        ({"rule": RuleKind.LADDER, "rule_params": "100=2"}, "rule_params"),
        ({"rule": RuleKind.YESNO, "rule_params": "4"}, "rule_params"),
    ],
)
def test_what_an_import_refuses_is_refused_beside_its_field(
    draft: CriteriaSet, changed: dict[str, Any], field: str
) -> None:
    before = find.lines_of(draft)
    assert refused(criteria_editing.add, draft, new(make.make_agency(), **{"code": "1.9"} | changed)).field == field
    assert (
        refused(criteria_editing.change, line_of(draft, "1.2"), told(line_of(draft, "1.2"), **changed)).field == field
    )
    db.session.expire_all()
    assert find.lines_of(draft) == before


def test_a_line_is_saved_while_the_sums_disagree_but_the_set_is_not_published(draft: CriteriaSet) -> None:
    line = line_of(draft, "1.2")
    do(criteria_editing.change, line, told(line, maximum=Decimal("1.75"), rule_params="na=full"))
    assert (line.maximum, line.rule_params) == (Decimal("1.75"), "na=full")
    assert [each.code for each in faults(find.lines_of(draft), draft.maximum)] == ["1"]
    refused(criteria_sets.publish, draft)
    assert draft.state is SetState.DRAFT
    do(criteria_editing.change, line, told(line, maximum=Decimal(2)))
    do(criteria_sets.publish, draft)
    assert db.session.get(CriteriaSet, draft.id).state is SetState.PUBLISHED  # type: ignore[union-attr]


def test_another_code_takes_all_below_along(draft: CriteriaSet) -> None:
    line = line_of(draft, "1.1")
    below = {each.code: each.id for each in find.tree(draft) if each.parent_id == line.id}
    do(criteria_editing.change, line, told(line, code="2.5"))
    assert shape(draft) == ["1", "1.2", "1.3", "2", "2.1", "2.2", "2.3", "2.5", "2.5.1", "2.5.2", "2.5.3"]
    assert line_of(draft, "2.5.3").id == below["1.1.3"]
    verbs = db.session.query(Activity.verb).filter(Activity.subject_kind == "criterion")
    assert sorted(verb for (verb,) in verbs) == ["criterion.changed", *["criterion.moved"] * 3]
    assert refused(criteria_editing.change, line, told(line, code="1.2.1.1")).field == "code"


def test_siblings_change_round_with_all_below_them(draft: CriteriaSet) -> None:
    line = line_of(draft, "1.1")
    do(criteria_editing.move, line, 1, operation_id=uuid4())
    assert shape(draft) == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "1.3", "2", "2.1", "2.2", "2.3"]
    assert line_of(draft, "1.2").id == line.id
    do(criteria_editing.move, line_of(draft, "1"), 1, operation_id=uuid4())
    assert shape(draft)[:5] == ["1", "1.1", "1.2", "1.3", "2"]
    before = find.lines_of(draft)
    do(criteria_editing.move, line_of(draft, "1"), -1, operation_id=uuid4())
    assert find.lines_of(draft) == before


def test_a_line_goes_with_all_below_it(draft: CriteriaSet) -> None:
    line, key = line_of(draft, "1.1"), line_of(draft, "1.1").id
    line.other_agencies = [make.make_agency()]
    make.saved([line])
    do(criteria_editing.remove, line)
    assert shape(draft) == ["1", "1.2", "1.3", "2", "2.1", "2.2", "2.3"]
    said = db.session.query(Activity).filter_by(subject_id=key, verb="criterion.removed").one()
    assert said.changes["lines"] == [None, 4]
    for code in ("2", "1"):
        do(criteria_editing.remove, line_of(draft, code))
    assert shape(draft) == []
    assert faults([], draft.maximum)


def test_two_people_change_other_things_of_a_line(draft: CriteriaSet) -> None:
    line, others = line_of(draft, "1.2"), [make.make_agency()]
    read = told(line)
    do(criteria_editing.change, line, replace(read, operation_id=uuid4(), other_agencies=others, code="1.7"))
    do(criteria_editing.change, line, replace(read, operation_id=uuid4(), guidance="Theo hồ sơ", bonus=True))
    line = line_of(draft, "1.7")
    assert (line.guidance, line.bonus, line.other_agencies) == ("Theo hồ sơ", True, others)


@pytest.mark.parametrize("name", ["maximum", "code", "lead_agency"])
def test_the_same_thing_changed_twice_is_put_before_its_writer(draft: CriteriaSet, name: str) -> None:
    agencies = make.make_agency(), make.make_agency()
    words: dict[str, Any] = {"maximum": (Decimal(3), Decimal(4)), "code": ("1.8", "1.9"), "lead_agency": agencies}
    theirs, mine = words[name]
    line = line_of(draft, "1.2")
    read = told(line)
    do(criteria_editing.change, line, replace(read, operation_id=uuid4(), **{name: theirs}))
    error = refused(criteria_editing.change, line, replace(read, operation_id=uuid4(), **{name: mine}))
    assert isinstance(error, Clashed)
    assert len(error.clashes) == 1
    knowing = replace(read, operation_id=uuid4(), revision=error.revision, **{name: mine})
    do(criteria_editing.change, line, knowing)
    assert getattr(line, name) == mine


def test_co_operating_agencies_changed_twice_clash(draft: CriteriaSet) -> None:
    line = line_of(draft, "1.2")
    read = told(line)
    do(criteria_editing.change, line, replace(read, operation_id=uuid4(), other_agencies=[make.make_agency()]))
    error = refused(
        criteria_editing.change, line, replace(read, operation_id=uuid4(), other_agencies=[make.make_agency()])
    )
    assert isinstance(error, Clashed)
    assert set(error.clashes) == {"other_agencies"}


def test_what_is_published_never_changes() -> None:
    published = make.make_criteria_set()
    before, line = find.lines_of(published), line_of(published, "1.2")
    refused(criteria_editing.add, published, new(make.make_agency(), "3"))
    refused(criteria_editing.change, line, told(line, name="Khác"))
    refused(criteria_editing.move, line, 1, operation_id=uuid4())
    refused(criteria_editing.remove, line)
    refused(criteria_editing.change_head, published, SetDraft("Khác", 2021, "Khác"), revision=published.revision)
    db.session.expire_all()
    assert find.lines_of(published) == before
    assert published.year == 2020


def test_a_line_somebody_removed_is_not_changed(draft: CriteriaSet) -> None:
    line = line_of(draft, "1.2")
    said = told(line)
    db.session.connection().execute(delete(Criterion).where(Criterion.id == line.id))
    assert "removed" in str(refused(criteria_editing.change, line, said))


def test_the_head_is_changed_and_a_name_is_taken_once(draft: CriteriaSet) -> None:
    taken = make.make_criteria_set().name
    assert refused(criteria_editing.change_head, draft, SetDraft(taken, 2021, "Khác"), revision=1).field == "name"
    do(criteria_editing.change_head, draft, SetDraft("Bảng sau", 2021, "Quyết định sau", Decimal(25)), revision=1)
    assert (draft.name, draft.year, draft.decision, draft.maximum) == ("Bảng sau", 2021, "Quyết định sau", Decimal(25))
    assert [each.code for each in faults(find.lines_of(draft), draft.maximum)] == [None]


def test_two_people_at_the_head_do_not_overwrite_each_other(draft: CriteriaSet) -> None:
    name, decision, seen = draft.name, draft.decision, draft.revision
    do(criteria_editing.change_head, draft, SetDraft(name, 2021, decision, draft.maximum), revision=seen)
    do(criteria_editing.change_head, draft, SetDraft("Tên khác", 2020, decision, draft.maximum), revision=seen)
    assert (draft.name, draft.year) == ("Tên khác", 2021)  # each changed another field
    mine = SetDraft("Tên của tôi", 2021, decision, draft.maximum)
    clash = refused(criteria_editing.change_head, draft, mine, revision=seen)
    assert isinstance(clash, Clashed)
    assert set(clash.clashes) == {"name"}
    do(criteria_editing.change_head, draft, mine, revision=clash.revision)
    assert draft.name == "Tên của tôi"


def test_a_scored_line_becomes_the_sum_of_the_first_line_below_it(draft: CriteriaSet) -> None:
    scored = line_of(draft, "1.2")
    do(criteria_editing.add, draft, new(scored.lead_agency, "1.2.1", maximum=scored.maximum, sum_above=True))
    parent = line_of(draft, "1.2")
    assert (parent.rule, parent.rule_params, parent.is_leaf) == (RuleKind.SUM, "", False)
    assert faults(find.lines_of(draft), draft.maximum) == []
    do(criteria_editing.add, draft, new(scored.lead_agency, "2.1.1", maximum=line_of(draft, "2.1").maximum))
    assert [each.code for each in faults(find.lines_of(draft), draft.maximum)] == ["2.1"]  # nobody asked for it there


def test_a_set_begun_empty_is_written_line_by_line() -> None:
    by, agency = make.make_coordinator(), make.make_agency()
    with transaction():
        started = criteria_sets.start(SetDraft("Bộ tiêu chí viết tay", 2021, "Quyết định mẫu", Decimal(2)), by=by)
    refused(criteria_sets.start, SetDraft(started.name, 2022, "Khác"))
    refused(criteria_sets.publish, started)
    do(criteria_editing.add, started, new(agency, "1", maximum=Decimal(2)))
    do(criteria_editing.add, started, new(agency, "1.1", maximum=Decimal(2), sum_above=True))
    do(criteria_sets.publish, started)
    assert started.state is SetState.PUBLISHED
