"""The tables are what the revisions make of them, and every revision goes up, down and up again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from inspection_app.extensions import db
from inspection_app.models import Base
from inspection_app.transaction import transaction
from tests.conftest import DATABASES

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
REVISIONS = [each.revision for each in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]
NOT_OURS = {"alembic_version", "huey_kv", "huey_schedule", "huey_task", "huey_counter"}


@pytest.fixture(params=DATABASES)
def fresh(request: pytest.FixtureRequest, new_app: Callable[[str], Flask]) -> Flask:
    return new_app(request.param)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - NOT_OURS


def shape() -> dict[str, list[str]]:
    """Each table with its columns, types and constraints, as the database tells them."""
    seen = inspect(db.engine)
    return {
        table: sorted(
            [f"{column['name']} {column['type']!s} {column['nullable']}" for column in seen.get_columns(table)]
            + [str(sorted(map(str, key.items()))) for key in seen.get_foreign_keys(table)]
            + [str(sorted(map(str, one.items()))) for one in seen.get_unique_constraints(table)]
            + [str(one["name"]) for one in seen.get_check_constraints(table)]
            + [str(one["name"]) for one in seen.get_indexes(table)]
        )
        for table in tables()
    }


def test_the_revisions_are_one_line() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_the_models_are_what_the_last_revision_makes(fresh: Flask) -> None:
    with fresh.app_context():
        upgrade()
        assert tables() == set(Base.metadata.tables)
        result = fresh.test_cli_runner().invoke(args=["db", "check"])
    assert result.exit_code == 0, result.output


def test_every_revision_goes_up_and_down_and_up_again(fresh: Flask) -> None:
    with fresh.app_context():
        for revision in REVISIONS:
            before = shape()
            upgrade(revision=revision)
            after = shape()
            assert after != before
            downgrade(revision="-1")
            assert shape() == before
            upgrade(revision=revision)
            assert shape() == after
        downgrade(revision="base")
        assert tables() == set()


def test_rows_outlive_a_revision_that_changes_their_table(fresh: Flask) -> None:
    """SQLite drops and remakes a changed table: the criteria hang on their set, and must not go with it."""
    with fresh.app_context():
        upgrade(revision="0002")
        _insert("agency", id="a" * 32, code="SNV", name="Sở Nội vụ")
        made = {"created_at": "2020-10-01 00:00:00+00:00", "state": "published", "maximum": "100"}
        _insert("criteria_set", id="b" * 32, name="Bộ", year=2020, decision="1150", **made)
        told = dict.fromkeys(("rule_params", "measure", "name_status", "points_status"), "")
        line = {"level": "field", "assessed_by": "documents", "rule": "manual", "maximum": "100", "position": 0} | told
        ids = {"criteria_set_id": "b" * 32, "lead_agency_id": "a" * 32}
        _insert("criterion", id="c" * 32, code="1", name="Chỉ đạo", **line, **ids)
        upgrade()
        rows = db.session.execute(text("SELECT code, bonus, guidance, revision FROM criterion")).all()
        db.session.rollback()
    assert [(code, bool(bonus), guidance, revision) for code, bonus, guidance, revision in rows] == [
        ("1", False, "", 1)
    ]


def _insert(table: str, **values: object) -> None:
    columns = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    with transaction():
        db.session.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({places})"), values)  # noqa: S608 - ours
