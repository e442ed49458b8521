"""Whether the database answers."""

from sqlalchemy import text

from inspection_app.extensions import db


def ask() -> None:
    """The smallest question there is; raises SQLAlchemyError where nobody answers."""
    db.session.execute(text("SELECT 1"))
