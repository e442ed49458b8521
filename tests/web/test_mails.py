"""The administrator's page of mails: where they go, what kept them, and another try."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspection_app.extensions import db
from inspection_app.models import Activity, MailMessage, User
from inspection_app.rules.terms import MailState
from inspection_app.services.mail import UNSURE
from tests.factories import make_administrator, make_coordinator, make_user, saved
from tests.told import make_mail
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]


@pytest.fixture
def administrator(app: Flask) -> User:
    user = make_administrator()
    user.email = "quan-tri@stp.example"
    saved([user])
    return user


def test_it_says_where_mails_go_and_what_kept_them(app: Flask, sign_in: SignIn, administrator: User) -> None:
    mail = make_mail(make_user(full_name="Lý Văn Chờ"))
    mail.problem, mail.recipient = "550 <b>no such user</b> 100%", "cho@stp.example"
    saved([mail])
    page = sign_in(administrator).get("/settings/mail").text
    assert app.extensions["settings"].mail_url in page
    for known in ("Lý Văn Chờ", "cho@stp.example", "550 &lt;b&gt;no such user&lt;/b&gt; 100%"):
        assert known in page
    assert "Nội dung" not in page.split("<tbody>")[1], "what a mail says is its reader's alone"


def test_our_own_words_are_translated(sign_in: SignIn, administrator: User) -> None:
    mail = make_mail(make_user())
    mail.problem = UNSURE
    saved([mail])
    assert "thư có thể đã được gửi" in sign_in(administrator).get("/settings/mail").text


def test_mails_are_shown_by_state(sign_in: SignIn, administrator: User) -> None:
    failed = make_mail(make_user(full_name="Lý Văn Hỏng"))
    make_mail(make_user(full_name="Lý Văn Xong"), MailState.SENT)
    client = sign_in(administrator)
    page = client.get("/settings/mail?only=failed").text
    assert failed.user.full_name in page
    assert "Lý Văn Xong" not in page
    assert "Lý Văn Xong" in client.get("/settings/mail?only=khong-co").text


def test_another_try(sign_in: SignIn, administrator: User) -> None:
    mail = make_mail(make_user())
    mail.tries = 8
    saved([mail])
    client = sign_in(administrator)
    assert client.send(f"/settings/mail/{mail.id}/resend").status_code == 303
    assert (mail.state, mail.tries) == (MailState.QUEUED, 0)
    assert db.session.query(Activity).filter_by(verb="mail.resent").one().actor_id == administrator.id
    client.send(f"/settings/mail/{mail.id}/resend")
    assert "Chỉ gửi lại thư không gửi được" in client.get("/settings/mail").text


def test_a_test_mail_goes_to_oneself(sign_in: SignIn, administrator: User) -> None:
    client = sign_in(administrator)
    assert client.send("/settings/mail/test").status_code == 303
    mail = db.session.query(MailMessage).one()
    assert (mail.user_id, mail.recipient, mail.state) == (administrator.id, administrator.email, MailState.QUEUED)
    assert administrator.email in client.get("/settings/mail").text


def test_without_an_address_it_says_what_to_do(sign_in: SignIn) -> None:
    client = sign_in(make_administrator())
    assert client.send("/settings/mail/test").status_code == 303
    assert "Hãy nhập địa chỉ thư điện tử" in client.get("/settings/mail").text
    assert db.session.query(MailMessage).count() == 0


def test_it_is_the_administrators_alone(sign_in: SignIn, app: Flask) -> None:
    mail = make_mail(make_user())
    client = sign_in(make_coordinator())
    assert client.get("/settings/mail").status_code == 403
    assert client.send("/settings/mail/test").status_code == 403
    assert client.send(f"/settings/mail/{mail.id}/resend").status_code == 403
    assert mail.state is MailState.FAILED


def test_an_administrator_enters_a_persons_address(sign_in: SignIn, administrator: User) -> None:
    user = make_user()
    client, address = sign_in(administrator), f"/people/{user.id}"
    assert client.submit(address, address, email="moi@stp.example").status_code == 303
    db.session.refresh(user)
    assert user.email == "moi@stp.example"
    response = client.submit(address, address, email="khong phai dia chi")
    assert response.status_code == 422
    assert "khong phai dia chi" in response.text
