"""Mails written: one a day, to whom it concerns, in one's language, as each person chose."""

from datetime import timedelta
from typing import Any

import pytest

from inspection_app import letters, post
from inspection_app.extensions import db
from inspection_app.models import Inspection, Notification, User
from inspection_app.models.base import now
from inspection_app.rules.terms import Delivery, Language, MailState, NoticeKind
from inspection_app.transaction import transaction
from tests import factories as make
from tests.mail.conftest import EVENING, MORNING, TODAY, only, reading, tell
from tests.smtp import Server
from tests.told import make_mail

# --- one mail a day ---


def test_one_mail_a_day_tells_everything(server: Server, reader: User, case: Inspection) -> None:
    for kind in (NoticeKind.PUBLISHED, NoticeKind.ASKED, NoticeKind.OVERDUE):
        tell(reader, case, kind)
    assert post.look_ahead(MORNING - timedelta(minutes=1)) == (0, 0), "its hour has not come"
    assert post.look_ahead(MORNING) == (0, 1)
    tell(reader, case)
    assert post.look_ahead(EVENING) == (0, 0), "one a day"
    assert post.send() == 1
    assert post.send() == 0
    [message] = server.mails
    assert message["To"].addresses[0].addr_spec == reader.email
    assert message["Subject"] == "Kiểm tra cải cách hành chính: 3 thông báo mới"
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr] # it has one
    headings = [line for line in text.splitlines() if line.isupper()]
    assert headings == ["QUÁ HẠN", "CHỜ XỬ LÝ", "CÔNG BỐ, BAN HÀNH"], "the most urgent first"
    assert post.look_ahead(MORNING + timedelta(days=1)) == (0, 1), "what came later, the next day"


def test_what_came_after_the_hour_waits_for_the_next_day(server: Server, reader: User, case: Inspection) -> None:
    tell(reader, case, at=EVENING)
    assert post.look_ahead(EVENING) == (0, 0)
    assert post.look_ahead(MORNING + timedelta(days=1)) == (0, 1)


def test_what_is_due_today_is_in_the_mail_of_today(server: Server, case: Inspection) -> None:
    case.result_due_on = TODAY
    make.saved([case])
    lead = reading(make.lead_of(case))
    reminded, written = post.look_ahead(EVENING)
    assert reminded >= 1
    assert written == 1
    post.send()
    assert [each["To"].addresses[0].addr_spec for each in server.mails] == [lead.email]


def test_without_anything_there_is_no_mail(server: Server, reader: User) -> None:
    assert post.look_ahead(EVENING) == (0, 0)
    assert post.send() == 0


def test_what_was_read_in_the_app_is_not_mailed(server: Server, reader: User, case: Inspection) -> None:
    told = tell(reader, case)
    told.read_at = now()
    make.saved([told])
    assert post.look_ahead(EVENING) == (0, 0)


# --- each person's choices ---


def test_each_kind_goes_its_own_way(server: Server, reader: User, case: Inspection) -> None:
    reading(reader, deliveries={"returned": "at_once", "published": "app", "asked": "digest"})
    for kind in (NoticeKind.RETURNED, NoticeKind.RETURNED, NoticeKind.PUBLISHED, NoticeKind.ASKED):
        tell(reader, case, kind)
    assert post.send() == 1, "two at once are one mail"
    assert "2 thông báo mới" in server.mails[0]["Subject"]
    assert post.look_ahead(EVENING) == (0, 1)
    post.send()
    assert "1 thông báo mới" in server.mails[1]["Subject"]
    assert len(server.mails) == 2
    assert reader.delivery(NoticeKind.DUE) is Delivery.DIGEST, "where nothing was chosen"


def test_a_mail_is_in_its_readers_language(server: Server, reader: User, case: Inspection) -> None:
    reading(reader, language=Language.ENGLISH)
    tell(reader, case)
    post.look_ahead(EVENING)
    post.send()
    [message] = server.mails
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr] # it has one
    assert message["Content-Language"] == "en"
    assert message["Subject"] == "PAR INDEX inspection: 1 new notification"
    assert "has explained itself" in text
    assert "WAITS FOR YOU" in text


def test_links_begin_as_the_settings_say(server: Server, reader: User, case: Inspection) -> None:
    tell(reader, case)
    post.look_ahead(EVENING)
    post.send()
    for kind in ("plain", "html"):
        text = server.mails[0].get_body((kind,)).get_content()  # type: ignore[union-attr] # it has both
        assert f"https://kiemtra.example/he-thong/inspections/{case.id}/" in text
        assert "https://kiemtra.example/he-thong/account" in text
        assert "localhost" not in text


def test_many_are_cut_short(server: Server, reader: User, case: Inspection) -> None:
    for _ in range(letters.MOST + 2):
        tell(reader, case)
    post.look_ahead(EVENING)
    text = only().text
    assert text.count("/inspections/") == letters.MOST
    assert "Và 2 thông báo khác" in text


# --- who gets none ---


@pytest.mark.parametrize("gone", [{"is_active": False}, {"email": ""}])
def test_who_is_gone_gets_none(server: Server, reader: User, case: Inspection, gone: dict[str, Any]) -> None:
    tell(reader, case)
    for name, value in gone.items():
        setattr(reader, name, value)
    make.saved([reader])
    assert post.look_ahead(EVENING) == (0, 0)
    assert post.send() == 0


@pytest.mark.parametrize("gone", [{"is_active": False}, {"email": ""}])
def test_who_left_after_it_was_written_gets_none(server: Server, reader: User, gone: dict[str, Any]) -> None:
    make_mail(reader, MailState.QUEUED)
    for name, value in gone.items():
        setattr(reader, name, value)
    make.saved([reader])
    assert post.send() == 0
    assert server.mails == []
    assert only().state is MailState.DROPPED


def test_a_rolled_back_act_is_mailed_to_nobody(server: Server, reader: User, case: Inspection) -> None:
    reading(reader, deliveries=dict.fromkeys(NoticeKind, Delivery.AT_ONCE.value))

    def fail() -> None:
        db.session.add(tell_unsaved(reader, case))
        db.session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction():
        fail()
    assert post.send() == 0
    assert server.mails == []


def tell_unsaved(user: User, case: Inspection) -> Notification:
    return Notification(
        user_id=user.id,
        kind=NoticeKind.ASKED,
        once="x",
        subject_kind="inspection",
        subject_id=case.id,
        sentence=["Sent", {}],
        endpoint="dashboard.home",
        arguments={},
    )
