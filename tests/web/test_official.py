"""The official result of a round in the browser: entered partly or whole, and the error of the forecast shown."""

import io
from collections.abc import Callable

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Inspection, PublishedIndex, Round, User
from inspection_app.services import published_indexes
from inspection_app.transaction import transaction
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


@pytest.fixture
def inspection(app: Flask) -> Inspection:
    """1.1.1 has 1 of 2 points, 1.2 none of 2."""
    inspection = make.make_inspection()
    make.make_score(make.item(inspection, "1.1.1"), "85")
    make.make_score(make.item(inspection, "1.2"), "0")
    return inspection


def address(round_: Round, more: str = "") -> str:
    return f"/rounds/{round_.id}/official{more}"


def test_without_a_result_the_page_says_what_to_do(sign_in: SignIn, inspection: Inspection) -> None:
    round_ = inspection.round
    way = f'href="{address(round_, "/edit")}"'
    assert (way in sign_in(make.make_coordinator()).get(address(round_)).text) is True
    leader = sign_in(make.make_leader())
    assert (way in leader.get(address(round_)).text) is False
    for page in (f"/rounds/{round_.id}/", f"/rounds/{round_.id}/forecast"):
        assert f'href="{address(round_)}"' in leader.get(page).text
    assert leader.get(address(round_, "/edit")).status_code == 403
    assert leader.send(address(round_)).status_code == 403
    assert sign_in(make.lead_of(inspection)).get(address(round_)).status_code == 403


def test_points_are_entered_and_the_error_shown(sign_in: SignIn, inspection: Inspection) -> None:
    round_, client = inspection.round, sign_in(make.make_coordinator())
    typed = {"percent": "70", "rank": "5", "points-1.1.1": "1,5", "points-1.2": "0", "points-2": "7"}
    assert client.send(address(round_), {"mark": "V"} | typed).status_code == 303
    page = client.get(address(round_)).text
    item = make.item(inspection, "1.1.1")
    for expected in ("70,00%", "−0,50", f"/items/{item.id}/", "0,25"):
        assert expected in page
    assert 'value="1,5"' in client.get(address(round_, "/edit")).text
    assert f"/items/{item.id}/" not in sign_in(make.make_leader()).get(address(round_)).text


def test_what_does_not_fit_stands_beside_its_place_and_is_kept(coordinator: Visitor, inspection: Inspection) -> None:
    round_ = inspection.round
    for typed, place in (
        ({"percent": "70", "points-1.1.1": "3"}, "points-1-1-1-error"),
        ({"percent": "70", "points-1.1.1": "<b>"}, "points-1-1-1-error"),
        ({"percent": "70", "points-1.2": "2", "points-1": "1"}, "points-1-error"),
        ({"points-1": "5"}, "official-percent-error"),
        ({"percent": "170"}, "official-percent-error"),
        ({"percent": "70", "points-1": "9", "points-2": "9"}, "official-percent-error"),
        ({"percent": "70", "rank": "x"}, "official-rank-error"),
    ):
        answer = coordinator.send(address(round_), {"mark": ""} | typed)
        assert answer.status_code == 422
        assert f'id="{place}"' in answer.text, typed
    assert coordinator.send(address(round_), {"mark": "", "percent": "70", "points-9.9": "1"}).status_code == 422
    assert db.session.query(PublishedIndex).count() == 0


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("Mã;Điểm\n1.1.1;1,5\n9.9;1\n1.2;5\n".encode(), 200),
        (b"", 422),
        (b"\x00\xff", 422),
        (b"PK\x03\x04", 422),
        ("Mã;Điểm\n1.2;x\n".encode(), 200),
    ],
)
def test_a_file_fills_the_table_in_and_saves_nothing(
    coordinator: Visitor, inspection: Inspection, content: bytes, status: int
) -> None:
    told = {"file": (io.BytesIO(content), "diem.csv")}
    answer = coordinator.send(address(inspection.round, "/file"), told)
    assert answer.status_code == status
    if b"1.1.1" in content:
        assert 'value="1,5"' in answer.text
        assert "9.9" in answer.text
        assert 'id="points-1-2-error"' in answer.text or "9.9" in answer.text
    assert db.session.query(PublishedIndex).count() == 0


def test_earlier_years_stand_beside_the_forecast(coordinator: Visitor, app: Flask) -> None:
    with transaction():
        published_indexes.import_bundled(by=None)
    round_ = make.make_round(year=2020, place="An Giang")
    for page in (address(round_), f"/rounds/{round_.id}/forecast"):
        text = coordinator.get(page).text
        assert ("80,77%" in text, "83,32%" in text, "84,22%" in text) == (True, True, False)
