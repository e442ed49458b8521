"""Reads of notifications: a person's own, and what is still to be put into a mail."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from inspection_app.extensions import db
from inspection_app.models import Notification, User
from inspection_app.rules.terms import NoticeKind

LATEST = 200  # shown on the page
DATED = (NoticeKind.DUE, NoticeKind.OVERDUE)


@dataclass(frozen=True)
class Wanted:
    """What a person wants to look at."""

    unread: bool = False
    kind: NoticeKind | None = None


def latest_of(user: User, wanted: Wanted) -> Sequence[Notification]:
    """This person's, the newest first."""
    query = select(Notification).where(Notification.user_id == user.id)
    if wanted.unread:
        query = query.where(Notification.read_at.is_(None))
    if wanted.kind is not None:
        query = query.where(Notification.kind == wanted.kind)
    return db.session.scalars(query.order_by(Notification.created_at.desc(), Notification.id).limit(LATEST)).all()


def unread_count(user: User) -> int:
    """How many this person has not opened."""
    query = select(func.count()).where(Notification.user_id == user.id, Notification.read_at.is_(None))
    return db.session.scalar(query) or 0


def unread_of(user: User) -> Sequence[Notification]:
    """Those this person has not opened."""
    return db.session.scalars(
        select(Notification).where(Notification.user_id == user.id, Notification.read_at.is_(None))
    ).all()


def known(once: str, user_ids: Collection[UUID]) -> set[UUID]:
    """Who of them has been told of this fact."""
    query = select(Notification.user_id).where(Notification.once == once, Notification.user_id.in_(user_ids))
    return set(db.session.scalars(query))


def waiting(subject_id: UUID, user_ids: Collection[UUID]) -> dict[tuple[UUID, str], Notification]:
    """What they were told of this subject and have neither opened nor been mailed: by person and sentence."""
    query = select(Notification).where(Notification.subject_id == subject_id, Notification.user_id.in_(user_ids))
    query = query.where(Notification.read_at.is_(None), Notification.mailed_at.is_(None))
    return {(each.user_id, each.sentence[0]): each for each in db.session.scalars(query)}


def people_unmailed() -> Sequence[User]:
    """Open accounts with an address that have something unread no mail has told of."""
    query = select(Notification.user_id).where(Notification.mailed_at.is_(None), Notification.read_at.is_(None))
    people = select(User).where(User.id.in_(query), User.is_active.is_(True), User.email != "")
    return db.session.scalars(people.order_by(User.username)).unique().all()


def unmailed(user: User, kinds: Iterable[NoticeKind], *, until: datetime) -> Sequence[Notification]:
    """What no mail has told of, held until the mail is written; later ones wait, but for what is due today.

    Rows that somebody else holds are left for the next mail: an act must never fail because of a mail.
    """
    query = select(Notification).where(
        Notification.user_id == user.id,
        Notification.kind.in_(list(kinds)),
        Notification.mailed_at.is_(None),
        Notification.read_at.is_(None),
        or_(Notification.created_at <= until, Notification.kind.in_(DATED)),
    )
    return db.session.scalars(
        query.order_by(Notification.created_at, Notification.id).with_for_update(skip_locked=True)
    ).all()
