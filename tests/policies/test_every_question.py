"""No question about rights without a test that asks it."""

import inspect
import re
from pathlib import Path

from inspection_app import policies

HERE = Path(__file__).parent


def test_every_question_is_asked_in_this_folder() -> None:
    public = {
        name
        for name, value in inspect.getmembers(policies, inspect.isfunction)
        if value.__module__.startswith(policies.__name__) and not name.startswith("_")
    }
    asked = {
        name
        for path in HERE.glob("test_*.py")
        for name in re.findall(r"policies\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert public - asked == set()
