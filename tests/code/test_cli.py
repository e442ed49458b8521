"""The console command: what it is given wrongly, or cannot do, is a sentence and no traceback."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from inspection_app import cli
from inspection_app.config import ROOT, Settings
from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, User

TABLE = str(ROOT / "inspection_app/data/par_index_2020_working.csv")
PERSON = ("create-user", "nguyenvana", "--role", "inspector", "--password", "mot-mat-khau-du-dai")


@pytest.mark.parametrize(
    "arguments",
    [
        ("import-criteria", TABLE, "--name", " \u200b "),
        ("import-criteria", TABLE, "--name", "x" * 301),
        ("import-criteria", TABLE, "--year", "20020"),
        (*PERSON, "--name", ""),
        ("serve", "--port", "99999"),
        ("serve", "--workers", "0"),
    ],
)
def test_what_no_form_would_take_is_refused(app: Flask, arguments: tuple[str, ...]) -> None:
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 2
    assert "Invalid value" in result.output
    assert db.session.query(CriteriaSet).count() == db.session.query(User).count() == 0


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "No such file"), OperationalError("SELECT 1", {}, Exception("No such table"))]
)
def test_what_cannot_be_done_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> Settings:
        raise error

    monkeypatch.setattr(Settings, "from_env", fail)
    with pytest.raises(SystemExit, match=r"^inspection: .*No such"):
        cli.main()
