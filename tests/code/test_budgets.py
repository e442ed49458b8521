"""Files, functions and templates stay small enough to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "inspection_app"
MOST_LINES_OF_FILE = 400
MOST_LINES_OF_FUNCTION = 40
MOST_LINES_OF_TEMPLATE = 150
SOURCES = [*sorted(APP.rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_are_short(path: Path) -> None:
    assert lines(path) <= MOST_LINES_OF_FILE
    long = [each.name for each in functions(path) if (each.end_lineno or 0) - each.lineno + 1 > MOST_LINES_OF_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", sorted((APP / "templates").rglob("*.html")), ids=name)
def test_templates_are_short(path: Path) -> None:
    assert lines(path) <= MOST_LINES_OF_TEMPLATE


def test_the_tests_of_budgets_see_something() -> None:
    assert len(SOURCES) > 80
    assert sum(1 for path in SOURCES for _ in functions(path)) > 500
