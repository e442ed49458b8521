"""Mail on the line: what the server answers, and whether the mail can have gone out."""

import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from inspection_app import mailing
from tests.smtp import Server, free_port, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def message() -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = mailing.sender("Kiểm tra <kiem-tra@sonoivu.example>"), "an@stp.example"
    message["Subject"], message["Message-ID"] = "Thông báo mới", "<1@sonoivu.example>"
    message.set_content("Có việc chờ xử lý", cte="base64")
    return message


def test_a_mail_arrives_as_it_was_written(server: Server, message: EmailMessage) -> None:
    mailing.deliver(mailing.carrier(server.url), message)
    [mail] = server.mails
    assert server.envelopes == [("kiem-tra@sonoivu.example", ["an@stp.example"])]
    assert mail["Subject"] == "Thông báo mới"
    assert mail["From"].addresses[0].display_name == "Kiểm tra"
    assert mail.get_content().strip() == "Có việc chờ xử lý"


@pytest.mark.parametrize(
    ("rcpt", "data", "forever"),
    [
        ("450 mailbox busy", "250 OK", False),
        ("550 no such user", "250 OK", True),
        ("250 OK", "451 try later", False),
        ("250 OK", "554 refused", True),
    ],
)
def test_an_answer_says_whether_trying_again_helps(
    server: Server, message: EmailMessage, rcpt: str, data: str, forever: bool
) -> None:
    server.rcpt, server.data = rcpt, data
    with pytest.raises(mailing.NotSent, match=(data if rcpt == "250 OK" else rcpt)[:3]) as caught:
        mailing.deliver(mailing.carrier(server.url), message)
    assert caught.value.forever is forever
    assert server.mails == []


def test_a_line_that_breaks_at_the_end_leaves_us_unsure(server: Server, message: EmailMessage) -> None:
    server.breaks = True
    with pytest.raises(mailing.Unsure):
        mailing.deliver(mailing.carrier(server.url), message)
    assert len(server.mails) == 1, "it did arrive, which nobody could know"


def test_nobody_there_can_be_tried_again(message: EmailMessage) -> None:
    with pytest.raises(mailing.NotSent, match="refused") as caught:
        mailing.deliver(mailing.carrier(f"smtp://127.0.0.1:{free_port()}?tls=none"), message)
    assert not caught.value.forever


@pytest.mark.parametrize("told", ["", "?tls=starttls"])
def test_without_encryption_nothing_is_sent_unless_it_was_said_so(
    server: Server, message: EmailMessage, told: str
) -> None:
    with pytest.raises(mailing.NotSent, match="STARTTLS"):
        mailing.deliver(mailing.carrier(f"smtp://127.0.0.1:{server.port}{told}"), message)
    assert server.mails == []


def test_a_password_is_not_tried_where_nobody_asks(server: Server, message: EmailMessage) -> None:
    with pytest.raises(mailing.NotSent, match="AUTH"):
        mailing.deliver(mailing.Server("127.0.0.1", server.port, "none", "an", "bi mat"), message)
    assert server.mails == []


def test_a_folder_takes_mails_that_programs_can_read(tmp_path: Path, message: EmailMessage) -> None:
    folder = tmp_path / "thư" / "mail"
    mailing.deliver(mailing.carrier(folder.as_uri()), message)
    [kept] = mailbox.Maildir(folder)
    assert kept["Message-ID"] == "<1@sonoivu.example>"
    [file] = (folder / "new").iterdir()
    assert b"\r" not in file.read_bytes()


def test_a_folder_that_cannot_be_is_tried_again(tmp_path: Path, message: EmailMessage) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(mailing.NotSent) as caught:
        mailing.deliver(mailing.Folder(tmp_path / "file" / "mail"), message)
    assert not caught.value.forever


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("smtp://an:b%40c@mail.example", mailing.Server("mail.example", 587, "starttls", "an", "b@c")),
        ("smtps://an:x@mail.example", mailing.Server("mail.example", 465, "tls", "an", "x")),
        ("smtp://relay:2525?tls=none", mailing.Server("relay", 2525, "none", "", "")),
        ("smtp://relay?tls=none", mailing.Server("relay", 25, "none", "", "")),
        ("file:///srv/mail", mailing.Folder(Path("/srv/mail"))),
    ],
)
def test_where_mails_go(url: str, known: mailing.Carrier) -> None:
    assert mailing.carrier(url) == known


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail",
        "smtp://",
        "http://mail",
        "file://mail",
        "smtp://x?tls=maybe",
        "smtp://a:b@x?tls=none",
        "smtp://x:abc",
    ],
)
def test_what_is_no_place_for_mails(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        mailing.carrier(url)


@pytest.mark.parametrize("told", ["", "an", "an@x", "a@b.vn, c@d.vn", "x <>", "a@b.vn\nBcc: c@d.vn", "A\r\nB <a@b.vn>"])
def test_who_is_no_sender(told: str) -> None:
    with pytest.raises(ValueError, match="one address"):
        mailing.sender(told)
