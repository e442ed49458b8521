"""Runs migrations on the app's own database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from inspection_app.extensions import writing
from inspection_app.models.base import ExactDecimal, UtcDateTime

database = current_app.extensions["migrate"].db


def plain_type(kind: str, column_type: Any, _autogen: Any) -> str | bool:
    """Write our own column types as the plain ones they are stored as: revisions outlive the code."""
    if kind != "type":
        return False
    if isinstance(column_type, ExactDecimal):
        return 'sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite")'
    if isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.String(length=30)" if isinstance(column_type, sa.Enum) else False


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """The queue keeps its own tables in the same database."""
    return kind != "table" or not (name or "").startswith("huey_")


@contextmanager
def _tables_may_be_remade(connection: Any) -> Iterator[None]:
    """SQLite changes a table by dropping it for a copy; with foreign keys on, its rows' children would go with it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection  # a pragma inside a transaction does nothing
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"rows point to nothing: {broken[:5]}")


def migrate() -> None:
    """Upgrade or downgrade in one transaction."""
    writing.set(True)
    with database.engine.connect() as connection, _tables_may_be_remade(connection):
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
            include_name=is_ours,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


migrate()
