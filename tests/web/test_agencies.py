"""Agencies: entered and renamed by administrators."""

from collections.abc import Callable

import pytest

from inspection_app.extensions import db
from inspection_app.models import Agency
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[..., Visitor]


@pytest.fixture
def administrator(app: object, sign_in: SignIn) -> Visitor:
    return sign_in(make.make_administrator())


def test_an_agency_is_added_and_renamed(administrator: Visitor) -> None:
    assert (
        administrator.submit("/agencies/", "/agencies/", code="SGTVT", name="Sở Giao thông vận tải").status_code == 303
    )
    agency = db.session.query(Agency).filter_by(code="SGTVT").one()
    assert "Sở Giao thông vận tải" in administrator.get("/agencies/").text
    here = f"/agencies/{agency.id}"
    assert administrator.submit(here, here, name="Sở Giao thông").status_code == 303
    assert agency.name == "Sở Giao thông"
    assert administrator.submit(here, here, name=" ").status_code == 422


@pytest.mark.parametrize(("code", "name"), [("", "Sở"), ("sở", "Sở"), ("A", "Sở"), ("TAKEN", "Sở"), ("NEW", "x" * 301)])
def test_a_bad_or_taken_code_is_refused_with_what_was_typed(administrator: Visitor, code: str, name: str) -> None:
    make.make_agency("TAKEN")
    answer = administrator.send("/agencies/", {"code": code, "name": name})
    assert answer.status_code == 422
    assert "is-invalid" in answer.text
    assert name in answer.text


def test_only_administrators_look_after_agencies(sign_in: SignIn, app: object) -> None:
    assert sign_in(make.make_coordinator()).get("/agencies/").status_code == 403
