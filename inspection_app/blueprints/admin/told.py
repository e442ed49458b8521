"""What each setting means, for whoever looks after the server."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from inspection_app.config import Settings


@dataclass(frozen=True)
class Setting:
    """A setting in force; `variable` is where it is set."""

    variable: str
    value: str
    meaning: str


def explained(settings: Settings) -> Iterator[Setting]:
    """Every setting with its meaning, secrets masked."""
    words = _words()
    return (Setting(variable, value, words[variable]) for variable, value in settings.shown().items())


def _words() -> dict[str, str]:
    return {
        "INSPECTION_ENV": _("Production is the real service: it insists on HTTPS and on a secret key of its own."),
        "SECRET_KEY": _("Signs the sessions. A new one signs everybody out."),
        "DATA_DIR": _("The folder of database, files and jobs. Back it up as a whole."),
        "DATABASE_URL": _("Where the data lies: SQLite in that folder, or PostgreSQL."),
        "DEMO_PASSWORD": _("Password of the demo accounts; used only when the demo round is loaded."),
        "UPLOAD_MEGABYTES": _("The largest file that is taken, in MB."),
        "RENDER_SECONDS": _("A document that takes longer to make is given up, in seconds."),
        "RENDER_MEGABYTES": _("Memory the making of a document may use, in MB."),
        "SESSION_HOURS": _("After so many hours without a click a person signs in again."),
        "PUBLIC_PAGES": _("Whether everybody sees the plans and notices of rounds without signing in: on or off."),
        "BASE_URL": _("How links in mails, and the addresses in the QR codes of papers, begin."),
        "PROXIES": _("How many servers stand in front and pass on the visitor's address."),
        "MAIL_URL": _("Where mails go: a server (smtp://), or a folder to look at them (file://)."),
        "MAIL_FROM": _("Whom mails come from."),
        "DIGEST_HOUR": _("From this hour on the mail of the day is written, on Vietnam's clock."),
    }
