"""Mails in words: in the reader's language, with links that begin as BASE_URL says."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from . import mailing
from .config import Settings
from .i18n import say
from .models import MailMessage, Notification, User
from .rules.clock import HERE
from .rules.labels import label
from .rules.terms import NoticeKind
from .services.mail import Letter

MOST = 50  # notifications spelled out in one mail


@dataclass(frozen=True)
class Line:
    """One notification: what it says and where it leads."""

    text: str
    href: str


@dataclass(frozen=True)
class Part:
    """What belongs under one heading."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Told:
    """Everything a mail says."""

    greeting: str
    lead: str
    parts: Sequence[Part]
    more: str
    all: Line
    foot: str
    choices: Line


def tell(user: User, told: Sequence[Notification]) -> Letter:
    """What waits for this person."""
    with force_locale(user.language.value):
        subject = ngettext(
            "PAR INDEX inspection: %(num)s new notification",
            "PAR INDEX inspection: %(num)s new notifications",
            len(told),
        )
        lead = _("This waits for you in the program, or has happened there:")
        more = _("And %(count)s more in the program.", count=len(told) - MOST) if len(told) > MOST else ""
        return _letter(user, subject, lead, _parts(told[:MOST]), more)


def test(user: User) -> Letter:
    """To see whether mails arrive."""
    with force_locale(user.language.value):
        text = _("This is a test. Whoever reads it gets the mails of the program.")
        return _letter(user, _("PAR INDEX inspection: test mail"), text)


def enveloped(mail: MailMessage, sender: str) -> EmailMessage:
    """A mail as it goes out; its Message-ID is the same however often it is tried."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mailing.sender(sender)
    name = " ".join(each for each in mail.user.full_name.split() if each.isprintable())  # no line of ours ends early
    message["To"] = Address(name, addr_spec=mail.recipient)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = mail.created_at.astimezone(HERE)
    message["Message-ID"] = f"<{mail.id}@{mailing.sender(sender).domain}>"
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday answers
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    message["Content-Language"] = mail.language.value
    return message


def _parts(told: Sequence[Notification]) -> list[Part]:
    """Under their kinds, the most urgent first."""
    lines = {kind: [_line(each) for each in told if each.kind is kind] for kind in NoticeKind}
    return [Part(say(label(kind)), found) for kind, found in lines.items() if found]


def _line(notification: Notification) -> Line:
    return Line(say(notification.message), _address(notification.endpoint, **notification.arguments))


def _letter(user: User, subject: str, lead: str, parts: Sequence[Part] = (), more: str = "") -> Letter:
    told = Told(
        greeting=_("Dear %(name)s,", name=user.full_name),
        lead=lead,
        parts=parts,
        more=more,
        all=Line(_("All notifications"), _address("notifications.index")),
        foot=_("This mail was written by the program. Please do not answer it."),
        choices=Line(
            _("Which mails you get, and in which language, you choose on the page «My account»."),
            _address("auth.account"),
        ),
    )
    html = render_template("mail/letter.html", language=user.language.value, subject=subject, told=told)
    return Letter(subject, _plain(told), html)


def _plain(told: Told) -> str:
    """The same for whoever reads mail as text alone."""
    parts = [[part.title.upper(), *(f"* {line.text}\n  {line.href}" for line in part.lines)] for part in told.parts]
    blocks = [[told.greeting], [told.lead], *parts, [told.more], [told.all.text, told.all.href]]
    blocks.append(["-- ", told.foot, told.choices.text, told.choices.href])  # a signature: not quoted in answers
    return "\n\n".join("\n".join(block) for block in blocks if any(block)) + "\n"


def _address(endpoint: str, **arguments: object) -> str:
    """The whole address of a page: the worker has no request, and a request's Host is not believed."""
    settings: Settings = current_app.extensions["settings"]
    base = urlsplit(settings.base_url)
    urls = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return urls.build(endpoint, arguments, force_external=True)
