"""Rules of the house that no linter knows."""

import inspect
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from inspection_app import policies
from inspection_app.documents.wording import WORDS
from inspection_app.rules.labels import label

APP = Path(__file__).resolve().parents[2] / "inspection_app"
CATALOGUE = APP / "translations/vi/LC_MESSAGES/messages.po"
PYTHON = {path.relative_to(APP).as_posix(): path.read_text(encoding="utf-8") for path in sorted(APP.rglob("*.py"))}
TEMPLATES = [path.read_text(encoding="utf-8") for path in (APP / "templates").rglob("*.html")]
POLICIES = [text for name, text in PYTHON.items() if name.startswith("policies/")]
QUESTIONS = [
    name
    for name, function in inspect.getmembers(policies, inspect.isfunction)
    if function.__module__.startswith(policies.__name__) and not name.startswith("_")
]


def saying(pattern: str) -> set[str]:
    """The modules whose text matches."""
    return {name for name, text in PYTHON.items() if re.search(pattern, text)}


def test_only_transaction_commits() -> None:
    assert saying(r"\.commit\(\)") == {"transaction.py"}


def test_blueprints_leave_queries_to_queries() -> None:
    views = {name for name in PYTHON if name.startswith("blueprints/")}
    assert saying(r"\bselect\(|db\.session|\.query\(") & views == set()


def test_services_never_touch_the_request() -> None:
    below = {name for name in PYTHON if name.startswith(("services/", "queries/", "rules/", "models/", "documents/"))}
    assert saying(r"current_user|\brequest\.|from flask ") & below == set()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_asked_somewhere(question: str) -> None:
    asked = re.compile(rf"\bpolicies\.{question}\b|\bcan\.{question}\b")
    own = sum(len(re.findall(rf"\b{question}\(", text)) for text in POLICIES) - 1  # without its definition
    assert own > 0 or any(asked.search(text) for text in [*PYTHON.values(), *TEMPLATES]), "nobody asks it"


def test_every_write_names_its_actor() -> None:
    """A service that notes an activity says by whom, as a keyword."""
    unnamed = []
    for name, text in PYTHON.items():
        if name.startswith("services/"):
            unnamed += re.findall(r"activity\.note\((?![^)]*by=)[^)]*\)", text)
    assert unnamed == []


def test_documents_say_the_same_words_as_the_screen() -> None:
    if not CATALOGUE.exists():
        pytest.skip("the Vietnamese catalogue is not made yet")
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    for words in WORDS.values():
        for term, vietnamese in words.items():
            message = catalogue.get(label(term).msgid)
            assert message is not None, term
            assert message.string == vietnamese
