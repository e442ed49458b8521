"""Criteria sets in the browser: reading, searching, importing with every problem told, publishing and confirming."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, User
from inspection_app.rules.terms import Role, SetState
from inspection_app.services import criteria_exports
from tests import factories as make
from tests import tables
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
Queries = Callable[[], Any]


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator(full_name="Người Điều Phối"))


def table() -> bytes:
    return tables.TABLE.format(make.make_agency().code, make.make_agency().code).encode()


def send(client: Visitor, content: bytes, *, called: str = "bang.csv", **typed: Any) -> TestResponse:
    told = {"name": "Bảng thử", "year": "2020", "decision": "Quyết định mẫu", "total": "20"} | typed
    answer = client.send("/criteria/", told | {"file": (io.BytesIO(content), called)})
    answer.request.environ["wsgi.input"].close()  # a large body is a file of the test client's
    return answer


def saved() -> int:
    return db.session.query(CriteriaSet).count()


# --- reading ---


def test_an_empty_list_says_what_to_do(coordinator: Visitor) -> None:
    page = coordinator.get("/criteria/")
    assert 'href="/criteria/new"' in page.text


def test_everybody_in_the_work_reads_but_only_coordinators_see_drafts_and_buttons(sign_in: SignIn) -> None:
    published, draft = (
        make.make_criteria_set(name="Bảng đã công bố"),
        make.make_criteria_set(name="Nháp", published=False),
    )
    for reader in (make.make_inspector(), make.make_leader(), make.make_officer(make.make_agency())):
        client = sign_in(reader)
        page = client.get("/criteria/").text
        assert "Bảng đã công bố" in page
        assert "Nháp" not in page
        assert f"/criteria/{published.id}/confirm" not in client.get(f"/criteria/{published.id}/").text
        assert client.get(f"/criteria/{draft.id}/").status_code == 404
        assert client.get("/criteria/new").status_code == 403
    page = sign_in(make.make_coordinator()).get("/criteria/").text
    assert "Nháp" in page
    assert sign_in(make.make_administrator()).get("/criteria/").status_code == 403


def test_the_tree_shows_rules_in_words_sums_and_the_mark(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set(make.make_agency(name="Sở Nội vụ"))
    page = coordinator.get(f"/criteria/{criteria_set.id}/").text
    assert "≥ 100% → 2,00; ≥ 80% → 1,00" in page
    assert "Quyết định mẫu" in page
    assert "Sở Nội vụ" in page
    assert page.count("20,00") >= 2  # in all, and in the last line
    assert f'href="/criteria/{criteria_set.id}/confirm"' in page


def test_search_needs_no_accents(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set()
    page = coordinator.get(f"/criteria/{criteria_set.id}/?q=SANG+kien").text
    assert "Sáng kiến cải cách hành chính" in page
    assert "Công tác chỉ đạo, điều hành" in page
    assert "Báo cáo định kỳ" not in page
    assert 'value="SANG kien"' in page
    for odd in ("khong-co-dong-nao", '"><script>alert(1)</script>', "x" * 5000, "%00"):
        assert coordinator.get(f"/criteria/{criteria_set.id}/", query_string={"q": odd}).status_code == 200


def test_the_tree_is_read_in_few_queries(coordinator: Visitor, queries: Queries) -> None:
    criteria_set = make.make_criteria_set()
    with queries() as sent:
        coordinator.get(f"/criteria/{criteria_set.id}/")
    assert len(sent) <= 6, sent


# --- importing ---


def look(client: Visitor, content: bytes, **typed: Any) -> tuple[str, str]:
    """The address and the page of the preview."""
    answer = send(client, content, **typed)
    assert answer.status_code == 303
    return answer.headers["Location"], client.get(answer.headers["Location"]).text


def test_a_right_table_is_looked_at_and_then_imported_as_a_draft(coordinator: Visitor) -> None:
    where, page = look(coordinator, table())
    assert saved() == 0
    assert "bang.csv" in page
    assert "Kế hoạch cải cách hành chính" in page
    answer = coordinator.submit(where, f"{where}/import")
    made = db.session.query(CriteriaSet).one()
    assert answer.headers["Location"] == f"/criteria/{made.id}/"
    assert (made.name, made.year, made.state, len(made.criteria)) == ("Bảng thử", 2020, SetState.DRAFT, 11)
    assert coordinator.get(where).status_code == 404


def test_every_problem_is_listed_and_nothing_saved(coordinator: Visitor) -> None:
    wrong = table().replace(b",yesno,", b",maybe,").replace(b"100=1; 80=0.5", b"100=1; 80=<script>")
    where, page = look(coordinator, wrong)
    for expected in ("rule_params", "«maybe»", "&lt;script&gt;"):
        assert expected in page
    assert f'action="{where}/import"' in page
    assert coordinator.send(f"{where}/import").status_code == 422
    assert saved() == 0


def test_a_file_of_many_problems_is_cut_short(coordinator: Visitor) -> None:
    header = tables.TABLE.splitlines()[0]
    _where, page = look(coordinator, "\n".join([header, *["x,x,,x,x,x,,,x"] * 200]).encode())
    assert page.count("<tr>") == 101


def test_columns_are_corrected_and_remembered_for_the_next_file(coordinator: Visitor) -> None:
    content = f"Mã,Tên,Số liệu,Nơi làm\n1,Lĩnh vực,20,{make.make_agency().code}\n".encode()
    where, page = look(coordinator, content)
    assert "tone-bad" in page
    answer = coordinator.submit(where, where, max_points="2", lead_agency="3", remember="y")
    assert answer.status_code == 303
    assert "tone-good" in coordinator.get(where).text
    _where, page = look(coordinator, content, name="Bảng khác")
    assert "tone-good" in page
    assert coordinator.submit(where, where, max_points="99").status_code == 422


def test_a_default_agency_is_given_to_lines_without_one(coordinator: Visitor) -> None:
    lead = make.make_agency()
    where, page = look(coordinator, "Mã,Tên,Điểm\n1,Lĩnh vực,20\n".encode())
    assert "tone-bad" in page
    coordinator.submit(where, where, default_agency=lead.code)
    coordinator.submit(where, f"{where}/import")
    assert db.session.query(CriteriaSet).one().criteria[0].lead_agency == lead


def test_a_file_is_discarded_and_another_coordinators_is_not_found(coordinator: Visitor, sign_in: SignIn) -> None:
    where, _page = look(coordinator, table())
    foreign = make.make_upload(make.make_coordinator())
    for end in ("", "/import", "/discard"):
        assert coordinator.send(f"/criteria/uploads/{foreign.id}{end}").status_code == 404
    assert coordinator.send(f"{where}/discard").status_code == 303
    assert coordinator.get(where).status_code == 404
    assert saved() == 0


def test_an_export_is_imported_to_the_same_table(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set()
    for number, kind in enumerate(("xlsx", "csv")):
        answer = coordinator.get(f"/criteria/{criteria_set.id}/export.{kind}")
        assert answer.headers["Content-Disposition"] == f"attachment; filename=Bo-tieu-chi-2020.{kind}"
        where, _page = look(coordinator, answer.data, name=f"Bản sao {number}", called=f"bang.{kind}")
        coordinator.submit(where, f"{where}/import")
        copy = db.session.query(CriteriaSet).filter_by(name=f"Bản sao {number}").one()
        assert told(copy) == told(db.session.get(CriteriaSet, criteria_set.id))


def told(criteria_set: CriteriaSet | None) -> list[Any]:
    assert criteria_set is not None
    return [replace(line, number=0) for line in criteria_exports.lines_of(criteria_set)]


def test_a_draft_is_discarded_and_what_is_published_is_not(coordinator: Visitor) -> None:
    draft, published = make.make_criteria_set(published=False), make.make_criteria_set()
    page = f"/criteria/{draft.id}/"
    assert coordinator.submit(f"{page}discard", f"{page}discard").status_code == 303
    assert coordinator.get(page).status_code == 404
    assert coordinator.get(f"/criteria/{published.id}/discard").status_code == 404
    assert coordinator.send(f"/criteria/{published.id}/discard").status_code == 409
    assert saved() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "rong.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "anh.png"),
        (b"PK\x03\x04" + bytes(range(256)), "bang.xlsx"),
        (b"a" * 2_000_001, "to.csv"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(coordinator: Visitor, content: bytes, name: str) -> None:
    answer = send(coordinator, content, called=name)
    assert answer.status_code == 422
    assert '-file-error"' in answer.text
    assert 'value="Bảng thử"' in answer.text
    assert saved() == 0


def test_a_file_larger_than_any_request_is_refused(coordinator: Visitor) -> None:
    answer = send(coordinator, b"a" * 3_000_000)  # the tests allow 1 MB, and 1 MB for the other fields
    assert answer.status_code == 413
    assert saved() == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"year": "hai nghìn"}, "year"),
        ({"year": "20200"}, "year"),
        ({"decision": ""}, "decision"),
        ({"total": ""}, "total"),
        ({"total": "0"}, "total"),
        ({"total": "-5"}, "total"),
        ({"total": "1e9"}, "total"),
        ({"total": "99999"}, "total"),
    ],
)
def test_wrong_words_are_refused_beside_their_field(coordinator: Visitor, typed: dict[str, str], field: str) -> None:
    answer = send(coordinator, table(), **typed)
    assert answer.status_code == 422
    assert f'-{field}-error"' in answer.text
    assert saved() == 0


def test_no_file_and_a_taken_name_are_refused(coordinator: Visitor) -> None:
    make.make_criteria_set(name="Bảng thử")
    told = {"name": "Khác", "year": "2020", "decision": "Quyết định mẫu", "total": "20"}
    assert '-file-error"' in coordinator.send("/criteria/", told).text
    answer = send(coordinator, table())
    assert answer.status_code == 422
    assert '-name-error"' in answer.text
    assert saved() == 1


def test_a_total_with_a_comma_and_a_table_with_semicolons(coordinator: Visitor) -> None:
    lead = make.make_agency().code
    lines = [
        "code;level;name_vi;max_points;assessment;rule;lead_agency",
        f"1;field;Lĩnh vực;0,25;documents;yesno;{lead}",
    ]
    assert "tone-good" in look(coordinator, "\r\n".join(lines).encode("utf-8-sig"), total="0,25")[1]


# --- publishing and confirming ---


def test_publishing_is_asked_then_done_once(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set(published=False)
    where = f"/criteria/{criteria_set.id}/publish"
    assert coordinator.get(f"/criteria/{criteria_set.id}/confirm").status_code == 404
    assert coordinator.submit(where, where).status_code == 303
    assert criteria_set.state is SetState.PUBLISHED
    assert coordinator.get(where).status_code == 404
    assert coordinator.send(where).status_code == 409


def test_confirming_names_the_person_and_takes_the_mark_away(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set()
    page, where = f"/criteria/{criteria_set.id}/", f"/criteria/{criteria_set.id}/confirm"
    assert "tone-warn" in coordinator.get(page).text
    assert "Người Điều Phối" in coordinator.get(where).text
    assert coordinator.send(where, {"document": " "}).status_code == 422
    assert coordinator.submit(where, where, document="Công văn mẫu số 9").status_code == 303
    told = coordinator.get(page).text
    assert "Công văn mẫu số 9" in told
    assert "Người Điều Phối" in told.split('class="notice tone-good"')[-1]
    assert "tone-warn" not in told
    assert coordinator.send(where, {"document": "Công văn khác"}).status_code == 409


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_else_imports_publishes_or_confirms(sign_in: SignIn, role: Role) -> None:
    draft, published = make.make_criteria_set(published=False), make.make_criteria_set()
    client = sign_in(make.make_user(role))
    assert send(client, table()).status_code == 403
    assert client.send(f"/criteria/{draft.id}/publish").status_code == 403
    assert client.send(f"/criteria/{published.id}/confirm").status_code == 403
    assert (draft.state, published.confirmed_at) == (SetState.DRAFT, None)


# --- versions ---


def test_a_copy_is_made_and_held_against_its_origin(coordinator: Visitor) -> None:
    criteria_set = make.make_criteria_set(name="Bản đầu")
    where = f"/criteria/{criteria_set.id}/copy"
    assert coordinator.submit(where, where, name="Bản đầu").status_code == 422
    answer = coordinator.submit(where, where, name="Bản sau", year="2021")
    made = db.session.query(CriteriaSet).filter_by(name="Bản sau").one()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/criteria/{made.id}/")
    line = next(each for each in made.criteria if each.code == "1.1.2")
    line.name, line.rule_params = "Sáng kiến mới", "3=1; 0=0"
    make.saved([line])
    page = coordinator.get(f"/criteria/{made.id}/diff").text
    assert "Sáng kiến mới" in page
    assert "≥ 3 → 2,00" in page
    assert "Ban hành kế hoạch đúng hạn" not in page.split("<h2>")[-1]
    assert "Sáng kiến mới" not in coordinator.get(f"/criteria/{made.id}/diff?kind=points").text
    assert coordinator.get(f"/criteria/{made.id}/diff?with=x").status_code == 404


def test_who_may_not_see_one_of_two_sets_sees_no_difference(sign_in: SignIn) -> None:
    published, draft = make.make_criteria_set(), make.make_criteria_set(published=False)
    client = sign_in(make.make_inspector())
    assert client.get(f"/criteria/{published.id}/diff").status_code == 200
    assert client.get(f"/criteria/{published.id}/diff?with={draft.id}").status_code == 404
    assert client.get(f"/criteria/{draft.id}/diff?with={published.id}").status_code == 404
