"""Vietnamese first, English second: whose language it is, and sentences in it."""

from datetime import datetime

from flask import Flask, request, session
from flask_babel import get_locale, gettext

from .extensions import babel
from .rules.clock import moment_text
from .rules.labels import label
from .rules.message import Message

LOCALES = ("vi", "en")


def pick_locale() -> str:
    """What this person chose on this device, else Vietnamese; a browser's default does not count."""
    chosen = session.get("locale") if request else None
    return "en" if chosen == "en" else "vi"


def say(message: Message) -> str:
    """The sentence in the reader's language; a word of the glossary inside it too."""
    text: str = gettext(message.msgid)
    return text % {name: said(value) for name, value in message.values.items()} if message.values else text


def moment(value: datetime | None) -> str:
    """dd/MM/yyyy HH:mm on the office's clock."""
    return moment_text(value) if value else "–"


def said(value: object) -> object:
    """A value, spoken if it is a sentence."""
    return say(value) if isinstance(value, Message) else value


def init_i18n(app: Flask) -> None:
    """Give templates `locale`, `say` and `label`."""
    babel.init_app(app, locale_selector=pick_locale, default_locale="vi")
    app.jinja_env.globals.update(say=say, said=said, label=lambda term: say(label(term)))
    app.jinja_env.filters["moment"] = moment
    app.context_processor(lambda: {"locale": str(get_locale())})
