"""Criteria sets: imported whole or not at all, frozen by publishing, vouched for once by somebody named."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, CriteriaSet, Criterion
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.criteria_table import BadTable
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import RuleKind, SetState
from inspection_app.services import criteria_sets
from inspection_app.services.criteria_sets import SetDraft
from inspection_app.transaction import transaction
from tests import factories as make
from tests import tables

pytestmark = pytest.mark.usefixtures("app")
DOCUMENT = "Quyết định mẫu số 1 ngày 02/3/2020 về Chỉ số mẫu"
DRAFT = SetDraft("Bảng thử", 2020, "Quyết định mẫu", make.TOTAL)


def content(**agencies: str) -> bytes:
    """The small table of two agencies, led by fresh ones unless told."""
    lead = agencies.get("lead") or make.make_agency().code
    return tables.TABLE.format(lead, agencies.get("other") or make.make_agency().code).encode()


def imported(table: bytes, draft: SetDraft = DRAFT) -> CriteriaSet:
    with transaction():
        return criteria_sets.import_table(draft, table, by=make.make_coordinator())


def refused(action: Any, *given: Any, **named: Any) -> DomainError:
    with pytest.raises(DomainError) as caught, transaction():
        action(*given, **named)
    return caught.value


def test_a_table_is_saved_as_a_draft_with_its_tree() -> None:
    criteria_set = imported(content())
    db.session.expire_all()
    lines = find.tree(criteria_set)
    assert criteria_set.state is SetState.DRAFT
    assert criteria_set.maximum == Decimal(20)
    assert [line.code for line in lines] == [row.split(",")[0] for row in tables.TABLE.splitlines()[1:]]
    by_code = {line.code: line for line in lines}
    assert by_code["1.1.2"].parent == by_code["1.1"]
    assert by_code["1.1"].parent == by_code["1"]
    assert by_code["1"].parent is None
    assert [line.code for line in lines if line.is_leaf] == list(make.LEAVES)
    assert find.sizes()[criteria_set.id] == len(make.LEAVES)
    assert [line.code for line in find.fields_of(criteria_set.id)] == ["1", "2"]


def test_co_operating_agencies_are_kept_once() -> None:
    codes = [make.make_agency().code for _ in range(3)]
    header, first, *rest = tables.TABLE.format(*codes[:2]).splitlines()
    lines = [f"{header},other_agencies", f"{first},{codes[1]}; {codes[2]};{codes[1]}", *rest]
    criteria_set = imported("\n".join(lines).encode())
    assert {agency.code for agency in find.tree(criteria_set)[0].other_agencies} == set(codes[1:])


def test_one_wrong_line_and_nothing_is_saved() -> None:
    table = content().replace(b",yesno,", b",maybe,")
    error = refused(criteria_sets.import_table, DRAFT, table, by=None)
    assert isinstance(error, BadTable)
    assert error.field == "file"
    assert [(each.line, each.column) for each in error.problems] == [(7, "rule")]
    assert db.session.query(CriteriaSet).count() == 0
    assert db.session.query(Criterion).count() == 0


def test_the_total_is_held_against_the_table() -> None:
    assert isinstance(
        refused(criteria_sets.import_table, replace(DRAFT, total=Decimal(100)), content(), by=None), BadTable
    )


def test_a_name_is_taken_once() -> None:
    table = content()
    imported(table)
    assert refused(criteria_sets.import_table, DRAFT, table, by=None).field == "name"


def test_checking_saves_nothing() -> None:
    with transaction():
        assert len(criteria_sets.check(content(), make.TOTAL)) == 11
    assert db.session.query(CriteriaSet).count() == 0


def test_published_once_then_confirmed_once_by_somebody_named() -> None:
    criteria_set, by = imported(content()), make.make_coordinator()
    refused(criteria_sets.confirm, criteria_set, DOCUMENT, by=by)
    with transaction():
        criteria_sets.publish(criteria_set, by=by)
    assert criteria_set.state is SetState.PUBLISHED
    refused(criteria_sets.publish, criteria_set, by=by)
    assert refused(criteria_sets.confirm, criteria_set, "  ", by=by).field == "document"
    with transaction():
        criteria_sets.confirm(criteria_set, DOCUMENT, by=by)
    assert (criteria_set.confirmed_by, criteria_set.confirmed_document) == (by, DOCUMENT)
    assert criteria_set.confirmed_at is not None
    refused(criteria_sets.confirm, criteria_set, DOCUMENT, by=make.make_coordinator())
    assert criteria_set.confirmed_by == by
    log = db.session.query(Activity).filter_by(subject_id=criteria_set.id).order_by(Activity.id)
    told = [(line.verb, line.actor_id) for line in log]
    assert [verb for verb, _ in told] == ["criteria_set.imported", "criteria_set.published", "criteria_set.confirmed"]
    assert told[-1][1] == by.id


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ("so bo", ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2", "1.3", "2", "2.2"]),
        ("SANG KIEN", ["1", "1.1", "1.1.2"]),
        ("2.3", ["2", "2.3"]),
        ("%", ["1", "1.1", "1.1.1", "1.1.3", "2", "2.3"]),
        ("không có", []),
    ],
)
def test_search_needs_no_accents_and_keeps_the_lines_above(search: str, codes: list[str]) -> None:
    lead = make.make_agency(name="Sở Bố").code
    lines = find.tree(imported(content(lead=lead)))
    assert [line.code for line in find.found_in(lines, search)] == codes


def test_a_draft_is_listed_for_its_coordinator_only() -> None:
    draft, published = make.make_criteria_set(published=False), make.make_criteria_set()
    assert set(find.newest_first()) == {draft, published}
    assert list(find.newest_first(drafts=False)) == [published]


def test_every_rule_of_the_small_tables_is_read() -> None:
    others = [make.make_criteria_set(table=table) for table in (tables.OTHER_TABLE, tables.FORMULA_TABLE)]
    kinds = {line.rule for criteria_set in (imported(content()), *others) for line in find.tree(criteria_set)}
    assert kinds == set(RuleKind)


def test_parameters_are_kept_as_they_are_read() -> None:
    kept = {line.code: line.rule_params for line in find.tree(make.make_criteria_set(table=tables.OTHER_TABLE))}
    assert (kept["1.1"], kept["1.2"]) == ("0=1; 5=0.5; 10=0", "floor=70; full=90; na=full")
    assert (kept["1.3"], kept["1.4"]) == ("each=0.25", "na=full")  # `na=out` is what goes without saying


def test_a_copy_is_a_draft_with_the_same_lines() -> None:
    criteria_set, by = imported(content()), make.make_coordinator()
    line = find.tree(criteria_set)[2]
    line.guidance, line.legal_basis, line.bonus = "Chấm theo hồ sơ", "Quyết định mẫu", True
    line.other_agencies = [make.make_agency()]
    make.saved([line])
    with transaction():
        made = criteria_sets.copy(criteria_set, SetDraft("Bản sau", 2021, "Quyết định sau"), by=by)
    db.session.expire_all()
    assert (made.state, made.based_on, made.maximum) == (SetState.DRAFT, criteria_set, criteria_set.maximum)
    assert find.lines_of(made) == find.lines_of(criteria_set)
    parents = [each.parent.code if each.parent else None for each in find.tree(made)]
    assert parents == [each.parent.code if each.parent else None for each in find.tree(criteria_set)]
    assert {each.criteria_set_id for each in find.tree(made)} == {made.id}
    assert refused(criteria_sets.copy, made, SetDraft("Bản sau", 2021, "x"), by=by).field == "name"
