"""Rows held until the end of the transaction, so that what is asked of them is still so when it is saved.

Whoever takes several begins with the round, then the inspection: an order of its own is how two wait for each other.
SQLite lets one write at a time anyhow; there the row is only read afresh.
"""

from inspection_app.extensions import db
from inspection_app.models import Base, Inspection
from inspection_app.rules import workflow


def hold(row: Base, *columns: str) -> None:
    """Look at these columns as they stand now; whoever else wants to change the row, or writes under it, waits."""
    db.session.refresh(row, columns, with_for_update={"key_share": True})  # rows that only point here need not wait


def share(row: Base, *columns: str) -> None:
    """The same for one writer of many: they do not wait for one another, whoever changes the row waits for them."""
    db.session.refresh(row, columns, with_for_update={"read": True})


def hold_open(inspection: Inspection) -> None:
    """Keep round and stage as they are while something is entered; DomainError once the round is closed."""
    share(inspection.round, "state")
    workflow.check_round_open(inspection.round.state)
    share(inspection, "stage", "explanation_due_on", "explanation_round")
