"""Every sentence has its Vietnamese, and the catalogue holds nothing else (`make catalogue` brings it up to date)."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "inspection_app"
VIETNAMESE = APP / "translations/vi/LC_MESSAGES/messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"Message": (1,), "_l": None}  # the same as in `make catalogue`
NAMED_VALUE = re.compile(r"%\((\w+)\)")

MsgId = str | tuple[str, ...] | list[str]


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with VIETNAMESE.open("rb") as file:
        return read_po(file, locale="vi")


def key(message: MsgId) -> str:
    """A sentence with a plural is known by its singular."""
    return message if isinstance(message, str) else message[0]


def texts(message: MsgId) -> list[str]:
    return [message] if isinstance(message, str) else list(message)


def sentences(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def in_the_code() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(APP, methods, options, keywords=KEYWORDS)
    return {key(message) for _, _, message, _, _ in found}


def test_the_catalogue_holds_the_sentences_of_the_code_and_no_others(catalogue: Catalog) -> None:
    held = {key(message.id) for message in sentences(catalogue)}
    code = in_the_code()
    assert sorted(code - held) == [], "missing from the catalogue"
    assert sorted(held - code) == [], "no longer in the code"
    assert list(catalogue.obsolete) == []


def test_every_sentence_is_translated_and_nobody_guessed(catalogue: Catalog) -> None:
    empty = [key(message.id) for message in sentences(catalogue) if not all(texts(message.string or ""))]
    guessed = [key(message.id) for message in sentences(catalogue) if message.fuzzy]
    assert empty == []
    assert guessed == []


def test_a_translation_names_the_values_of_its_sentence(catalogue: Catalog) -> None:
    def named(message: MsgId) -> set[str]:
        return {name for text in texts(message) for name in NAMED_VALUE.findall(text)}

    astray = [key(message.id) for message in sentences(catalogue) if named(message.id) != named(message.string or "")]
    assert astray == []
    assert [error for _, errors in catalogue.check() for error in errors] == []
