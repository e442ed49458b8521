"""Editing a draft in the browser: opened in place, refused beside its field, sums while typing, nothing lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from inspection_app.blueprints.criteria.line_form import EXAMPLES
from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, Criterion, User
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.rule_params import parse_rule
from tests import factories as make
from tests import tables
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


@pytest.fixture
def draft() -> CriteriaSet:
    return make.make_criteria_set(published=False)


def line_of(draft: CriteriaSet, code: str) -> Criterion:
    return next(line for line in find.tree_now(draft) if line.code == code)


def where(draft: CriteriaSet, code: str) -> str:
    return f"/criteria/lines/{line_of(draft, code).id}"


def test_the_page_of_a_draft_leads_to_its_editor_and_that_of_a_published_set_does_not(
    coordinator: Visitor, draft: CriteriaSet, sign_in: SignIn
) -> None:
    published = make.make_criteria_set()
    assert f"/criteria/{draft.id}/edit" in coordinator.get(f"/criteria/{draft.id}/").text
    assert "/edit" not in coordinator.get(f"/criteria/{published.id}/").text
    line = line_of(published, "1.2")
    for way in (f"{published.id}/edit", f"{published.id}/head", f"{published.id}/lines/new", f"lines/{line.id}"):
        assert coordinator.get(f"/criteria/{way}").status_code == 404
    answer = coordinator.send(f"/criteria/lines/{line.id}/removal")
    assert answer.status_code == 409
    sign_in(make.make_inspector())
    assert coordinator.get(f"/criteria/{draft.id}/edit").status_code == 403


def test_a_line_opens_in_its_place_and_is_saved(coordinator: Visitor, draft: CriteriaSet) -> None:
    at, line, other = where(draft, "1.2"), line_of(draft, "1.2"), make.make_agency()
    page = coordinator.fragment(at).text
    assert page.count("<form") == 4  # the line, up, down, remove
    assert page.index("Kế hoạch cải cách hành chính") < page.index('name="guidance"') < page.index("Báo cáo định kỳ")
    answer = coordinator.submit(
        at, at, fragment=True, maximum="1,75", legal_basis="Quyết định mẫu", other_agencies=str(other.id)
    )
    assert answer.status_code == 200
    assert "1,75" in answer.text
    assert 'id="faults"' in answer.text
    assert f"line-{line.id}" in answer.text
    assert answer.text.count("data-takes-focus") == 1
    db.session.expire_all()
    assert (line.maximum, line.legal_basis, line.other_agencies) == (Decimal("1.75"), "Quyết định mẫu", [other])


def test_without_script_the_saved_line_is_shown(coordinator: Visitor, draft: CriteriaSet) -> None:
    at, line = where(draft, "1.2"), line_of(draft, "1.2")
    answer = coordinator.submit(at, at, name="Tên mới")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/criteria/{draft.id}/edit?line={line.id}#line-{line.id}"
    assert "Tên mới" in coordinator.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "1.1"}, "code"),
        ({"code": "9.1"}, "code"),
        ({"code": "a"}, "code"),
        ({"maximum": "hai"}, "maximum"),
        ({"maximum": "0"}, "maximum"),
        ({"maximum": "-1"}, "maximum"),
        ({"name": " "}, "name"),
        ({"rule": "ladder", "rule_params": "100=2; 0=0"}, "rule_params"),
        ({"rule": "không có"}, "rule"),
        ({"lead_agency": "không có"}, "lead_agency"),
        ({"other_agencies": "không có"}, "other_agencies"),
    ],
)
@pytest.mark.parametrize("new", [False, True])
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays_typed(
    coordinator: Visitor, draft: CriteriaSet, typed: dict[str, str], field: str, new: bool
) -> None:
    at = f"/criteria/{draft.id}/lines/new?above={line_of(draft, '1').id}" if new else where(draft, "1.2")
    to = f"/criteria/{draft.id}/lines" if new else at
    before = find.lines_of(draft)
    right = {"name": "Đang gõ", "maximum": "2", "guidance": "Điều đã gõ"}
    answer = coordinator.submit(at, to, fragment=True, **right | typed)
    assert answer.status_code == 422
    assert f'id="line-{field}-error"' in answer.text
    assert "Điều đã gõ" in answer.text
    assert find.lines_of(draft) == before


def test_a_new_line_stands_below_the_one_it_was_asked_at(coordinator: Visitor, draft: CriteriaSet) -> None:
    parent = line_of(draft, "1.1")
    at = f"/criteria/{draft.id}/lines/new?above={parent.id}"
    assert 'value="1.1.4"' in coordinator.get(at).text
    answer = coordinator.submit(at, f"/criteria/{draft.id}/lines", name="Nội dung mới", maximum="0,5")
    assert answer.status_code == 303
    assert line_of(draft, "1.1.4").lead_agency_id == parent.lead_agency_id
    coordinator.submit(f"/criteria/{draft.id}/lines/new", f"/criteria/{draft.id}/lines", name="Lĩnh vực", maximum="1",
                       lead_agency=str(parent.lead_agency_id))  # fmt: skip
    assert [line.code for line in find.tree_now(draft)][-1] == "3"
    for foreign in (line_of(make.make_criteria_set(published=False), "1").id, uuid4(), "x"):
        assert coordinator.get(f"/criteria/{draft.id}/lines/new?above={foreign}").status_code == 404


def test_a_line_is_moved_and_removed(coordinator: Visitor, draft: CriteriaSet) -> None:
    at, line = where(draft, "1.2"), line_of(draft, "1.2")
    told = {"operation_id": str(uuid4()), "step": "1"}
    for _twice in range(2):
        answer = coordinator.send(f"{at}/move", told, fragment=True)
        assert answer.status_code == 200
        assert answer.text.count("data-takes-focus") == 1  # the button that was pressed, or its form at an end
    db.session.expire_all()
    assert line.code == "1.3"
    assert coordinator.send(f"{at}/move", told | {"step": "7"}).status_code == 409
    assert coordinator.submit(at, f"{at}/removal").status_code == 303
    assert coordinator.get(at).status_code == 404
    assert [each.code for each in find.tree_now(draft)][:6] == ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2"]


def test_a_colleagues_words_stand_beside_ones_own(coordinator: Visitor, draft: CriteriaSet) -> None:
    at = where(draft, "1.2")
    mine = {"revision": "1", "name": "Tên của tôi"}
    coordinator.submit(at, at, name="Tên của đồng nghiệp")
    answer = coordinator.submit(at, at, fragment=True, **mine)
    assert answer.status_code == 409
    assert "Tên của đồng nghiệp" in answer.text
    assert 'value="Tên của tôi"' in answer.text
    assert coordinator.submit(at, at, name="Tên cuối").status_code == 303
    assert line_of(draft, "1.2").name == "Tên cuối"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"maximum": "1,75"}, "9,75 / 10,00"),
        ({"maximum": "2"}, "10,00 / 10,00"),
        ({"maximum": "2,0001"}, "0,0001"),
        ({"maximum": "2", "bonus": "y"}, "8,00 / 10,00"),
        ({"maximum": "hai"}, "8,00 / 10,00"),
        ({"maximum": "2", "rule": "ladder", "rule_params": "100=1; 50=0.5; 0=0"}, "≥ 50% → 1,00"),
    ],
)
def test_sums_are_told_while_somebody_types_and_nothing_is_saved(
    coordinator: Visitor, draft: CriteriaSet, typed: dict[str, str], said: str
) -> None:
    before = find.lines_of(draft)
    told = typed | {"line_id": str(line_of(draft, "1.2").id), "above": ""}
    assert said in coordinator.fragment(f"/criteria/{draft.id}/sums", query_string=told).text
    assert find.lines_of(draft) == before


def test_sums_count_a_line_that_is_not_saved_yet(coordinator: Visitor, draft: CriteriaSet) -> None:
    told = {"line_id": str(uuid4()), "above": str(line_of(draft, "1.1").id), "maximum": "0,25"}
    said = coordinator.fragment(f"/criteria/{draft.id}/sums", query_string=told).text
    assert "6,25 / 6,00" in said
    assert "20,00 / 20,00" in said


def test_a_wrong_table_is_not_published_and_says_where_it_is_wrong(coordinator: Visitor, draft: CriteriaSet) -> None:
    at, to = where(draft, "1.2"), f"/criteria/{draft.id}/publish"
    coordinator.submit(at, at, maximum="1")
    assert f'action="{to}"' not in coordinator.get(to).text
    assert coordinator.send(to).status_code == 409
    assert f'href="{where(draft, "1")}#' in coordinator.get(f"/criteria/{draft.id}/edit").text.split('id="faults"')[1]
    coordinator.submit(at, at, maximum="2")
    assert coordinator.submit(to, to).status_code == 303


def test_the_head_is_changed(coordinator: Visitor, draft: CriteriaSet) -> None:
    at = f"/criteria/{draft.id}/head"
    assert coordinator.submit(at, at, total="0").status_code == 422
    assert coordinator.submit(at, at, name=make.make_criteria_set().name).status_code == 422
    assert coordinator.submit(at, at, total="25", year="2021").status_code == 303
    page = coordinator.get(f"/criteria/{draft.id}/edit").text
    assert "20,00 / 25,00" in page
    stale = coordinator.submit(at, at, total="30", revision="1")
    assert stale.status_code == 409
    assert "25" in stale.text.split("notice tone-warn")[1].split("</ul>")[0]  # what the colleague wrote
    assert 'name="revision" type="hidden" value="2"' in stale.text  # saved again, mine takes its place


def test_an_empty_set_is_begun_in_the_browser(coordinator: Visitor) -> None:
    at = "/criteria/empty"
    assert at in coordinator.get("/criteria/").text
    assert coordinator.submit(at, at, name="").status_code == 422
    taken = make.make_criteria_set().name
    told: dict[str, Any] = {"year": "2021", "decision": "Quyết định mẫu", "total": "100"}
    assert coordinator.submit(at, at, name=taken, **told).status_code == 422
    begun = coordinator.submit(at, at, name="Bộ trống", **told)
    assert begun.status_code == 303
    where_to = begun.headers["Location"]
    assert coordinator.get(where_to).status_code == 200
    assert coordinator.get(where_to.removesuffix("edit") + "lines/new").status_code == 200
    for kind in ("xlsx", "csv"):
        assert coordinator.get(where_to.removesuffix("edit") + f"export.{kind}").status_code == 200


def test_a_line_below_a_scored_one_says_at_once_that_it_becomes_a_sum(coordinator: Visitor, draft: CriteriaSet) -> None:
    lines = {line.code: line for line in find.tree(draft)}
    page = f"/criteria/{draft.id}/lines/new?above="
    assert 'name="sum_above"' in coordinator.get(page + str(lines["1.2"].id)).text
    assert 'name="sum_above"' not in coordinator.get(page + str(lines["1.1"].id)).text


@pytest.mark.parametrize("table", [tables.TABLE, tables.OTHER_TABLE, tables.FORMULA_TABLE])
def test_every_line_of_every_kind_is_saved_as_it_stands(coordinator: Visitor, table: str) -> None:
    draft = make.make_criteria_set(published=False, table=table)
    before = find.lines_of(draft)
    for line in find.tree(draft):
        at = f"/criteria/lines/{line.id}"
        assert coordinator.submit(at, at).status_code == 303
    db.session.expire_all()
    assert find.lines_of(draft) == before
    assert {line.revision for line in find.tree(draft)} == {1}


def test_the_examples_of_parameters_are_right() -> None:
    for kind, example in EXAMPLES.items():
        assert parse_rule(kind, example)
