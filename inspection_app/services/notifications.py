"""What people are told, written in the transaction of the act; reading it is each person's own and leaves no line."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from inspection_app import policies
from inspection_app.extensions import db
from inspection_app.models import Activity, Base, Inspection, Notification, User
from inspection_app.models.base import now
from inspection_app.queries import due
from inspection_app.queries import notifications as find
from inspection_app.queries.turns import Turn, wait_for
from inspection_app.rules import reminders
from inspection_app.rules.message import Message
from inspection_app.rules.terms import NoticeKind

from .announcements import Notice, at, of


def tell(line: Activity, subject: Base, inspection: Inspection | None) -> None:
    """Tell whom a line of the log concerns, but for who did it."""
    for notice in of(line.verb, subject, inspection):
        others = [user.id for user in notice.people if user.id != line.actor_id]
        _add(notice, others, once=notice.once or f"line {line.id}")


def remind(today: date) -> int:
    """Tell of everything due in three days, tomorrow, or overdue, once a step; returns how many were told."""
    wait_for(Turn.REMINDERS)
    return sum(_remind(duty, today) for duty in due.duties(today))


def read(notification: Notification) -> None:
    """It was opened."""
    notification.read_at = notification.read_at or now()


def read_all(user: User) -> None:
    """All of this person's were seen."""
    for notification in find.unread_of(user):
        read(notification)


def _remind(duty: due.Duty, today: date) -> int:
    step, late = reminders.step(duty.on, today), reminders.overdue(duty.on, today)
    people = [user for user in duty.people if policies.see_inspection(user, duty.inspection)]
    if not step or (late and duty.lapses):
        return 0
    kind = NoticeKind.OVERDUE if late else NoticeKind.DUE
    sentence = Message("Overdue: %(what)s", what=duty.sentence) if late else duty.sentence
    once = f"{duty.name} {duty.inspection.id} {duty.on} {step}"
    notice = replace(at(duty.inspection, kind, sentence, people), once=once)
    return _add(notice, [user.id for user in people], once=once)


def _add(notice: Notice, user_ids: Collection[UUID], *, once: str) -> int:
    """A row a person; returns how many. What waits and says the same of the same subject is brought up to date."""
    told = find.known(once, user_ids) if notice.once else set()
    waiting = {} if notice.once else find.waiting(_id(notice.subject), user_ids)
    fresh = set(user_ids) - told
    for user_id in fresh:
        kept = waiting.get((user_id, notice.sentence.msgid))
        if kept is None:
            db.session.add(_row(notice, user_id, once))
        else:
            kept.sentence, kept.created_at = notice.sentence.packed(), now()
    db.session.flush()  # so that the next line of this transaction sees what waits
    return len(fresh)


def _row(notice: Notice, user_id: UUID, once: str) -> Notification:
    return Notification(
        user_id=user_id,
        kind=notice.kind,
        once=once,
        subject_kind=notice.subject.__tablename__,
        subject_id=_id(notice.subject),
        sentence=notice.sentence.packed(),
        endpoint=notice.endpoint,
        arguments={name: str(value) for name, value in notice.arguments.items()},
    )


def _id(subject: Base) -> UUID:
    found: UUID = subject.id  # type: ignore[attr-defined] # every subject is Identified
    return found
