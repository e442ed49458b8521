"""Mails counted, through a real server on this machine and through the folder: tried again, and never sent twice."""

import mailbox
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from inspection_app import letters, mailing, post
from inspection_app.extensions import db
from inspection_app.models import Inspection, MailMessage, User
from inspection_app.models.base import now
from inspection_app.queries import mail as find
from inspection_app.rules.clock import at_hour, local_day
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import MailState
from inspection_app.services import mail
from inspection_app.transaction import transaction
from tests import factories as make
from tests.mail.conftest import EVENING, TODAY, only, reading, tell, tried_later, use
from tests.smtp import Server, free_port, serving
from tests.told import make_mail, make_notification

# --- tried again, and never twice ---


def test_a_server_that_is_busy_is_tried_again(server: Server, reader: User) -> None:
    make_mail(reader, MailState.QUEUED)
    server.rcpt = "450 busy"
    assert post.send() == 0
    assert post.send() == 0, "not at once"
    message = only()
    assert (message.state, message.tries, message.problem) == (MailState.QUEUED, 1, "450 busy")
    assert message.next_try_at > now() + timedelta(minutes=1)
    server.rcpt = "250 OK"
    assert tried_later(message) == 1
    assert (only().state, only().tries, only().problem) == (MailState.SENT, 2, "")
    assert len(server.mails) == 1


def test_a_server_that_is_away_is_tried_a_few_times(app: Flask, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    use(app, monkeypatch, mail_url=f"smtp://127.0.0.1:{free_port()}?tls=none")
    make_mail(reader, MailState.QUEUED)
    waits = []
    for _ in range(mail.MOST_TRIES):
        tried_later(only())
        waits.append(only().next_try_at - now())
    assert only().state is MailState.FAILED
    assert only().tries == mail.MOST_TRIES
    assert "refused" in only().problem
    assert waits[:-1] == sorted(waits[:-1]), "longer and longer"
    assert timedelta(hours=1) < waits[-2] < timedelta(hours=5)


def test_a_server_that_is_away_is_asked_once_a_minute(
    app: Flask, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a slow refusal for each of many mails the worker would have no time for anything else."""
    use(app, monkeypatch, mail_url=f"smtp://127.0.0.1:{free_port()}?tls=none")
    for _ in range(3):
        make_mail(reader, MailState.QUEUED)
    for asked in (1, 2, 3, 3):
        post.send()
        assert sum(message.tries for message in find.latest(None)) == asked
        db.session.expire_all()


def test_nobody_there_is_not_tried_again(server: Server, reader: User) -> None:
    make_mail(reader, MailState.QUEUED)
    server.rcpt = "550 no such user"
    post.send()
    assert (only().state, only().tries) == (MailState.FAILED, 1)


def test_a_line_that_breaks_at_the_end_is_left_to_a_person(server: Server, reader: User) -> None:
    make_mail(reader, MailState.QUEUED)
    server.breaks = True
    assert post.send() == 0
    server.breaks = False
    assert post.send() == 0
    assert (only().state, only().problem) == (MailState.FAILED, mail.UNSURE)
    assert len(server.mails) == 1


def test_a_worker_that_died_in_between_sends_nothing_again(server: Server, reader: User) -> None:
    make_mail(reader, MailState.QUEUED)
    with transaction():
        assert mail.take(only().id) is not None  # and then the power goes
    assert post.send() == 0
    assert only().state is MailState.SENDING
    assert tried_later(only()) == 0
    assert (only().state, only().problem) == (MailState.FAILED, mail.UNSURE)
    assert server.mails == []


def test_what_an_administrator_sends_again_is_the_same_mail(server: Server, reader: User) -> None:
    message = make_mail(reader)
    reading(reader, email="moi@stp.example")
    with transaction():
        mail.resend(message, by=make.make_administrator())
    with pytest.raises(DomainError, match="could not be sent"), transaction():
        mail.resend(message, by=make.make_administrator())
    assert post.send() == 1
    [sent] = server.mails
    assert sent["Message-ID"] == f"<{message.id}@sonoivu.example>"
    assert sent["To"].addresses[0].addr_spec == reader.email


def test_a_fault_of_ours_leaves_the_other_mails_alone(
    server: Server, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = reading(make.make_user())
    for user in (reader, other):
        make_mail(user, MailState.QUEUED)
    enveloped = letters.enveloped

    def broken(message: MailMessage, sender: str) -> Any:
        if message.user_id == reader.id:
            raise KeyError(sender)
        return enveloped(message, sender)

    monkeypatch.setattr(letters, "enveloped", broken)
    assert post.send() == 1
    assert [message.user_id for message in find.latest(MailState.FAILED)] == [reader.id]


def test_no_transaction_is_open_while_a_mail_is_sent(
    server: Server, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow server would otherwise hold the lock everybody needs."""
    open_ones: list[bool] = []
    monkeypatch.setattr(mailing, "deliver", lambda *_told: open_ones.append(db.session.registry().in_transaction()))
    make_mail(reader, MailState.QUEUED)
    post.send()
    assert open_ones == [False]


def test_a_second_mail_of_the_day_is_refused_by_the_database(server: Server, reader: User) -> None:
    letter = mail.Letter("Thư", "a", "b")
    with transaction():
        mail.write(reader, letter, day=TODAY)
    with pytest.raises(DomainError), transaction():
        mail.write(reader, letter, day=TODAY)


# --- headers ---


def test_a_name_cannot_put_a_header_in(server: Server, reader: User) -> None:
    reading(reader, full_name="An\r\nBcc: ke-gian@xau.example\r\n\r\nNội dung khác")
    message = make_mail(reader, MailState.QUEUED)
    with transaction():
        message.subject = "Thông báo\nX-Spam: no"
    assert post.send() == 1
    [sent] = server.mails
    assert sent["Bcc"] is None
    assert sent["X-Spam"] is None
    assert server.envelopes[0][1] == [reader.email]
    assert sent.get_body(("plain",)).get_content().strip() == "Nội dung"  # type: ignore[union-attr] # it has one


def test_what_people_typed_is_no_markup(server: Server, reader: User, case: Inspection) -> None:
    reading(reader, full_name="<script>alert(1)</script>")
    tell(reader, case)
    post.look_ahead(EVENING)
    assert "<script>" not in only().html
    assert "&lt;script&gt;" in only().html


# --- the folder, and the worker ---


def test_by_default_mails_lie_in_a_folder(
    app: Flask, reader: User, case: Inspection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert app.extensions["settings"].mail_url == (app.extensions["settings"].data_dir / "mail").as_uri()
    use(app, monkeypatch, mail_url=(tmp_path / "mail").as_uri())
    tell(reader, case)
    post.look_ahead(EVENING)
    assert post.send() == 1
    [kept] = mailbox.Maildir(tmp_path / "mail")
    assert kept["To"].endswith(f"<{reader.email}>")
    assert only().state is MailState.SENT


def test_the_worker_looks_by_itself(app: Flask, server: Server, reader: User, run_jobs: Callable[[], int]) -> None:
    make_mail(reader, MailState.QUEUED)
    queue = app.extensions["queue"]
    for task in queue.read_periodic(datetime(2020, 11, 5, 8, 0)):  # noqa: DTZ001 - as huey counts
        queue.enqueue(task)
    assert run_jobs() == 3
    assert len(server.mails) == 1


def test_the_command_does_what_the_worker_does(app: Flask, server: Server, reader: User) -> None:
    make_mail(reader, MailState.QUEUED)
    result = app.test_cli_runner().invoke(args=["remind"])
    assert result.exit_code == 0
    assert "1 mails sent" in result.output


# --- several workers at once, on databases where what is committed is seen by others ---


@pytest.fixture(params=["sqlite", "postgresql"])
def live(request: pytest.FixtureRequest, new_app: Callable[[str], Flask]) -> Iterator[Flask]:
    from flask_migrate import upgrade

    app = new_app(request.param)
    with app.app_context():
        upgrade()
        yield app


def test_two_workers_send_each_mail_once(live: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [reading(make.make_user()) for _ in range(6)]
    case = make.make_inspection()
    for user in people:
        make_notification(user, case)
    tomorrow = at_hour(local_day(now()) + timedelta(days=1), 23)

    def work() -> None:
        with live.app_context():
            post.look_ahead(tomorrow)
            post.send()

    with serving() as server:
        use(live, monkeypatch, mail_url=server.url)
        workers = [Thread(target=work, daemon=True) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
    addresses = [message["To"].addresses[0].addr_spec for message in server.mails]
    assert sorted(addresses) == sorted(user.email for user in people)
    assert find.counts() == {MailState.SENT: len(people)}
