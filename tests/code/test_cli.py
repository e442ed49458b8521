"""The console command: what it is given wrongly, or cannot do, is a sentence and no traceback."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from inspection_app import cli
from inspection_app.config import ROOT, Settings
from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, User
from tests.factories import make_agency

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


def test_a_table_is_looked_at_then_imported_and_problems_end_with_1(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "bang.csv"
    file.write_text("Mã,Tên,Điểm\n1,Lĩnh vực,10\n", encoding="utf-8")
    make_agency("SNV", "Sở Nội vụ")
    run = app.test_cli_runner().invoke
    command = ["import-criteria", str(file), "--total", "10", "--default-agency", "SNV"]
    looked = run(args=[*command, "--dry-run"])
    assert looked.exit_code == 0
    assert "1 Lĩnh vực: 10 points" in looked.output
    assert db.session.query(CriteriaSet).count() == 0
    assert run(args=command).exit_code == 0
    assert db.session.query(CriteriaSet).count() == 1
    wrong = run(args=["import-criteria", str(file), "--name", "Khác", "--total", "11", "--default-agency", "SNV"])
    assert wrong.exit_code == 1
    assert ":1:C: " in wrong.output
    assert run(args=[*command, "--sheet", "Không có"]).exit_code == 1


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "No such file"), OperationalError("SELECT 1", {}, Exception("No such table"))]
)
def test_what_cannot_be_done_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> Settings:
        raise error

    monkeypatch.setattr(Settings, "from_env", fail)
    with pytest.raises(SystemExit, match=r"^inspection: .*No such"):
        cli.main()
