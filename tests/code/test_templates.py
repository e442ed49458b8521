"""Templates: all are used, all compile, and every block that htmx fetches exists and stands alone."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

APP = Path(__file__).resolve().parents[2] / "inspection_app"
TEMPLATES = APP / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
PYTHON = {path: path.read_text(encoding="utf-8") for path in sorted(APP.rglob("*.py"))}


@pytest.fixture(scope="module")
def environment(houses: Callable[[str], Flask]) -> Environment:
    return houses("sqlite").jinja_env


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that the module names: PAGE = "errors/error.html"."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def rendered() -> Iterator[tuple[str, str, str]]:
    """Each block named in a render(...) call: where, template, block."""
    for path, text in PYTHON.items():
        tree = ast.parse(text)
        known = constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render":
                said = [_text(argument, known) for argument in node.args]
                yield from ((f"{path.name}:{node.lineno}", said[0] or "", block or "") for block in said[1:])


def _text(argument: ast.expr, known: dict[str, str]) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return known.get(argument.id) if isinstance(argument, ast.Name) else None


def fetched() -> list[tuple[str, str, str]]:
    """Those of them that are written down as plain texts."""
    return [each for each in rendered() if each[1] and each[2]]


def test_every_template_compiles(environment: Environment) -> None:
    pages = [name for name in NAMES if not name.startswith("documents/")]  # print has its own environment and tests
    assert [environment.get_template(name).name for name in pages] == pages


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_used(name: str) -> None:
    elsewhere = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html") if path != TEMPLATES / name]
    quoted = re.compile(rf"""["'](\./)?({re.escape(name)}|{re.escape(Path(name).name)})["']""")
    assert any(quoted.search(text) for text in [*PYTHON.values(), *elsewhere]), "nothing renders or includes it"


def test_every_fetched_block_exists(environment: Environment) -> None:
    assert fetched(), "the test sees no render(...) call"
    missing = [
        (where, template, block)
        for where, template, block in fetched()
        if block not in environment.get_template(template).blocks
    ]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_pages_import_inside_their_blocks(name: str, environment: Environment) -> None:
    """An import at the top is not seen by a block that is rendered alone."""
    tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    if any(isinstance(node, nodes.Extends) for node in tree.body):
        assert [node for node in tree.body if isinstance(node, nodes.Import | nodes.FromImport)] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_marked_safe_by_hand(name: str) -> None:
    """Escaping is never switched off: what somebody typed is never markup."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text)
