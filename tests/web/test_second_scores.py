"""The panel of the second score, its list, and who is never shown either."""

from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Assessment, SecondScore
from inspection_app.rules.terms import Stage
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[..., Visitor]


@pytest.fixture
def scored(app: object) -> Assessment:
    """A ladder item with 1 of 2 points, scored by the lead."""
    return make.make_score(make.item(make.make_inspection()), "85")


def page_of(item: Assessment) -> str:
    return f"/items/{item.id}/"


def test_a_colleague_agrees_with_one_tap(sign_in: SignIn, scored: Assessment) -> None:
    member = sign_in(make.member_of(scored.inspection))
    answer = member.submit(page_of(scored), f"{page_of(scored)}second-score/agreement", fragment=True)
    assert answer.status_code == 200
    assert 'id="second"' in answer.text
    assert db.session.query(SecondScore).one().points == Decimal(1)


def test_the_author_of_the_score_is_offered_nothing(sign_in: SignIn, scored: Assessment) -> None:
    lead = sign_in(make.lead_of(scored.inspection))
    to = f"{page_of(scored)}second-score"
    assert to not in lead.get(page_of(scored)).text
    told = {"operation_id": uuid4(), "revision": scored.revision}
    assert lead.send(f"{to}/agreement", told, fragment=True).status_code == 422
    assert db.session.query(SecondScore).count() == 0


def test_an_own_score_is_settled_by_the_head(sign_in: SignIn, scored: Assessment) -> None:
    member = sign_in(make.member_of(scored.inspection))
    to = f"{page_of(scored)}second-score"
    assert member.submit(page_of(scored), to, value="100", fragment=True).status_code == 422
    answer = member.submit(page_of(scored), to, value="100", reason="Đủ <b>hồ sơ</b>", fragment=True)
    assert answer.status_code == 200
    assert "<b>hồ" not in answer.text
    settlement = f"/second-scores/{db.session.query(SecondScore).one().id}/settlement"
    assert settlement not in member.get(page_of(scored)).text
    told = {"operation_id": uuid4(), "revision": scored.revision, "choice": "second", "reason": "Đã họp"}
    assert member.send(settlement, told).status_code == 403
    lead = sign_in(make.lead_of(scored.inspection))
    refused = lead.submit(page_of(scored), settlement, choice="other", reason="Đã họp", fragment=True)
    assert (refused.status_code, scored.points) == (422, Decimal(1))
    answer = lead.submit(page_of(scored), settlement, choice="second", reason="Đã họp", fragment=True)
    assert (answer.status_code, scored.points) == (200, Decimal(2))
    assert 'id="score"' in answer.text
    assert f'id="row-{scored.id}"' in answer.text


def test_without_script_every_step_comes_back_to_the_page(sign_in: SignIn, scored: Assessment) -> None:
    member = sign_in(make.member_of(scored.inspection))
    answer = member.submit(page_of(scored), f"{page_of(scored)}second-score", value="100", reason="Đủ hồ sơ")
    assert answer.status_code == 303
    assert member.get(answer.headers["Location"]).status_code == 200
    lead = sign_in(make.lead_of(scored.inspection))
    settlement = f"/second-scores/{db.session.query(SecondScore).one().id}/settlement"
    assert lead.submit(page_of(scored), settlement, choice="sideways", reason="Đã họp").status_code == 422
    assert lead.submit(page_of(scored), settlement, choice="first", reason="Đã họp").status_code == 303


def test_a_new_team_score_shows_at_once_that_the_second_is_stale(sign_in: SignIn, scored: Assessment) -> None:
    make.make_second_score(scored, "85")
    lead = sign_in(make.lead_of(scored.inspection))
    answer = lead.submit(page_of(scored), f"{page_of(scored)}score", value="100", fragment=True)
    assert answer.status_code == 200
    assert 'id="second"' in answer.text


def test_the_list_tells_who_and_how_much(sign_in: SignIn, scored: Assessment) -> None:
    second = make.make_second_score(scored, "100", reason="Đủ hồ sơ")
    make.make_score(make.item(scored.inspection, "1.2"), "1")
    member = sign_in(make.member_of(scored.inspection))
    address = f"/inspections/{scored.inspection_id}/second-scores"
    page = member.get(address).text
    for told in ("1/2", "+1,00", second.scorer.full_name, make.lead_of(scored.inspection).full_name, "Đủ hồ sơ"):
        assert told in page
    assert [" 1.2. " in f" {member.get(address + only).text}".replace(">", " ") for only in ("", "?only=open")] == [
        True,
        False,
    ]


def test_the_agency_is_never_shown_a_second_score(sign_in: SignIn, scored: Assessment) -> None:
    second = make.make_second_score(scored, "100", reason="Nội bộ của Đoàn")
    make.to_stage(scored.inspection, Stage.EXPLANATION)
    officer = sign_in(make.make_officer(scored.inspection.agency))
    page = officer.get(page_of(scored)).text
    for hidden in ("Nội bộ", second.scorer.full_name, "second-score"):
        assert hidden not in page
    assert officer.get(f"/inspections/{scored.inspection_id}/second-scores").status_code == 404
    assert officer.send(f"{page_of(scored)}second-score/agreement").status_code == 403


def test_the_log_names_whom_an_item_was_given_to(sign_in: SignIn, scored: Assessment) -> None:
    inspection, member = scored.inspection, make.member_of(scored.inspection)
    with transaction():
        rounds.assign(inspection, {scored: member}, by=None)
    make.make_second_score(scored, "100")
    page = sign_in(make.lead_of(inspection)).get(f"/inspections/{inspection.id}/activity").text
    assert inspection.team is not None
    for name in (f": {member.full_name}", f": {inspection.team.name}"):
        assert name in page
    assert page.count(">1.1.1<") == 3  # the score, the item given, the second score
