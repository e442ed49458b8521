"""The inspection page: what is shown to whom, and what a save does, right or wrong."""

import io
from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, Evidence, Explanation, Finding, Recommendation
from inspection_app.rules.terms import FindingState, ItemState, RoundState, Stage, Verdict
from tests import factories as make
from tests.visitor import HTMX, Visitor

SignIn = Callable[..., Visitor]
LEFTOVERS = frozenset({"no_leftovers"})  # here they are what somebody typed
NASTY = "Thiếu báo cáo <script>alert(1)</script> {{ 7*7 }} 🙈 quý III"


@pytest.fixture
def item(app: object) -> Assessment:
    """A ladder item of an inspection in fieldwork."""
    return make.item(make.make_inspection())


@pytest.fixture
def member(item: Assessment, sign_in: SignIn) -> Visitor:
    """A member of its team, signed in."""
    return sign_in(make.member_of(item.inspection))


def address(item: Assessment, part: str = "") -> str:
    return f"/items/{item.id}/{part}"


def score(item: Assessment, **typed: object) -> dict[str, object]:
    return {"operation_id": uuid4(), "revision": item.revision, "judgement": "", "reason": ""} | typed


def finding(**typed: object) -> dict[str, object]:
    ids = {"finding_id": uuid4(), "operation_id": uuid4(), "revision": 0}
    return ids | {"kind": "shortcoming", "text": "Thiếu báo cáo", "cause": "", "cause_kind": ""} | typed


@pytest.mark.parametrize(("typed", "kept"), [("88,5", "88.5"), ("88.5", "88.5"), (" 80 ", "80")])
def test_a_value_becomes_points_by_the_rule(member: Visitor, item: Assessment, typed: str, kept: str) -> None:
    answer = member.send(address(item, "score"), score(item, value=typed), fragment=True)
    assert answer.status_code == 200
    assert (item.value, item.points, item.state) == (Decimal(kept), Decimal(1), ItemState.PARTLY_MET)
    assert 'id="score"' in answer.text
    assert f'id="row-{item.id}"' in answer.text  # the list's row and the sums travel along
    assert 'id="bar"' in answer.text


def test_without_script_the_page_comes_back_and_says_saved(member: Visitor, item: Assessment) -> None:
    answer = member.submit(address(item), address(item, "score"), value="100")
    assert answer.status_code == 303
    assert item.points == Decimal(2)
    assert member.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "-5", "99999999999999", "5000", "<script>", "🙈", ""])
def test_a_wrong_value_is_refused_beside_its_field_and_kept(member: Visitor, item: Assessment, typed: str) -> None:
    member.unjudged = LEFTOVERS
    answer = member.send(address(item, "score"), score(item, value=typed, reason=NASTY), fragment=True)
    assert answer.status_code == 422
    assert "is-invalid" in answer.text
    assert "{{ 7*7 }}" in answer.text
    assert "<script>alert" not in answer.text
    assert item.points is None


def test_points_by_hand_need_a_reason(member: Visitor, item: Assessment) -> None:
    assert member.send(address(item, "score"), score(item, points="1,5"), fragment=True).status_code == 422
    answer = member.send(address(item, "score"), score(item, points="1,5", reason="Có quyết định"), fragment=True)
    assert answer.status_code == 200
    assert item.points == Decimal("1.5")


def test_the_same_operation_twice_is_done_once(member: Visitor, item: Assessment) -> None:
    sent = finding()
    for _again in range(2):
        assert member.send(address(item, "findings"), sent, fragment=True).status_code == 200
    assert db.session.query(Finding).count() == 1


def test_user_text_is_shown_as_text(member: Visitor, item: Assessment) -> None:
    member.unjudged = LEFTOVERS
    member.send(address(item, "findings"), finding(text=NASTY, cause=NASTY), fragment=True)
    page = member.get(address(item)).text
    assert "{{ 7*7 }}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_a_finding_without_text_or_with_too_much_is_refused(member: Visitor, item: Assessment, text: str) -> None:
    answer = member.send(address(item, "findings"), finding(text=text, cause="Do kiêm nhiệm"), fragment=True)
    assert answer.status_code == 422
    assert "Do kiêm nhiệm" in answer.text
    assert db.session.query(Finding).count() == 0


def test_a_damaged_form_is_refused(member: Visitor, item: Assessment) -> None:
    for broken in (
        {"finding_id": "x"},
        {"operation_id": ""},
        {"revision": "-1"},
        {"kind": "other"},
        {"cause_kind": "q"},
    ):
        assert member.send(address(item, "findings"), finding(**broken), fragment=True).status_code == 422
    assert db.session.query(Finding).count() == 0


def test_a_colleagues_change_of_the_same_field_is_shown_and_mine_kept(member: Visitor, item: Assessment) -> None:
    read_at = item.revision
    make.make_score(item, "100", reason="Đủ hồ sơ")
    answer = member.send(address(item, "score"), score(item, value="50", revision=read_at), fragment=True)
    assert answer.status_code == 409
    assert item.points == Decimal(2)
    again = score(item, value="50", revision=item.revision)
    assert member.send(address(item, "score"), again, fragment=True).status_code == 200
    assert item.points == Decimal(0)


def test_a_finding_is_changed_and_withdrawn_by_its_author(sign_in: SignIn, item: Assessment) -> None:
    author = make.member_of(item.inspection)
    one = make.make_finding(item, by=author)
    visitor = sign_in(author)
    assert one.text in visitor.fragment(f"/findings/{one.id}/edit").text
    changed = finding(finding_id=one.id, revision=one.revision, text="Đã bổ sung")
    assert visitor.send(address(item, "findings"), changed, fragment=True).status_code == 200
    assert one.text == "Đã bổ sung"
    assert visitor.send(f"/findings/{one.id}/withdraw").status_code == 303
    assert one.state is FindingState.WITHDRAWN
    assert "Đã bổ sung" not in visitor.get(address(item)).text


def test_a_recommendation_is_recorded_with_its_agency_deadline_and_points(member: Visitor, item: Assessment) -> None:
    typed = {
        "recommendation_id": uuid4(),
        "operation_id": uuid4(),
        "revision": 0,
        "text": "Ban hành văn bản còn thiếu",
        "lead_agency": item.inspection.agency_id,
        "deadline": "31/12/2020",
        "recoverable": "0,25",
    }
    assert member.send(address(item, "recommendations"), typed, fragment=True).status_code == 200
    one = db.session.query(Recommendation).one()
    assert (one.recoverable, str(one.deadline)) == (Decimal("0.25"), "2020-12-31")
    wrong = typed | {
        "recommendation_id": uuid4(),
        "operation_id": uuid4(),
        "recoverable": "99",
        "deadline": "0020-01-01",
    }
    assert member.send(address(item, "recommendations"), wrong, fragment=True).status_code == 422
    edit = member.fragment(f"/recommendations/{one.id}/edit")
    assert edit.status_code in {200, 403}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02MZ", b"PK\x03\x04broken"])
def test_empty_and_foreign_files_are_refused_with_a_sentence(member: Visitor, item: Assessment, content: bytes) -> None:
    sent = {"csrf_token": member.token(), "operation_id": uuid4(), "file": (io.BytesIO(content), "../../etc/ten.pdf")}
    answer = member.post(address(item, "evidence"), data=sent, headers=HTMX)
    assert answer.status_code == 422
    assert db.session.query(Evidence).count() == 0


def test_evidence_is_kept_and_fetched_as_a_download(member: Visitor, item: Assessment) -> None:
    sent = {"csrf_token": member.token(), "operation_id": uuid4()}
    for _twice in range(2):
        file = io.BytesIO(b"%PDF-1.7 xin chao"), "../Báo cáo quý III.exe"
        assert member.post(address(item, "evidence"), data=sent | {"file": file}, headers=HTMX).status_code == 200
    one = db.session.query(Evidence).one()
    assert one.name == "Báo cáo quý III.exe.pdf"
    fetched = member.get(f"/evidence/{one.id}")
    assert fetched.data == b"%PDF-1.7 xin chao"
    assert fetched.headers["Content-Disposition"].startswith("attachment")


def test_a_file_over_the_limit_is_refused(member: Visitor, item: Assessment) -> None:
    sent = {
        "csrf_token": member.token(),
        "operation_id": uuid4(),
        "file": (io.BytesIO(b"%PDF-" + b"x" * 1024 * 1024), "to.pdf"),
    }
    answer = member.post(address(item, "evidence"), data=sent, headers=HTMX)
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file
    assert answer.status_code == 422


def test_the_agency_sees_what_was_published_and_nothing_newer(sign_in: SignIn, item: Assessment) -> None:
    make.make_score(item, "88", reason="Nhận xét đã công bố")
    make.make_finding(item, text="Phát hiện đã công bố")
    make.to_stage(item.inspection, Stage.EXPLANATION)
    make.make_score(item, "10", reason="Nhận xét chưa công bố")
    make.make_finding(item, text="Phát hiện chưa công bố")
    page = sign_in(make.make_officer(item.inspection.agency)).get(address(item)).text
    assert "Phát hiện đã công bố" in page
    assert "Nhận xét đã công bố" in page
    assert "chưa công bố" not in page


def test_a_newer_value_with_the_same_points_is_not_told(sign_in: SignIn, item: Assessment) -> None:
    make.make_score(item, "85")
    make.to_stage(item.inspection, Stage.EXPLANATION)
    make.make_score(item, "91")
    client = sign_in(make.make_officer(item.inspection.agency))
    assert "91% ≥ 80%" not in client.get(address(item)).text
    make.to_stage(item.inspection, Stage.CONCLUDED)
    assert "91% ≥ 80%" in client.get(address(item)).text


def test_the_agency_explains_and_the_team_judges(sign_in: SignIn, item: Assessment) -> None:
    make.make_finding(item)
    make.to_stage(item.inspection, Stage.EXPLANATION)
    officer = sign_in(make.make_officer(item.inspection.agency))
    told = {"operation_id": uuid4(), "revision": 0, "text": " ", "send": "1"}
    assert officer.send(address(item, "explanations"), told, fragment=True).status_code == 422
    for _twice in range(2):
        sent = officer.send(address(item, "explanations"), told | {"text": "Đã ban hành"}, fragment=True)
        assert sent.status_code == 200
    one = db.session.query(Explanation).one()
    told = {"operation_id": uuid4(), "revision": item.revision, "verdict": "accepted", "reason": "Có văn bản kèm theo"}
    assert officer.send(f"/explanations/{one.id}/verdict", told, fragment=True).status_code == 403
    lead = sign_in(make.lead_of(item.inspection))
    assert lead.send(f"/explanations/{one.id}/verdict", told, fragment=True).status_code == 200
    assert one.verdict is Verdict.ACCEPTED


def test_a_wrong_verdict_leaves_the_forms_of_the_other_explanations(sign_in: SignIn, item: Assessment) -> None:
    make.to_stage(item.inspection, Stage.EXPLANATION)
    one, other = make.make_explanation(item), make.make_explanation(item)
    lead = sign_in(make.lead_of(item.inspection))
    answer = lead.send(f"/explanations/{one.id}/verdict", {"verdict": "accepted", "reason": ""}, fragment=True)
    assert answer.status_code == 422
    assert f"/explanations/{one.id}/verdict" in answer.text
    assert f"/explanations/{other.id}/verdict" in answer.text


def test_a_closed_stage_refuses_with_who_can_reopen_it(member: Visitor, item: Assessment) -> None:
    make.to_stage(item.inspection, Stage.CONCLUDED)
    answer = member.send(address(item, "score"), score(item, value="80"), fragment=True)
    assert answer.status_code == 422
    assert item.points is None
    assert "<form" not in member.get(address(item)).text.split('id="score"')[1].split("</section>")[0]


def test_the_stage_is_moved_by_the_head_of_the_team_only(sign_in: SignIn, item: Assessment) -> None:
    inspection = item.inspection
    to = f"/inspections/{inspection.id}/stage"
    assert sign_in(make.member_of(inspection)).send(to, {"stage": "explanation"}).status_code == 403
    lead = sign_in(make.lead_of(inspection))
    assert lead.get(f"{to}/explanation").status_code == 200
    assert lead.send(to, {"stage": "nowhere"}).status_code == 404
    assert lead.send(to, {"stage": "closed"}).status_code == 409
    assert lead.send(to, {"stage": "explanation"}).status_code == 303
    assert inspection.stage is Stage.EXPLANATION


def test_the_log_names_who_and_old_and_new(sign_in: SignIn, item: Assessment) -> None:
    make.make_score(item, "88")
    make.make_score(item, "100")
    lead = make.lead_of(item.inspection)
    page = sign_in(lead).get(f"/inspections/{item.inspection_id}/activity").text
    assert lead.full_name in page
    assert "<del>88</del> → 100" in page


def test_the_list_is_narrowed_to_what_is_mine_or_open(sign_in: SignIn, item: Assessment) -> None:
    visitor = sign_in(make.member_of(item.inspection))
    make.make_score(item, "88")
    rows = {
        only: visitor.get(f"/inspections/{item.inspection_id}/?only={only}").text for only in ("", "mine", "open", "x")
    }
    here = f'id="row-{item.id}"'
    assert [here in rows[only] for only in ("", "mine", "open", "x")] == [True, False, False, True]


def test_opening_an_item_costs_few_queries(member: Visitor, item: Assessment, queries: Callable[..., object]) -> None:
    member.fragment(address(item))
    with queries() as sent:  # type: ignore[attr-defined] # a context manager that gives a list
        member.fragment(address(item))
    assert len(sent) <= 26


def test_a_closed_round_refuses_with_its_sentence_and_offers_nothing(sign_in: SignIn, item: Assessment) -> None:
    make.to_stage(item.inspection, Stage.EXPLANATION)
    one = make.make_finding(item)
    make.close_round(item.inspection.round)
    lead = sign_in(make.lead_of(item.inspection))
    page = lead.get(address(item)).text
    assert "<form" not in page.split("<main", 1)[1]
    assert "/stage/" not in page
    answer = lead.send(address(item, "score"), score(item, value="80"), fragment=True)
    assert answer.status_code == 422
    assert lead.send(f"/findings/{one.id}/withdraw").status_code == 403
    assert lead.send(f"/inspections/{item.inspection_id}/stage", {"stage": "concluded"}).status_code == 409
    assert (item.points, one.state, item.inspection.stage) == (None, FindingState.RECORDED, Stage.EXPLANATION)
    officer = sign_in(make.make_officer(item.inspection.agency))
    assert "<form" not in officer.get(address(item)).text.split("<main", 1)[1]
    told = {"operation_id": uuid4(), "text": "Đã ban hành"}
    assert officer.send(address(item, "explanations"), told, fragment=True).status_code == 422


def test_a_step_that_is_not_open_has_no_page(sign_in: SignIn, item: Assessment) -> None:
    lead = sign_in(make.lead_of(item.inspection))
    to = f"/inspections/{item.inspection_id}/stage"
    assert [lead.get(f"{to}/{stage}").status_code for stage in Stage] == [404, 404, 404, 200, 404, 404]


def test_in_a_draft_round_no_inspection_begins(sign_in: SignIn) -> None:
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency), state=RoundState.DRAFT)
    inspection = make.make_inspection(Stage.PLANNED, agency=agency, round_=round_)
    coordinator = sign_in(make.make_coordinator())
    assert "/stage/" not in coordinator.get(f"/inspections/{inspection.id}/").text
    assert coordinator.get(f"/inspections/{inspection.id}/stage/fieldwork").status_code == 409
    assert coordinator.send(f"/inspections/{inspection.id}/stage", {"stage": "fieldwork"}).status_code == 409
    assert sign_in(make.lead_of(inspection)).get(f"/inspections/{inspection.id}/").status_code == 404


def test_a_verdict_and_a_withdrawal_sent_twice_are_done_once(sign_in: SignIn, item: Assessment) -> None:
    one, other = make.make_finding(item), make.make_recommendation(item)
    make.to_stage(item.inspection, Stage.EXPLANATION)
    explanation = make.make_explanation(item)
    lead = sign_in(make.lead_of(item.inspection))
    told = {"operation_id": uuid4(), "revision": item.revision, "verdict": "accepted", "reason": "Có văn bản"}
    for _twice in range(2):
        assert lead.send(f"/explanations/{explanation.id}/verdict", told, fragment=True).status_code == 200
        assert lead.send(f"/findings/{one.id}/withdraw", fragment=True).status_code == 200
        assert lead.send(f"/recommendations/{other.id}/withdraw", fragment=True).status_code == 200
    verbs = [line.verb for line in db.session.query(Activity)]
    done = ("explanation.judged", "finding.withdrawn", "recommendation.withdrawn")
    assert [verbs.count(each) for each in done] == [1, 1, 1]
    changed = told | {"verdict": "rejected"}
    assert lead.send(f"/explanations/{explanation.id}/verdict", changed, fragment=True).status_code == 422


def test_the_agency_is_not_told_the_forecast_of_its_item(sign_in: SignIn, item: Assessment) -> None:
    make.make_score(item, "85")
    make.to_stage(item.inspection, Stage.CONCLUDED)
    assert "Dự báo" in sign_in(make.lead_of(item.inspection)).get(address(item)).text
    assert "Dự báo" not in sign_in(make.make_officer(item.inspection.agency)).get(address(item)).text
