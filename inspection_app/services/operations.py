"""Each operation of a tablet is carried out once, however often it is sent."""

from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Operation, User
from inspection_app.rules.message import DomainError, Message

WITHDRAWN = Message("A colleague withdrew this entry meanwhile. Copy your text and enter it as a new one.")


def is_repeat(operation_id: UUID, subject_id: UUID, *, by: User) -> bool:
    """Whether this was done already; remembers it if not. Raises DomainError if the id is somebody else's."""
    known = db.session.get(Operation, operation_id)
    if known is None:
        db.session.add(Operation(id=operation_id, user_id=by.id, subject_id=subject_id))
        return False
    if (known.user_id, known.subject_id) != (by.id, subject_id):
        raise DomainError(Message("This entry carries the number of another one. Reload the page and enter it again."))
    return True
