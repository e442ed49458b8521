"""Sentences for people, carried untranslated until somebody's language is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, init=False)
class Message:
    """An English msgid with its named values; `i18n.say` turns it into the reader's language."""

    msgid: str
    values: Mapping[str, object]

    def __init__(self, msgid: str, **values: object) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "values", MappingProxyType(values))

    def __str__(self) -> str:
        return self.msgid % self.values if self.values else self.msgid


class DomainError(Exception):
    """Something the work does not allow, with the sentence that says so and, where known, the field."""

    status = 409

    def __init__(self, message: Message, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
