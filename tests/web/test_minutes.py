"""The minutes' pages: written, fixed, signed by both sides, shown on the projector."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from inspection_app.models import Inspection, User
from inspection_app.queries import meetings as find
from inspection_app.queries.papers import versions
from inspection_app.rules.terms import Capacity, Decision, FindingKind, ItemState, PaperKind, Role, Stage
from inspection_app.services.accounts import TRIES_PER_NAME
from inspection_app.services.meetings import MeetingDraft
from tests import factories as make
from tests.meetings import fix, make_meeting, make_minutes, make_signoff
from tests.paper_factories import issue_paper, make_scan
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def inspection(app: object) -> Inspection:
    return make.make_inspection()


def address(inspection: Inspection, rest: str = "") -> str:
    return f"/inspections/{inspection.id}/minutes{rest}"


def typed(inspection: Inspection, **told: Any) -> dict[str, Any]:
    return {
        "operation_id": uuid4(),
        "revision": 0,
        "started_at": "02/11/2020 08:00",
        "ended_at": "02/11/2020 16:30",
        "place": "Trụ sở",
        "chair_id": make.lead_of(inspection).id,
        "secretary_id": make.member_of(inspection).id,
        "team_present": f"{make.lead_of(inspection).full_name}, Chuyên viên, Trưởng đoàn",
        "agency_present": "Lê Văn Mẫu, Phó Giám đốc",
    } | told


def test_the_secretary_writes_the_meeting_down(sign_in: SignIn, inspection: Inspection) -> None:
    client = sign_in(make.member_of(inspection))
    form = client.get(address(inspection, "/edit")).text
    assert "Trưởng đoàn" in form, "the team is offered"
    answer = client.submit(
        address(inspection, "/edit"),
        address(inspection),
        started_at="02/11/2020 08:00",
        agency_present="Lê Văn Mẫu, Phó Giám đốc",
        course="Nghe <b>báo cáo</b>",
    )
    assert answer.status_code == 303
    meeting = find.of_inspection(inspection)
    assert meeting is not None
    assert meeting.started_at.hour == 1, "typed on the clock of Vietnam, kept in UTC"
    assert (meeting.chair, meeting.secretary) == (make.lead_of(inspection), make.member_of(inspection))
    page = client.get(address(inspection)).text
    assert "02/11/2020 08:00" in page
    assert "<b>báo" not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", ""),
        ("started_at", "hôm qua"),
        ("started_at", "31/02/2020 08:00"),
        ("started_at", "02/11/0020 08:00"),
        ("ended_at", "01/11/2020 08:00"),
        ("place", " "),
        ("chair_id", "khong-co"),
        ("chair_id", ""),
        ("team_present", "Một người lạ"),
        ("operation_id", "x"),
        ("revision", "-1"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    sign_in: SignIn, inspection: Inspection, field: str, value: str
) -> None:
    client = sign_in(make.member_of(inspection))
    answer = client.send(address(inspection), typed(inspection, course="Giữ nguyên chữ") | {field: value})
    assert answer.status_code == 422
    assert "Giữ nguyên chữ" in answer.text
    assert find.of_inspection(inspection) is None


def test_what_is_not_changed_stays_as_it_was(sign_in: SignIn, inspection: Inspection) -> None:
    lead = make.lead_of(inspection)
    meeting = make_meeting(inspection, team_present=f"{lead.full_name}, Chuyên viên, Trưởng đoàn\nNgười cũ, Thành viên")
    before = {name: getattr(meeting, name) for name in MeetingDraft.__annotations__ if hasattr(meeting, name)}
    client = sign_in(make.member_of(inspection))
    assert client.get(address(inspection, "/edit")).text.count(" checked") == 2, "also who has left the team since"
    told: dict[str, Any] = {"course": "Khác", "team_present": meeting.team_present.splitlines()}
    assert client.submit(address(inspection, "/edit"), address(inspection), **told).status_code == 303
    after = {name: getattr(meeting, name) for name in before}
    assert after == before | {"course": "Khác", "revision": 2}


def test_two_who_change_the_same_text_are_shown_both(sign_in: SignIn, inspection: Inspection) -> None:
    meeting = make_meeting(inspection)
    make_meeting(inspection, revision=1, course="Của đồng nghiệp", chair_id=meeting.chair_id)
    client = sign_in(make.lead_of(inspection))
    mine = typed(inspection, revision=1, course="Của tôi", place=meeting.place, conclusion=meeting.conclusion)
    answer = client.send(address(inspection), mine | {"team_present": meeting.team_present.splitlines()})
    assert answer.status_code == 409
    assert "Của đồng nghiệp" in answer.text
    assert "Của tôi" in answer.text
    assert f'value="{meeting.revision}"' in answer.text


def test_a_member_without_that_part_does_not_write(sign_in: SignIn, app: object) -> None:
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency))
    member = make.make_inspector()
    team = make.make_team(round_, make.make_inspector(), make.make_inspector(), member)
    inspection = make.make_inspection(agency=agency, round_=round_, team=team)
    make_minutes(inspection)
    client = sign_in(member)
    assert client.get(address(inspection)).status_code == 200
    for to in ("", "/fix", "/representative", "/signature"):
        assert client.send(address(inspection, to)).status_code == 403, to
    assert client.get(address(inspection, "/edit")).status_code == 403


def test_fixing_asks_for_what_is_missing(sign_in: SignIn, inspection: Inspection) -> None:
    client = sign_in(make.member_of(inspection))
    assert client.send(address(inspection, "/fix")).status_code == 422
    make_meeting(inspection, ended_at=None)
    assert client.submit(address(inspection), address(inspection, "/fix")).status_code == 422
    make_meeting(inspection, revision=1)
    assert client.submit(address(inspection), address(inspection, "/fix")).status_code == 303
    meeting = find.of_inspection(inspection)
    assert meeting is not None
    assert len(meeting.versions) == 1
    assert address(inspection, "/fix") not in client.get(address(inspection)).text, "there is nothing new to fix"


def test_the_agency_reads_what_was_fixed_and_no_other_draft(sign_in: SignIn, inspection: Inspection) -> None:
    officer = make.make_officer(inspection.agency)
    make_meeting(inspection, course="Chưa cho xem")
    client = sign_in(officer)
    assert "Chưa cho xem" not in client.get(address(inspection)).text
    make_meeting(inspection, revision=1, course="Cho xem")
    minutes = fix(inspection)
    make_meeting(inspection, revision=2, course="Lại chưa cho xem")
    page = client.get(address(inspection)).text
    assert "Lại chưa cho xem" not in page
    assert f"/minutes/{minutes.id}/paper" in page
    assert "Cho xem" in client.get(f"/minutes/{minutes.id}/paper").text
    assert client.get(f"/inspections/{inspection.id}/exit-meeting").status_code == 404
    assert client.get(address(inspection, "/edit")).status_code == 403


def with_password(*roles: Role, **told: Any) -> User:
    return make.make_user(*roles, password=make.PASSWORD, **told)


def led_by(lead: User) -> Inspection:
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency))
    team = make.make_team(round_, lead, make.make_inspector())
    return make.make_inspection(agency=agency, round_=round_, team=team)


def test_the_chair_signs_with_the_password(sign_in: SignIn, app: object) -> None:
    lead = with_password(Role.INSPECTOR)
    inspection = led_by(lead)
    minutes = make_minutes(inspection)
    client, to = sign_in(lead), address(inspection, "/signature")
    assert client.submit(address(inspection), to, password="").status_code == 422
    assert client.submit(address(inspection), to, password="sai-mat-khau-roi").status_code == 422
    assert find.standing(minutes.meeting).signoffs == []
    assert client.submit(address(inspection), to, password=make.PASSWORD).status_code == 303
    given = find.standing(minutes.meeting).signoffs
    assert [(each.user_id, each.capacity, each.content_sha256) for each in given] == [
        (lead.id, Capacity.CHAIR, minutes.sha256)
    ]
    assert to not in client.get(address(inspection)).text, "once is enough"


def test_guessing_the_password_ends_as_at_the_sign_in(sign_in: SignIn, app: object) -> None:
    lead = with_password(Role.INSPECTOR)
    inspection = led_by(lead)
    make_minutes(inspection)
    client, to = sign_in(lead), address(inspection, "/signature")
    codes = [
        client.submit(address(inspection), to, password="sai-mat-khau-roi").status_code
        for _each in range(TRIES_PER_NAME + 1)
    ]
    assert codes == [422] * TRIES_PER_NAME + [429]
    assert client.submit(address(inspection), to, password=make.PASSWORD).status_code == 429


def test_the_agency_objects_from_its_own_account(sign_in: SignIn, inspection: Inspection) -> None:
    officer = with_password(Role.AGENCY_OFFICER, agency=inspection.agency)
    minutes = make_minutes(inspection)
    client, to = sign_in(officer), address(inspection, "/acknowledgement")
    said: dict[str, Any] = {"decision": Decision.DISAGREED.value, "password": make.PASSWORD}
    assert client.submit(address(inspection), to, **said).status_code == 422, "an objection says what it is about"
    assert client.submit(address(inspection), to, remark="Đủ hồ sơ", **said).status_code == 303
    (given,) = find.standing(minutes.meeting).signoffs
    assert (given.user_id, given.recorded_by_id, given.decision) == (officer.id, officer.id, Decision.DISAGREED)
    assert "Đủ hồ sơ" in client.get(f"/minutes/{minutes.id}/paper").text, "it is printed"


def test_the_representative_speaks_on_the_teams_tablet(sign_in: SignIn, inspection: Inspection) -> None:
    minutes = make_minutes(inspection)
    client, to = sign_in(make.member_of(inspection)), address(inspection, "/representative")
    said: dict[str, Any] = {
        "name": "Lê Văn Mẫu",
        "post": "Phó Giám đốc",
        "decision": Decision.AGREED_WITH_REMARKS.value,
    }
    assert client.submit(address(inspection), to, decision="có lẽ").status_code == 422
    assert client.submit(address(inspection), to, remark="Xin bổ sung", **said).status_code == 303
    (given,) = find.standing(minutes.meeting).signoffs
    assert (given.user_id, given.name, given.recorded_by_id) == (None, "Lê Văn Mẫu", make.member_of(inspection).id)


def test_a_later_score_is_said_and_asks_for_a_new_sign_off(sign_in: SignIn, inspection: Inspection) -> None:
    minutes = make_minutes(inspection)
    make_signoff(minutes, Capacity.REPRESENTATIVE)
    client = sign_in(make.member_of(inspection))
    read = client.get(address(inspection)).text
    assert "nội dung đã thay đổi sau khi xác nhận" not in read.lower()
    make.make_score(make.item(inspection), "85")
    changed = client.get(address(inspection)).text
    assert "nội dung đã thay đổi sau khi xác nhận" in changed.lower()
    assert "Lê Văn Mẫu" in changed, "the old word is kept"
    said: dict[str, Any] = {"name": "Lê Văn Mẫu", "post": "Phó Giám đốc", "decision": "agreed", "read": minutes.sha256}
    stale = client.send(address(inspection, "/representative"), said | {"operation_id": uuid4()})
    assert stale.status_code == 422
    assert client.submit(address(inspection), address(inspection, "/fix")).status_code == 303
    assert (
        client.submit(
            address(inspection),
            address(inspection, "/representative"),
            **{name: value for name, value in said.items() if name != "read"},
        ).status_code
        == 303
    )
    standing = find.standing(minutes.meeting)
    assert [standing.stands(each) for each in standing.signoffs] == [False, True]


def test_both_sides_have_the_numbered_paper_and_its_signed_scan(sign_in: SignIn, inspection: Inspection) -> None:
    secretary = make.member_of(inspection)
    client = sign_in(secretary)
    prepare = f"/inspections/{inspection.id}/papers/minutes"
    make_meeting(inspection, course="Nghe báo cáo")
    assert client.send(prepare).status_code == 409, "nothing is fixed yet"
    make_signoff(fix(inspection), Capacity.REPRESENTATIVE, decision=Decision.DISAGREED, remark="Đã nộp đủ")
    assert client.submit(address(inspection), prepare).status_code == 303
    (paper,) = versions(PaperKind.MINUTES, inspection)
    scan = make_scan(issue_paper(paper, by=secretary))
    assert f"/papers/{paper.id}/" in client.get(address(inspection)).text
    for reader in (secretary, make.make_officer(inspection.agency), make.make_coordinator()):
        visitor = sign_in(reader)
        shown = visitor.get(f"/papers/{paper.id}/preview").text
        assert "01/BB-ĐKT" in shown
        assert "Đã nộp đủ" in shown
        assert visitor.get(f"/paper-files/{scan.id}").data == b"%PDF-1.7 ban ky"
    assert sign_in(make.make_officer(make.make_agency())).get(f"/paper-files/{scan.id}").status_code == 404


def test_another_agency_finds_nothing(sign_in: SignIn, inspection: Inspection) -> None:
    minutes = make_minutes(inspection)
    client = sign_in(make.make_officer(make.make_agency()))
    for read in (address(inspection), f"/minutes/{minutes.id}/paper", f"/minutes/{minutes.id}/pdf"):
        assert client.get(read).status_code == 404, read
    assert client.get(f"/minutes/{minutes.id}/word").status_code == 404
    assert client.send(address(inspection, "/acknowledgement")).status_code == 404


def test_a_closed_case_takes_no_more_words(sign_in: SignIn, inspection: Inspection) -> None:
    make_minutes(inspection)
    make.to_stage(inspection, Stage.CLOSED)
    client = sign_in(make.member_of(inspection))
    page = client.get(address(inspection)).text
    for to in ("/fix", "/signature", "/representative"):
        assert address(inspection, to) not in page
        assert client.send(address(inspection, to)).status_code == 403, to


def test_the_projector_shows_what_was_found_and_what_is_open(sign_in: SignIn, inspection: Inspection) -> None:
    items = make.items_of(inspection)
    make.make_score(items["1.1.1"], "85")
    make.make_score(items["1.1.2"], state=ItemState.LACKS_EVIDENCE, reason="Chưa có kế hoạch")
    make.make_finding(items["1.1.1"], text="Ban hành <i>chậm</i>")
    make.make_finding(items["1.1.1"], kind=FindingKind.STRENGTH, text="Làm tốt")
    make.make_recommendation(items["1.1.1"])
    client, where = sign_in(make.member_of(inspection)), f"/inspections/{inspection.id}/exit-meeting"
    before = client.get(where).text
    for told in ("1,00", "Chưa có kế hoạch", "Ban hành &lt;i&gt;chậm", "15/12/2020"):
        assert told in before
    make_meeting(inspection, conclusion="Đề nghị bổ sung")
    assert "Đề nghị bổ sung" in client.get(where).text
    assert sign_in(make.make_coordinator()).get(where).status_code == 200
    assert sign_in(make.make_officer(inspection.agency)).get(where).status_code == 404
    assert sign_in(make.make_inspector()).get(where).status_code == 404
