"""What survey items are taken to bring, and the target: stated by the coordinator, shown beside the forecast."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from inspection_app.models import Inspection, PublishedIndex, PublishedPart, Round, User
from inspection_app.queries import assumptions as find
from inspection_app.queries import criteria_sets as find_sets
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
TYPED: dict[str, Any] = {"low": "1", "likely": "1,5", "high": "2,25", "source": "Khảo sát thử của Sở Nội vụ"}


@pytest.fixture
def round_(app: object) -> Round:
    inspection: Inspection = make.make_inspection()
    return inspection.round


@pytest.fixture
def coordinator(sign_in: SignIn) -> Visitor:
    return sign_in(make.make_coordinator())


def page_of(round_: Round) -> str:
    return f"/rounds/{round_.id}/assumptions/{make.survey_item(round_).id}"


def test_an_assumption_is_saved_and_told(coordinator: Visitor, round_: Round) -> None:
    answer = coordinator.submit(page_of(round_), page_of(round_), **TYPED)
    assert answer.status_code == 303, answer.text
    (row,) = find.of_round(round_).values()
    assert (row.low, row.likely, row.high) == (Decimal(1), Decimal("1.5"), Decimal("2.25"))
    page = coordinator.get(f"/rounds/{round_.id}/forecast").text
    assert "Khảo sát thử của Sở Nội vụ" in page
    assert "2,25" in page


@pytest.mark.parametrize(
    "wrong", [{"low": "2"}, {"high": "9"}, {"high": "1"}, {"source": ""}, {"likely": "một"}, {"low": ""}]
)
def test_a_wrong_range_is_refused_and_kept(coordinator: Visitor, round_: Round, wrong: dict[str, str]) -> None:
    typed = TYPED | wrong
    answer = coordinator.submit(
        page_of(round_),
        page_of(round_),
        low=typed["low"],
        likely=typed["likely"],
        high=typed["high"],
        source=typed["source"],
    )
    assert answer.status_code == 422
    assert all(f'value="{text}"' in answer.text for text in typed.values() if text)
    assert not find.of_round(round_)


def test_two_who_state_the_same_item_do_not_overwrite_each_other(coordinator: Visitor, round_: Round) -> None:
    coordinator.submit(page_of(round_), page_of(round_), **TYPED)
    answer = coordinator.submit(page_of(round_), page_of(round_), revision="0", likely="2")
    assert answer.status_code == 422
    assert [each.likely for each in find.of_round(round_).values()] == [Decimal("1.5")]


def test_only_survey_and_statistics_rest_on_an_assumption(coordinator: Visitor, round_: Round) -> None:
    scored = next(each for each in find_sets.tree(round_.criteria_set) if each.code == "1.2")
    assert coordinator.get(f"/rounds/{round_.id}/assumptions/{scored.id}").status_code == 404


def test_the_target_is_told_with_its_distance(coordinator: Visitor, round_: Round) -> None:
    address = f"/rounds/{round_.id}/target"
    assert coordinator.submit(address, address, target="101").status_code == 422
    assert coordinator.submit(address, address, target="85,5").status_code == 303
    page = coordinator.get(f"/rounds/{round_.id}/forecast").text
    assert "85,50%" in page
    assert "17,10" in page  # of the 20 points of the small table


def test_a_leader_reads_and_does_not_write(sign_in: SignIn, round_: Round) -> None:
    leader = sign_in(make.make_leader())
    assert leader.get(page_of(round_)).status_code in (403, 404)
    assert "/target" not in leader.get(f"/rounds/{round_.id}/forecast").text


@pytest.mark.parametrize(("points", "offered"), [("2.25", True), ("3.5", False)])
def test_the_last_published_value_is_offered(
    coordinator: Visitor, round_: Round, points: str, *, offered: bool
) -> None:
    item = make.survey_item(round_)
    part = PublishedPart(code=item.code, points=Decimal(points), position=0)
    earlier = PublishedIndex(province=round_.place, year=round_.year - 1, percent=Decimal(80), parts=[part])
    make.saved([earlier])
    assert coordinator.submit(page_of(round_), page_of(round_)).status_code == (303 if offered else 422)
    found = [(each.low, each.likely, each.high) for each in find.of_round(round_).values()]
    assert found == ([(Decimal("2.25"),) * 3] if offered else [])
