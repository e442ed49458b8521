"""The post office of the worker: writes mails from notifications, and sends what waits. Any number may run at once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

import structlog
from flask import current_app

from . import letters, mailing
from .config import Settings
from .models import MailMessage, User
from .models.base import now
from .queries import mail as find_mail
from .queries import notifications as find
from .rules.clock import at_hour, local_day
from .rules.message import DomainError
from .rules.terms import Delivery, NoticeKind
from .services import mail, notifications
from .transaction import transaction

log = structlog.get_logger()


def look_ahead(moment: datetime | None = None) -> tuple[int, int]:
    """Remind of what is due, then write the mails of the day once its hour has come; returns how many of each."""
    moment = moment or now()
    today = local_day(moment)
    with transaction():
        reminded = notifications.remind(today)
    hour = at_hour(today, _settings().digest_hour)
    written = sum(_write(user, Delivery.DIGEST, hour, day=today) for user in _people()) if moment >= hour else 0
    return reminded, written


def send() -> int:
    """Write the mails of those who want them at once, and send all whose turn has come; returns how many went out."""
    for user in _people():
        _write(user, Delivery.AT_ONCE, now())
    with transaction():
        lost = mail.give_up_lost()
        waiting = find_mail.to_send(now())
    if lost:
        log.error("mail.lost", count=lost)
    return sum(not outcome.problem for outcome in _try(waiting))


def _people() -> Iterable[User]:
    with transaction():
        return find.people_unmailed()


def _write(user: User, delivery: Delivery, until: datetime, *, day: date | None = None) -> bool:
    """One mail with all that this person wants to hear of in this way; whether there was anything."""
    kinds = [kind for kind in NoticeKind if user.delivery(kind) is delivery]
    if not kinds:
        return False
    try:
        with transaction():
            if day is not None and find_mail.has_digest(user, day):
                return False
            told = find.unmailed(user, kinds, until=until)
            if told:
                mail.write(user, letters.tell(user, told), told, day=day)
    except DomainError:  # another worker has just written this person's mail of the day
        return False
    except Exception:  # a fault of ours: the others get their mails
        log.exception("mail.unwritten", user=user.id.hex)
        return False
    return bool(told)


def _try(mail_ids: Iterable[UUID]) -> Iterator[mail.Outcome]:
    """One after the other, until nobody takes them: a server that is away must not keep documents waiting for long."""
    for mail_id in mail_ids:
        outcome = _send(mail_id)
        if outcome is not None:
            yield outcome
            if outcome.away:
                return


def _send(mail_id: UUID) -> mail.Outcome | None:
    """Try one mail. It is taken up in a transaction of its own, so that whatever happens nobody sends it again."""
    with transaction():
        taken = mail.take(mail_id)
    if taken is None:
        return None
    outcome = _deliver(taken)
    with transaction():
        mail.settle(mail_id, outcome)
    log.info("mail.tried", mail=mail_id.hex, problem=outcome.problem)
    return outcome


def _deliver(taken: MailMessage) -> mail.Outcome:
    """No transaction is open meanwhile."""
    try:
        mailing.deliver(mailing.carrier(_settings().mail_url), letters.enveloped(taken, _settings().mail_from))
    except mailing.NotSent as error:
        return mail.Outcome(str(error) or "?", final=error.forever, away=isinstance(error, mailing.Away))
    except mailing.Unsure:
        return mail.Outcome(mail.UNSURE, final=True)
    except Exception:  # a fault of ours: shown to the administrator, and the other mails go on
        log.exception("mail.crashed")
        return mail.Outcome(mail.CRASHED, final=True)
    return mail.Outcome()


def _settings() -> Settings:
    told: Settings = current_app.extensions["settings"]
    return told
