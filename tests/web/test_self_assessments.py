"""The agency's pages of its self-assessment, and what the team sees of it."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Evidence, Inspection, SelfUpload, User
from inspection_app.models.base import now
from inspection_app.queries import self_assessments as find
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import SelfState, Side, Stage
from inspection_app.rules.workdays import WorkCalendar
from inspection_app.services import self_assessments
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    lead_of,
    make_formula_inspection,
    make_head,
    make_inspection,
    make_officer,
    member_of,
    to_stage,
)
from tests.self_factories import make_approved, make_filled, make_handed_in, make_self_score, sheet_of
from tests.self_sheets import refilled, row_of
from tests.visitor import HTMX, Visitor

SignIn = Callable[[User], Visitor]
pytestmark = pytest.mark.usefixtures("app")


def page_of(inspection: Inspection) -> str:
    return f"/inspections/{inspection.id}/self-assessment"


def state_of(inspection: Inspection) -> SelfState:
    return find.state_of(find.fresh(inspection))


def due(inspection: Inspection, day: date) -> None:
    with transaction():
        inspection.self_due_on = day


def test_an_officer_fills_an_item(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    assessment = item(inspection)
    client = sign_in(make_officer(inspection.agency))
    here = f"/items/{assessment.id}/"
    assert "Chưa điền" in client.get(here).text
    answer = client.submit(here, f"{here}own-score", fragment=True, value="100", reason="")
    assert answer.status_code == 200
    assert "Có điểm nhưng chưa có tệp hoặc giải trình" in answer.text
    answer = client.submit(here, f"{here}own-score", fragment=True, reason="Theo Báo cáo số 12", named="BC số 12")
    assert "Đã hoàn thành" in answer.text
    assert "Tiếp theo: 1.1.2" in answer.text
    db.session.expire_all()
    assert assessment.self_points == 2
    assert (assessment.self_note, assessment.self_evidence) == ("Theo Báo cáo số 12", "BC số 12")


def test_without_script_the_page_comes_back(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    here = f"/items/{item(inspection, '1.2').id}/"
    client = sign_in(make_officer(inspection.agency))
    answer = client.submit(here, f"{here}own-score", value="1", reason="Có")
    assert answer.status_code == 303
    assert "Đã lưu" in client.get(answer.headers["Location"]).text


def test_every_kind_of_rule_has_its_form(sign_in: SignIn) -> None:
    inspection = make_formula_inspection(Stage.SELF_ASSESSMENT)
    client = sign_in(make_officer(inspection.agency))
    typed: dict[str, dict[str, Any]] = {
        "1.1": {"input_done": "3", "input_given": "4"},
        "1.2": {"input_1": "y"},
        "1.3": {"input_part": "46", "input_whole": "52"},
        "1.4": {"value": "1"},
        "1.5": {"points": "0,5"},
    }
    for code, told in typed.items():
        here = f"/items/{item(inspection, code).id}/"
        assert client.submit(here, f"{here}own-score", reason="Có", **told).status_code == 303, code
    points = {line.entry.code: str(line.entry.points) for line in find.overview(inspection).lines}
    assert points == {"1.1": "6", "1.2": "2", "1.3": "2", "1.4": "-0.5", "1.5": "0.5"}


def test_wrong_input_stays_beside_its_field(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    here = f"/items/{item(inspection, '1.1.3').id}/"
    client = sign_in(make_officer(inspection.agency))
    answer = client.submit(here, f"{here}own-score", fragment=True, value="101", reason="Đã làm")
    assert answer.status_code == 422
    assert 'value="101"' in answer.text
    assert "Đã làm" in answer.text


def test_a_colleagues_change_is_put_before_the_writer(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    assessment = item(inspection)
    here = f"/items/{assessment.id}/"
    client = sign_in(make_officer(inspection.agency))
    form = client.get(here).text
    make_self_score(assessment, "85")
    assert form
    answer = client.submit(here, f"{here}own-score", fragment=True, value="100", revision="1")
    assert answer.status_code == 409
    assert "85" in answer.text


def test_the_agency_brings_files_and_the_team_does_not_see_them_yet(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    assessment = item(inspection)
    client = sign_in(make_officer(inspection.agency))
    here = f"/items/{assessment.id}/"
    file = (io.BytesIO(b"Bao cao so 12"), "bao-cao.txt")
    assert client.submit(here, f"{here}evidence", fragment=True, file=file).status_code == 200
    brought = db.session.query(Evidence).one()
    assert brought.side is Side.AGENCY
    assert client.get(f"/evidence/{brought.id}").status_code == 200
    client = sign_in(lead_of(inspection))
    assert "bao-cao.txt" not in client.get(here).text
    assert client.get(f"/evidence/{brought.id}").status_code == 404
    to_stage(inspection, Stage.FIELDWORK)
    assert "bao-cao.txt" in client.get(here).text
    assert client.get(f"/evidence/{brought.id}").status_code == 200


def test_the_agency_brings_files_while_it_explains_but_not_in_between(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.FIELDWORK)
    here = f"/items/{item(inspection).id}/"
    client = sign_in(make_officer(inspection.agency))
    assert f"{here}evidence" not in client.get(here).text
    told = {"operation_id": str(inspection.id), "file": (io.BytesIO(b"Bao cao"), "a.txt")}
    answer = client.send(f"{here}evidence", told, fragment=True)
    assert answer.status_code == 422
    assert "Đoàn đang kiểm tra tại cơ quan" in answer.text
    to_stage(inspection, Stage.EXPLANATION)
    file = (io.BytesIO(b"Bao cao"), "bao-cao.txt")
    assert client.submit(here, f"{here}evidence", file=file).status_code == 303
    assert db.session.query(Evidence).one().side is Side.AGENCY


def test_what_was_never_handed_in_says_so(sign_in: SignIn) -> None:
    inspection = make_filled()
    client = sign_in(lead_of(inspection))
    confirm = f"/inspections/{inspection.id}/stage/fieldwork"
    assert "chưa gửi bản tự chấm" in client.get(confirm).text
    to_stage(inspection, Stage.FIELDWORK)
    page = client.get(page_of(inspection)).text
    assert "Chưa gửi" in page
    assert "Đang tự chấm" not in page
    other = make_handed_in()
    assert "chưa gửi" not in sign_in(lead_of(other)).get(f"/inspections/{other.id}/stage/fieldwork").text


@pytest.mark.parametrize("who", [lead_of, member_of])
def test_the_team_does_not_write_for_the_agency(sign_in: SignIn, who: Callable[[Inspection], User]) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    client = sign_in(who(inspection))
    assert client.send(f"/items/{item(inspection).id}/own-score").status_code == 403
    for step in ("ask", "approve", "return", "hand-in", "sheet"):
        assert client.send(f"{page_of(inspection)}/{step}").status_code == 403, step


def test_an_officer_neither_approves_nor_reopens(sign_in: SignIn) -> None:
    inspection = make_handed_in()
    client = sign_in(make_officer(inspection.agency))
    for step in ("approve", "return", "reopen"):
        assert client.send(f"{page_of(inspection)}/{step}", {"reason": "Có"}).status_code == 403, step
    assert sign_in(member_of(inspection)).send(f"{page_of(inspection)}/reopen", {"reason": "x"}).status_code == 403


def test_the_whole_way(sign_in: SignIn) -> None:
    inspection = make_filled()
    officer, head = make_officer(inspection.agency), make_head(inspection.agency)
    here = page_of(inspection)
    client = sign_in(officer)
    assert head.full_name in client.get(here).text
    assert "Trình thủ trưởng" in client.get("/").text
    client.submit(here, f"{here}/ask")
    client = sign_in(head)
    assert "Đang chờ đồng chí phê duyệt" in client.get("/").text
    empty = client.submit(here, f"{here}/return", reason="")
    assert empty.status_code == 422
    client.submit(here, f"{here}/return", reason="Ghi rõ số báo cáo")
    client = sign_in(officer)
    assert "Ghi rõ số báo cáo" in client.get(here).text
    assert "Ghi rõ số báo cáo" in client.get("/").text
    client.submit(here, f"{here}/ask")
    sign_in(head).submit(here, f"{here}/approve")
    client = sign_in(officer)
    assert "Đã được phê duyệt, có thể gửi" in client.get("/").text
    client.submit(here, f"{here}/hand-in")
    assert state_of(inspection) is SelfState.HANDED_IN
    assert "không sửa được nữa" in client.get(here).text
    client = sign_in(lead_of(inspection))
    client.submit(here, f"{here}/reopen", reason="Thiếu phụ lục")
    assert state_of(inspection) is SelfState.REOPENED
    assert "Thiếu phụ lục" in sign_in(officer).get(here).text


def test_the_head_may_not_approve_what_was_not_shown(sign_in: SignIn) -> None:
    inspection = make_filled()
    with transaction():
        self_assessments.ask(inspection, by=make_officer(inspection.agency))
    client = sign_in(make_head(inspection.agency))
    old = find.overview(inspection).hash
    make_self_score(item(inspection), "85")
    answer = client.send(f"{page_of(inspection)}/approve", {"seen": old})
    assert answer.status_code == 409
    assert "vừa có thay đổi" in answer.text


def test_what_is_missing_is_listed_with_links(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    client = sign_in(make_officer(inspection.agency))
    page = client.get(page_of(inspection)).text
    assert "Hoàn thành 0/5 tiêu chí" in page
    assert f'href="/items/{item(inspection).id}/#own"' in page
    answer = client.send(f"{page_of(inspection)}/ask")
    assert answer.status_code == 409
    assert "Còn 5 tiêu chí chưa hoàn thành" in answer.text
    assert f'href="/items/{item(inspection).id}/#own"' in client.get("/").text


def test_an_agency_without_a_head_is_told(sign_in: SignIn) -> None:
    inspection = make_filled()
    assert "chưa có tài khoản" in sign_in(make_officer(inspection.agency)).get(page_of(inspection)).text


def test_a_change_after_the_approval_is_told(sign_in: SignIn) -> None:
    inspection = make_approved()
    make_self_score(item(inspection), "85")
    client = sign_in(make_officer(inspection.agency))
    assert "phê duyệt không còn hiệu lực" in client.get(page_of(inspection)).text
    answer = client.send(f"{page_of(inspection)}/hand-in")
    assert answer.status_code == 409
    assert "Hãy trình lại" in answer.text


def test_what_was_handed_in_is_not_written_any_more(sign_in: SignIn) -> None:
    inspection = make_handed_in()
    client = sign_in(make_officer(inspection.agency))
    here = f"/items/{item(inspection).id}/"
    assert "own-score" not in client.get(here).text
    told = {"operation_id": str(item(inspection).id), "revision": "2", "value": "85", "reason": "x", "named": ""}
    answer = client.post(f"{here}own-score", data={"csrf_token": client.token(), **told}, headers=HTMX)
    assert answer.status_code == 422
    assert "Trưởng đoàn hoặc điều phối viên có thể mở lại" in answer.text


def test_the_team_sees_progress_first_and_scores_once_handed_in(sign_in: SignIn) -> None:
    inspection = make_filled()
    client = sign_in(lead_of(inspection))
    page = client.get(page_of(inspection)).text
    assert "Hoàn thành 5/5 tiêu chí" in page
    assert "Cơ quan đang tự chấm" in page
    assert "Đã thực hiện" not in page
    assert client.get(f"{page_of(inspection)}/sheet.xlsx").status_code == 403
    assert "Đã thực hiện" not in client.get(f"/items/{item(inspection).id}/").text
    assert "8,21" not in client.get(f"/inspections/{inspection.id}/").text
    make_handed_in(inspection)
    assert "Đã thực hiện" in client.get(page_of(inspection)).text
    assert client.get(f"{page_of(inspection)}/sheet.xlsx").status_code == 200
    assert "Đã thực hiện" in client.get(f"/items/{item(inspection).id}/").text
    assert "8,21" in client.get(f"/inspections/{inspection.id}/").text


def test_the_last_day_and_how_late_it_is(sign_in: SignIn) -> None:
    inspection, today = make_approved(), local_day(now())
    client = sign_in(make_officer(inspection.agency))
    due(inspection, WorkCalendar().after(today, 2))
    assert "còn 2 ngày làm việc" in client.get(page_of(inspection)).text
    assert "còn 2 ngày làm việc" in client.get("/").text
    over = WorkCalendar().after(today, -3)
    due(inspection, over)
    page = client.get(page_of(inspection)).text
    assert f"quá hạn {WorkCalendar().between(over, today)} ngày làm việc" in page
    assert "đánh dấu gửi muộn" in page
    client.submit(page_of(inspection), f"{page_of(inspection)}/hand-in")
    assert ">Muộn<" in client.get(page_of(inspection)).text.replace("</svg>", "</svg>>").replace("\n", "")


# --- the sheet ---


def upload(client: Visitor, inspection: Inspection, content: bytes) -> Any:
    here = page_of(inspection)
    return client.submit(here, f"{here}/sheet", file=(io.BytesIO(content), "tu-cham.xlsx"))


def test_a_sheet_is_downloaded_filled_looked_at_and_saved(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    client = sign_in(make_officer(inspection.agency))
    content = client.get(f"{page_of(inspection)}/sheet.xlsx").data
    cells = {f"F{row_of(content, '1.1.1')}": 85, f"H{row_of(content, '1.1.1')}": "Theo báo cáo"}
    answer = upload(client, inspection, refilled(content, cells))
    assert answer.status_code == 303
    preview = client.get(answer.headers["Location"])
    assert "Khi lưu sẽ thay đổi 1 tiêu chí" in preview.text
    assert "Theo báo cáo" in preview.text
    assert item(inspection).self_points is None
    client.submit(answer.headers["Location"], f"{answer.headers['Location']}/save")
    assert item(inspection).self_points == 1
    assert db.session.query(SelfUpload).count() == 0


def test_mistakes_are_named_by_cell_and_nothing_is_saved(sign_in: SignIn) -> None:
    inspection = make_filled()
    client = sign_in(make_officer(inspection.agency))
    content = sheet_of(inspection)
    row = row_of(content, "1.1.2")
    answer = upload(client, inspection, refilled(content, {f"F{row}": "hai"}))
    page = client.get(answer.headers["Location"])
    assert f"Trang tính Tự chấm, ô F{row}" in page.text
    assert "“hai” không phải là số" in page.text
    assert client.send(f"{answer.headers['Location']}/save").status_code == 422
    client.submit(answer.headers["Location"], f"{answer.headers['Location']}/discard")
    assert db.session.query(SelfUpload).count() == 0


def test_a_foreign_file_is_refused_at_the_form(sign_in: SignIn) -> None:
    inspection, other = make_filled(), make_filled()
    client = sign_in(make_officer(inspection.agency))
    answer = upload(client, inspection, sheet_of(other))
    assert answer.status_code == 422
    assert f"Bảng này là của {other.agency.name}" in answer.text
    assert upload(client, inspection, b"khong phai excel").status_code == 422
    here = page_of(inspection)
    assert client.submit(here, f"{here}/sheet").status_code == 422


def test_an_upload_is_its_owners_alone(sign_in: SignIn) -> None:
    inspection = make_filled()
    address = upload(sign_in(make_officer(inspection.agency)), inspection, sheet_of(inspection)).headers["Location"]
    for user in (make_officer(inspection.agency), lead_of(inspection), make_officer(make_filled().agency)):
        assert sign_in(user).get(address).status_code == 404
