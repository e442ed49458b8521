"""Moving a round to a later criteria set in the browser: shown, decided row by row, confirmed, kept for good."""

from collections.abc import Callable

from inspection_app.models import User
from inspection_app.rules.terms import Stage
from inspection_app.services import criteria_sets
from inspection_app.services.criteria_sets import SetDraft
from inspection_app.transaction import transaction
from tests import factories as make
from tests.self_factories import make_self_score
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


def test_a_round_is_moved_after_every_row_is_decided(sign_in: SignIn) -> None:
    inspection, by = make.make_inspection(), make.make_coordinator()
    round_, item = inspection.round, make.item(inspection, "1.1.2")
    make.make_score(item, "1")
    client, where = sign_in(by), f"/rounds/{inspection.round_id}/remap"
    with transaction():
        to = criteria_sets.copy(round_.criteria_set, SetDraft("Bản sau", 2021, "Quyết định sau"), by=by)
        line = next(each for each in to.criteria if each.code == "1.1.2")
        line.name = "Mô hình mới"
        criteria_sets.publish(to, by=by)
    old, new = item.criterion_id, line.id
    assert "Bản sau" in client.get(where).text
    assert where in client.get(f"/rounds/{round_.id}/").text
    shown = client.get(f"{where}?to={to.id}")
    assert f'name="as-{old}"' in shown.text
    seen = shown.text.split('name="seen" value="')[1].split('"')[0]
    undecided = client.send(where, {"to": to.id, "seen": seen, "step": "do", f"as-{old}": new})
    assert undecided.status_code == 422
    assert f'id="error-{old}"' in undecided.text
    told = {"to": to.id, "seen": seen, f"as-{old}": new, f"ok-{old}": "1"}
    again = client.send(where, told | {"step": "do"})
    assert again.status_code == 422  # the choice is new: what it brings is shown first
    seen = again.text.split('name="seen" value="')[1].split('"')[0]
    done = client.send(where, told | {"seen": seen, "step": "do"})
    assert (done.status_code, done.headers["Location"]) == (303, f"/rounds/{round_.id}/remaps")
    assert item.criterion_id == new
    assert "Mô hình mới" in client.get(f"/rounds/{round_.id}/remaps").text
    assert f"/rounds/{round_.id}/remaps" in sign_in(make.make_leader()).get(f"/rounds/{round_.id}/").text
    assert client.get(where).status_code == 403


def test_an_unknown_or_older_set_is_no_aim(sign_in: SignIn) -> None:
    older = make.make_criteria_set()
    inspection = make.make_inspection()
    client, where = sign_in(make.make_coordinator()), f"/rounds/{inspection.round_id}/remap"
    assert client.get(f"{where}?to=x").status_code == 404
    assert client.get(f"{where}?to={older.id}").status_code == 409


def test_the_preview_tells_of_the_agencys_own_score_once_it_is_open_to_the_team(sign_in: SignIn) -> None:
    inspection, by = make.make_inspection(Stage.SELF_ASSESSMENT), make.make_coordinator()
    make_self_score(make.item(inspection), "100")
    with transaction():
        to = criteria_sets.copy(inspection.round.criteria_set, SetDraft("Bản sau", 2021, "Quyết định sau"), by=by)
        criteria_sets.publish(to, by=by)
    client, where = sign_in(by), f"/rounds/{inspection.round_id}/remap?to={to.id}"
    assert "Cơ quan tự chấm:" not in client.get(where).text
    make.to_stage(inspection, Stage.FIELDWORK)
    assert "Cơ quan tự chấm: giữ nguyên" in client.get(where).text
