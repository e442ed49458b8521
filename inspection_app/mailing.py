"""Mail as it leaves the house: by SMTP, or into a folder where it can be looked at (Maildir)."""

import mailbox
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from .rules.mail_address import is_address

PATIENCE = 20  # seconds for each answer of the server
PORTS = {"starttls": 587, "tls": 465, "none": 25}
PERMANENT = 500  # answers of a server from here on do not change by trying again
LONGEST = 300  # characters of what a server said


class NotSent(Exception):
    """The mail did not go out; `forever` where trying again is of no use."""

    def __init__(self, said: object, *, forever: bool = False) -> None:
        super().__init__(str(said)[:LONGEST])
        self.forever = forever


class Away(NotSent):
    """Nobody takes mails at all just now, or nobody takes ours: other mails would fare the same."""


class Unsure(Exception):
    """The line broke after the mail was handed over: the server may have taken it or not."""


@dataclass(frozen=True)
class Folder:
    """A Maildir, which mail programs can open."""

    path: Path


@dataclass(frozen=True)
class Server:
    """A server that takes mail."""

    host: str
    port: int
    tls: str  # starttls, tls from the first byte, or none
    user: str
    password: str = field(repr=False)


Carrier = Folder | Server


def carrier(url: str) -> Carrier:
    """Read MAIL_URL; raises ValueError with what is wrong."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return Folder(Path(unquote(parts.path)))
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        return _server(parts)
    raise ValueError("must be file:///folder, smtp://user:password@host:port or smtps://…")


def sender(told: str) -> Address:
    """Read MAIL_FROM, «kiem-tra@…» or «Name <kiem-tra@…>»; raises ValueError."""
    found = re.fullmatch(r"(?:(?P<name>[^<>]*)<)?(?P<address>[^<>]*)>?", told)
    if found is None or not told.isprintable() or not is_address(found["address"]):
        raise ValueError(f"is one address, not «{told[:80]}»")
    return Address((found["name"] or "").strip(' "'), addr_spec=found["address"])


def _server(parts: SplitResult) -> Server:
    tls = "tls" if parts.scheme == "smtps" else parse_qs(parts.query).get("tls", ["starttls"])[-1]
    if tls not in PORTS:
        raise ValueError(f"knows tls=starttls, tls=tls and tls=none, not «{tls[:20]}»")
    if parts.password and tls == "none":
        raise ValueError("would send the password unencrypted: leave tls=none out, or the password")
    port = parts.port or PORTS[tls]  # a port that is no number is a ValueError of its own
    return Server(parts.hostname or "", port, tls, unquote(parts.username or ""), unquote(parts.password or ""))


def deliver(carrier: Carrier, message: EmailMessage) -> None:
    """Hand a mail over; raises NotSent, or Unsure where nobody can tell."""
    if isinstance(carrier, Folder):
        _put(carrier, message)
    else:
        _send(carrier, message)


def _put(folder: Folder, message: EmailMessage) -> None:
    try:
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        mailbox.Maildir(folder.path).add(message.as_bytes(policy=message.policy.clone(linesep="\n")))
    except OSError as error:
        raise Away(error) from error


def _send(server: Server, message: EmailMessage) -> None:
    try:
        with _Line(server, message["Message-ID"].strip("<>").rpartition("@")[2]) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        [(code, said)] = error.recipients.values()  # a mail of ours has one recipient
        raise NotSent(_text(code, said), forever=code >= PERMANENT) from error
    except smtplib.SMTPDataError as error:
        raise NotSent(_text(error.smtp_code, error.smtp_error), forever=error.smtp_code >= PERMANENT) from error
    except smtplib.SMTPResponseException as error:  # a wrong password, for instance: the administrator can mend it
        raise Away(_text(error.smtp_code, error.smtp_error)) from error
    except OSError as error:  # SMTPException is one
        raise Away(error) from error


class _Line:
    """An open line to the server, signed in where that is asked for."""

    def __init__(self, server: Server, our_name: str) -> None:
        self.server = server
        self.smtp: smtplib.SMTP
        if server.tls == "tls":
            tls = ssl.create_default_context()
            self.smtp = _TlsSmtp(server.host, server.port, our_name, timeout=PATIENCE, context=tls)
        else:
            self.smtp = _Smtp(server.host, server.port, our_name, timeout=PATIENCE)

    def __enter__(self) -> smtplib.SMTP:
        try:
            if self.server.tls == "starttls":
                self.smtp.starttls(context=ssl.create_default_context())
            if self.server.user:
                self.smtp.login(self.server.user, self.server.password)
        except BaseException:
            self.smtp.close()
            raise
        return self.smtp

    def __exit__(self, *_error: object) -> None:
        with suppress(OSError):  # a goodbye that fails must not look like a mail that failed
            self.smtp.quit()
        self.smtp.close()


@contextmanager
def _handing_over() -> Iterator[None]:
    """Tell a line that broke while the mail was handed over from one that broke before."""
    try:
        yield
    except smtplib.SMTPResponseException:
        raise  # an answer: the server has not taken it
    except OSError as error:
        raise Unsure(str(error)[:LONGEST]) from error


class _Smtp(smtplib.SMTP):
    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override] # of bytes or text, as documented
        """Hand the mail over."""
        with _handing_over():
            return super().data(msg)


class _TlsSmtp(smtplib.SMTP_SSL):
    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override] # as above
        """Hand the mail over."""
        with _handing_over():
            return super().data(msg)


def _text(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
