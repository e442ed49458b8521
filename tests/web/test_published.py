"""Published results in the browser: listed, looked at before they are saved, replaced only where ticked."""

import io
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from inspection_app.extensions import db
from inspection_app.models import PublishedIndex, User
from inspection_app.rules.terms import Role
from tests import factories as make
from tests.judge import Page, form_values
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
HEAD = "Tỉnh;Năm;Chỉ số;Hạng;Nguồn;Mức tin cậy\n"


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


def look(client: Visitor, text: str | bytes) -> TestResponse:
    content = text if isinstance(text, bytes) else (HEAD + text).encode()
    answer = client.send("/published/check", {"file": (io.BytesIO(content), "ket-qua.csv")})
    answer.request.environ["wsgi.input"].close()
    return answer


def save(client: Visitor, text: str, **typed: str) -> TestResponse:
    values = form_values(Page(look(client, text).text), "/published/")
    return client.send("/published/", values | typed)


def count() -> int:
    return db.session.query(PublishedIndex).count()


def test_an_empty_list_says_what_to_do_and_the_bundled_ones_are_loaded(coordinator: Visitor) -> None:
    assert 'href="/published/new"' in coordinator.get("/published/").text
    assert coordinator.submit("/published/", "/published/bundled").status_code == 303
    page = coordinator.get("/published/").text
    for figure in ("80,77%", "83,32%", "91,04%", "57,66", "[V]"):
        assert figure in page


def test_a_table_is_looked_at_then_saved(coordinator: Visitor) -> None:
    answer = look(coordinator, "An Giang;2019;83,32;11;Báo cáo mẫu;V\n")
    assert (answer.status_code, count()) == (200, 0)
    assert "83,32%" in answer.text
    assert save(coordinator, "An Giang;2019;83,32;11;Báo cáo mẫu;V\n").status_code == 303
    page = coordinator.get("/published/").text
    assert ("83,32%" in page, "Báo cáo mẫu" in page, count()) == (True, True, 1)


def test_other_figures_need_a_tick(coordinator: Visitor) -> None:
    save(coordinator, "An Giang;2019;83,32;11;;\n")
    page = look(coordinator, "An Giang;2019;84;10;;\n").text
    assert ("83,32%" in page, "84,00%" in page) == (True, True)
    refused = save(coordinator, "An Giang;2019;84;10;;\n")
    assert refused.status_code == 422
    assert '-replace-error"' in refused.text
    assert save(coordinator, "An Giang;2019;84;10;;\n", replace="y").status_code == 303
    assert str(db.session.query(PublishedIndex).one().percent) == "84"


def test_problems_are_listed_and_nothing_is_offered_for_saving(coordinator: Visitor) -> None:
    answer = look(coordinator, "An Giang;19;<b>;x;;\n")
    assert answer.status_code == 422
    assert "&lt;b&gt;" in answer.text
    assert 'action="/published/"' not in answer.text


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"PK\x03\x04xx", b"x" * 300_000, HEAD.encode("utf-16")])
def test_what_is_no_table_is_a_sentence(coordinator: Visitor, content: bytes) -> None:
    answer = look(coordinator, content)
    assert answer.status_code == 422
    assert '-file-error"' in answer.text


def test_no_file_and_a_damaged_form_are_refused(coordinator: Visitor) -> None:
    assert coordinator.send("/published/check").status_code == 422
    for table in ("", "nothing", "\x00"):
        assert coordinator.send("/published/", {"table": table}).status_code == 422
    assert count() == 0


def test_leaders_read_and_only_coordinators_write(sign_in: SignIn) -> None:
    leader = sign_in(make.make_leader())
    assert '<form method="post" action="/published/' not in leader.get("/published/").text
    for role in set(Role) - {Role.COORDINATOR}:
        client = sign_in(make.make_user(role))
        assert client.get("/published/new").status_code == 403
        assert client.send("/published/bundled").status_code == 403
        assert client.send("/published/").status_code == 403
