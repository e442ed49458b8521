"""Where one reads what is newest and writes what follows, the next one waits. On SQLite there is one writer anyway."""

from enum import IntEnum

from sqlalchemy import text

from inspection_app.extensions import db


class Turn(IntEnum):
    """PostgreSQL's keys of the queues people wait in; any constants. Whoever needs both takes the number first."""

    LOG_LINE = 142020
    NUMBER = 142021
    REMINDERS = 142022


def wait_for(turn: Turn) -> None:
    """Wait until nobody else is in between; the turn ends with the transaction."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(turn)})
