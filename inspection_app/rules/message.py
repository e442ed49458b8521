"""Sentences for people, carried untranslated until somebody's language is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


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

    def packed(self) -> list[Any]:
        """As JSON keeps it; values are texts, whole numbers or sentences themselves."""
        values = {name: _packed(value) for name, value in self.values.items()}
        return [self.msgid, values]

    @classmethod
    def unpacked(cls, kept: list[Any]) -> "Message":
        """The sentence that was packed."""
        msgid, values = kept
        return cls(
            msgid, **{name: cls.unpacked(each) if isinstance(each, list) else each for name, each in values.items()}
        )


def _packed(value: object) -> object:
    if isinstance(value, Message):
        return value.packed()
    return value if isinstance(value, int) else str(value)


class DomainError(Exception):
    """Something the work does not allow, with the sentence that says so and, where known, the field."""

    status = 409

    def __init__(self, message: Message, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
