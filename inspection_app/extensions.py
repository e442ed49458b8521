"""The one file that knows the Flask extensions."""

from contextvars import ContextVar
from sqlite3 import Connection as SqliteConnection
from typing import Any

from flask import Flask, request
from flask_babel import Babel
from flask_htmx import HTMX
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, event

from .models import Base

db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={
        "expire_on_commit": False,  # a saved row can be shown without reading it again
        "join_transaction_mode": "create_savepoint",  # tests wrap everything and roll back
    },
)
migrate = Migrate(render_as_batch=True, compare_type=True)
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
htmx = HTMX()

# A transaction that will write takes SQLite's lock at once: upgrading a read one fails under load.
writing: ContextVar[bool] = ContextVar("writing", default=False)


@event.listens_for(Engine, "connect")
def _open_sqlite(connection: Any, _record: Any) -> None:
    """Durable, concurrent and strict; transactions are begun by `_begin_sqlite`, not by the driver."""
    if isinstance(connection, SqliteConnection):
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def announce_writing() -> None:
    """Say whether this request will write, before anything is read, and have all of it here by then.

    A slow upload that began to write would hold SQLite's lock until its last byte, against everybody.
    """
    writing.set(request.method not in {"GET", "HEAD", "OPTIONS"})
    request.form  # noqa: B018 # asking for it reads the whole request


def init_extensions(app: Flask) -> None:
    """Bind every extension to the app."""
    db.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS_DIR"])
    login.init_app(app)
    csrf.init_app(app)
    htmx.init_app(app)
