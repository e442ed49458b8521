"""Accounts: who may have one, what ends sessions, how often somebody may try."""

from datetime import timedelta

import pytest
import time_machine

from inspection_app.extensions import db
from inspection_app.models import Activity, SignInAttempt, User
from inspection_app.models.base import now
from inspection_app.queries import users as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Role
from inspection_app.services import accounts
from inspection_app.transaction import transaction
from tests.factories import PASSWORD, make_administrator, make_agency, make_user

pytestmark = pytest.mark.usefixtures("app")


def draft(user: User | None = None, **told: object) -> accounts.UserDraft:
    known: dict[str, object] = {
        "username": user.username if user else "moi",
        "full_name": user.full_name if user else "Người Mới",
        "title": "",
        "agency": user.agency if user else None,
        "roles": user.roles if user else frozenset(),
        "password": None,
    }
    return accounts.UserDraft(**known | told)  # type: ignore[arg-type] # a test says it rightly


def try_to_sign_in(username: str, password: str, address: str = "10.0.0.1") -> User | None:
    with transaction():
        attempt = accounts.begin_sign_in(username, address)
    with transaction():
        return accounts.finish_sign_in(attempt, password)


@pytest.mark.parametrize("name", ["", "a", "Nguyen", "nguyễn", "a b", "-a", "a" * 41, "a'--"])
def test_a_user_name_is_plain(name: str) -> None:
    with pytest.raises(DomainError) as refused, transaction():
        accounts.create_user(draft(username=name), by=None)
    assert refused.value.field == "username"


def test_a_user_name_is_given_once() -> None:
    taken = make_user()
    with pytest.raises(DomainError, match="taken"), transaction():
        accounts.create_user(draft(username=taken.username), by=None)


def test_an_officer_has_an_agency() -> None:
    with pytest.raises(DomainError) as refused, transaction():
        accounts.create_user(draft(roles=frozenset({Role.AGENCY_OFFICER})), by=None)
    assert refused.value.field == "agency"


def test_a_short_password_is_refused() -> None:
    with pytest.raises(DomainError, match="12 characters"):
        accounts.hash_password("ngan-qua-1")


def test_a_password_is_the_same_however_the_keyboard_spells_it() -> None:
    make_user(username="an", password="mật khẩu đủ dài")  # ậ and ẩ in one character each
    assert try_to_sign_in("an", "mật khẩu đủ dài".replace("ậ", "a\u0323\u0302")) is not None


def test_an_administrator_stays_one() -> None:
    administrator = make_administrator()
    for told, is_active in ((draft(administrator, roles=frozenset()), True), (draft(administrator), False)):
        with pytest.raises(DomainError), transaction():
            accounts.change_user(administrator, told, is_active=is_active, by=administrator)
    db.session.refresh(administrator)
    assert administrator.is_active
    assert administrator.roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("told", "is_active", "ended"),
    [
        ({"full_name": "Tên khác"}, True, False),
        ({"roles": frozenset({Role.LEADER})}, True, True),
        ({"password": PASSWORD}, True, True),
        ({}, False, True),
    ],
)
def test_what_ends_the_open_sessions(told: dict[str, object], is_active: bool, ended: bool) -> None:
    user, before = make_user(Role.INSPECTOR), 1
    with transaction():
        accounts.change_user(user, draft(user, **told), is_active=is_active, by=make_administrator())
    assert (user.session_epoch > before) is ended


def test_changing_a_password_is_recorded_without_it() -> None:
    user = make_user(password=PASSWORD)
    with transaction():
        accounts.change_password(user, PASSWORD, "mot mat khau moi")
    line = db.session.query(Activity).order_by(Activity.id.desc()).first()
    assert line is not None
    assert line.verb == "user.password_changed"
    assert "password_hash" not in line.changes
    assert user.session_epoch == 2


def test_the_present_password_is_asked_for() -> None:
    user = make_user(password=PASSWORD)
    with pytest.raises(DomainError) as refused, transaction():
        accounts.change_password(user, "khong phai mat khau", "mot mat khau moi")
    assert refused.value.field == "old"


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_who_may_not_sign_in(password: str | None) -> None:
    make_user(username="khong", password=None)
    closed = make_user(username="dong", password=PASSWORD)
    with transaction():
        closed.is_active = False
    for name in ("khong", "dong", "khong-co"):
        assert try_to_sign_in(name, PASSWORD) is None


def test_a_name_is_shut_after_eight_wrong_tries_and_opens_again() -> None:
    make_user(username="an", password=PASSWORD)
    for _ in range(accounts.TRIES_PER_NAME):
        assert try_to_sign_in("an", "sai mat khau roi") is None
    with pytest.raises(accounts.TooManyTries):
        try_to_sign_in("an", PASSWORD)
    with time_machine.travel(now() + accounts.WINDOW + timedelta(seconds=1), tick=False):
        assert try_to_sign_in("an", PASSWORD) is not None


def test_a_right_password_does_not_count_against_the_name() -> None:
    make_user(username="an", password=PASSWORD)
    for _ in range(accounts.TRIES_PER_NAME + 1):
        assert try_to_sign_in("an", PASSWORD) is not None


def test_one_address_cannot_try_many_names() -> None:
    db.session.add_all(
        SignInAttempt(username=f"n{count}", address="10.0.0.9") for count in range(accounts.TRIES_PER_ADDRESS)
    )
    with transaction():
        pass
    with pytest.raises(accounts.TooManyTries):
        try_to_sign_in("ai-do", PASSWORD, "10.0.0.9")
    assert try_to_sign_in("ai-do", PASSWORD, "10.0.0.8") is None


def test_the_try_is_counted_before_the_password_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[tuple[int, int]] = []

    def look(*_args: str) -> bool:
        counted.append(find.failed_tries("an", "10.0.0.1", since=now() - accounts.WINDOW))
        return False

    monkeypatch.setattr(accounts, "_verify", look)
    try_to_sign_in("an", PASSWORD)
    assert counted == [(1, 1)]


def test_unknown_names_take_as_long_as_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(password_hash: str, _password: str) -> bool:
        looked.append(password_hash)
        return False

    monkeypatch.setattr(accounts, "_verify", look)
    try_to_sign_in("khong-co", PASSWORD)
    assert looked == [accounts.NOBODY]


def test_old_tries_are_forgotten() -> None:
    db.session.add(SignInAttempt(username="an", address="x", at=now() - accounts.KEPT - timedelta(days=1)))
    try_to_sign_in("an", PASSWORD)
    assert db.session.query(SignInAttempt).count() == 1


def test_an_account_of_an_agency_is_found_without_accents() -> None:
    make_user(agency=make_agency(name="Sở Nội vụ"), full_name="Đặng Thị Ánh")
    make_user(full_name="Đỗ Bình")
    assert [user.full_name for user in find.everybody("so noi vu")] == ["Đặng Thị Ánh"]
    assert [user.full_name for user in find.everybody("dang thi anh")] == ["Đặng Thị Ánh"]
    assert [user.full_name for user in find.everybody()] == ["Đặng Thị Ánh", "Đỗ Bình"]
