"""Explanations on the screen: drafted, sent, judged with points, listed; dates shown and extended."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Assessment, Evidence, Explanation, User
from inspection_app.models.base import now
from inspection_app.queries import workdays
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import Stage, Verdict
from inspection_app.transaction import transaction
from inspection_app.uploads import MOST_FILES
from tests import factories as make
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def item(app: object) -> Assessment:
    """An item the agency was shown with half its points and a shortcoming."""
    inspection = make.make_inspection()
    assessment = make.make_score(make.item(inspection), "85")
    make.make_finding(assessment)
    make.to_stage(inspection, Stage.EXPLANATION)
    return assessment


@pytest.fixture
def officer(sign_in: SignIn, item: Assessment) -> Visitor:
    return sign_in(make.make_officer(item.inspection.agency))


def page_of(item: Assessment) -> str:
    return f"/inspections/{item.inspection_id}/explanations"


def write(officer: Visitor, item: Assessment, **typed: Any) -> int:
    told: dict[str, Any] = {"text": "Đã ban hành văn bản"} | typed
    return officer.submit(f"/items/{item.id}/", f"/items/{item.id}/explanations", **told).status_code


def test_a_draft_is_kept_with_its_files_and_sent_from_the_list(
    officer: Visitor, sign_in: SignIn, item: Assessment
) -> None:
    assert "Cần giải trình" in officer.get(page_of(item)).text
    assert write(officer, item, files=(io.BytesIO(b"Bang chung"), "van-ban.txt")) == 303
    assert "Bản nháp, chưa gửi" in officer.get(page_of(item)).text
    file = db.session.query(Evidence).one()
    lead = make.lead_of(item.inspection)
    client = sign_in(lead)
    for page in (page_of(item), f"/items/{item.id}/", f"/inspections/{item.inspection_id}/activity"):
        text = client.get(page).text
        assert "Đã ban hành văn bản" not in text
        assert "van-ban.txt" not in text
    assert client.get(f"/evidence/{file.id}").status_code == 404
    client = sign_in(make.make_officer(item.inspection.agency))
    assert client.submit(page_of(item), f"{page_of(item)}/send").status_code == 303
    text = sign_in(lead).get(page_of(item)).text
    assert "Đã ban hành văn bản" in text
    assert "van-ban.txt" in text
    assert client.get(f"/evidence/{file.id}").status_code == 200


def test_too_much_is_refused_and_the_words_stay(officer: Visitor, item: Assessment) -> None:
    big = (io.BytesIO(b"a" * (1024 * 1024 + 1)), "lon.txt")
    address = f"/items/{item.id}/explanations"
    answer = officer.submit(f"/items/{item.id}/", address, text="Giữ lại lời này", files=big)
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file
    assert answer.status_code == 422
    assert "Giữ lại lời này" in answer.text
    many = [(io.BytesIO(b"a"), f"{number}.txt") for number in range(MOST_FILES + 1)]
    answer = officer.submit(f"/items/{item.id}/", address, text="Giữ lại lời này", files=many)
    assert (answer.status_code, f"Mỗi lần gửi tối đa {MOST_FILES} tệp" in answer.text) == (422, True)
    assert db.session.query(Explanation).count() == 0


def test_two_officers_see_each_others_words(officer: Visitor, item: Assessment) -> None:
    page, address = f"/items/{item.id}/", f"/items/{item.id}/explanations"
    assert write(officer, item, text="Lời của người một") == 303
    stale = {"operation_id": "7f3f9a54-0000-4000-8000-000000000001", "revision": 0, "text": "Lời của người hai"}
    answer = officer.send(address, stale, fragment=True)
    assert answer.status_code == 409
    assert "Lời của người một" in answer.text
    assert "Lời của người hai" in answer.text
    assert "Lời của người một" in officer.get(page).text


def test_the_last_day_is_shown_and_after_it_nothing_is_taken(officer: Visitor, item: Assessment) -> None:
    assert "còn 5 ngày làm việc" in officer.get(page_of(item)).text
    assert "còn 5 ngày làm việc" in officer.get("/").text
    with transaction():
        item.inspection.explanation_due_on = local_day(now()) - timedelta(days=1)
    address = f"/items/{item.id}/explanations"
    answer = officer.submit(f"/items/{item.id}/", address, text="Đến muộn", send="1")
    assert answer.status_code == 422
    assert "có thể gia hạn" in answer.text
    assert make.lead_of(item.inspection).full_name in answer.text
    assert officer.send(f"{page_of(item)}/send").status_code == 409


def judge(client: Visitor, explanation: Explanation, **typed: Any) -> int:
    told: dict[str, Any] = {"verdict": "accepted", "reason": "Hồ sơ hợp lệ"} | typed
    page = f"/items/{explanation.assessment_id}/"
    return client.submit(page, f"/explanations/{explanation.id}/verdict", **told).status_code


def test_a_verdict_restores_points_and_the_agency_sees_it_when_published(sign_in: SignIn, item: Assessment) -> None:
    officer, lead = make.make_officer(item.inspection.agency), make.lead_of(item.inspection)
    before, explanation = item.points, make.make_explanation(item, by=officer)
    client = sign_in(lead)
    assert judge(client, explanation, value="20") == 422, "points do not fall"
    assert item.points == before
    assert judge(client, explanation, value="abc") == 422
    assert judge(client, explanation, value="100", verdict="") == 422
    assert judge(client, explanation, value="100") == 303
    assert explanation.verdict is Verdict.ACCEPTED
    assert item.points == item.criterion.maximum
    assert "Hồ sơ hợp lệ" in client.get(page_of(item)).text
    client = sign_in(officer)
    for page in (page_of(item), f"/items/{item.id}/"):
        assert "Hồ sơ hợp lệ" not in client.get(page).text
    make.to_stage(item.inspection, Stage.CONCLUDED)
    for page in (page_of(item), f"/items/{item.id}/"):
        assert "Hồ sơ hợp lệ" in client.get(page).text


def test_a_verdict_without_a_score_is_given_where_the_team_gives_none(sign_in: SignIn, item: Assessment) -> None:
    """An item measured by survey: the verdict alone."""
    survey = make.items_of(item.inspection)["1.3"]
    explanation = make.make_explanation(survey)
    assert judge(sign_in(make.lead_of(item.inspection)), explanation, verdict="rejected") == 303
    assert (explanation.verdict, survey.points) == (Verdict.REJECTED, None)


def test_conclusion_names_what_waits_and_the_next_round_opens_when_nothing_does(
    sign_in: SignIn, item: Assessment
) -> None:
    explanation, case = make.make_explanation(item), f"/inspections/{item.inspection_id}"
    with transaction():
        item.inspection.round.explanation_rounds = 2
    client = sign_in(make.lead_of(item.inspection))
    page = client.get(f"{case}/stage/concluded").text
    assert f"/items/{item.id}/#explanations" in page
    refused = client.send(f"{case}/stage", {"stage": "concluded"})
    assert (refused.status_code, f"/items/{item.id}/#explanations" in refused.text) == (409, True)
    assert client.send(f"{case}/explanations/next-round").status_code == 409
    assert judge(client, explanation, verdict="rejected") == 303
    assert client.submit(page_of(item), f"{case}/explanations/next-round").status_code == 303
    assert item.inspection.explanation_round == 2
    assert client.send(f"{case}/explanations/next-round").status_code == 409
    member = sign_in(make.member_of(item.inspection))
    assert member.send(f"{case}/explanations/next-round").status_code == 403


def test_time_is_extended_by_the_lead_with_a_reason(sign_in: SignIn, item: Assessment) -> None:
    page, due = f"/inspections/{item.inspection_id}/deadlines", item.inspection.explanation_due_on
    assert due is not None
    later = workdays.calendar().after(due, 2)
    told: dict[str, Any] = {"due": "explanation_due_on", "day": later.strftime("%d/%m/%Y"), "reason": "Bão số 13"}
    client = sign_in(make.lead_of(item.inspection))
    assert client.submit(page, page, **told | {"reason": ""}).status_code == 422
    assert client.submit(page, page, **told | {"day": due.strftime("%d/%m/%Y")}).status_code == 422
    assert client.submit(page, page, **told | {"due": "self_due_on"}).status_code == 422
    assert client.submit(page, page, **told).status_code == 303
    assert item.inspection.explanation_due_on == later
    assert "Bão số 13" in client.get(page).text
    assert "Bão số 13" in client.get(f"/inspections/{item.inspection_id}/activity").text
    officer = sign_in(make.make_officer(item.inspection.agency))
    text = officer.get(page).text
    assert ("Bão số 13" in text, "Hạn thông báo kết quả" in text) == (True, False)
    assert officer.send(page, told).status_code == 403
    assert sign_in(make.member_of(item.inspection)).send(page, told).status_code == 403


def test_a_round_says_how_long_things_take(sign_in: SignIn, item: Assessment) -> None:
    round_ = item.inspection.round
    client, page = sign_in(make.make_coordinator()), f"/rounds/{round_.id}/deadlines"
    assert "thông lệ, không phải quy định của pháp luật" in client.get(page).text
    assert client.submit(page, page, explanation_days="0").status_code == 422
    assert client.submit(page, page, self_assessment_days="9").status_code == 422
    assert client.submit(page, page, explanation_rounds="2", result_days="3").status_code == 303
    assert (round_.explanation_rounds, round_.result_days) == (2, 3)
    make.close_round(round_)
    assert client.get(page).status_code == 409
