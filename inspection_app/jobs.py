"""Work that takes longer than a request: documents, made by a worker in a child process, and mail.

What is to be made stands in the table of renders; the queue only tells the worker to look. A message that comes twice
does nothing, and one that is lost is sent again within a minute. Mail needs no message: the worker looks every minute.
"""

import logging
from collections.abc import Iterable
from uuid import UUID

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from . import post
from .config import Settings
from .models import Render
from .queries import reports as find
from .rules.terms import JobState
from .services import renders
from .transaction import transaction

log = structlog.get_logger()


def init_jobs(app: Flask, settings: Settings) -> None:
    """Give the app its queue, kept in the database (PostgreSQL) or beside it (SQLite)."""
    queue: Huey
    if settings.database_url.startswith("postgresql"):
        queue = PostgresHuey("inspection", results=False, dsn=settings.database_url.replace("+psycopg", "", 1))
    else:
        queue = SqliteHuey("inspection", results=False, filename=str(settings.data_dir / "jobs.db"))

    def make_pdf(render_id: str) -> None:
        with app.app_context():
            render_now(UUID(render_id))

    def remind() -> None:
        with app.app_context():
            _send(find.renders_in([JobState.QUEUED]))

    def send_mail() -> None:
        with app.app_context():
            post.send()

    def look_ahead() -> None:
        with app.app_context():
            post.look_ahead()

    app.extensions["queue"] = queue
    app.extensions["make_pdf"] = queue.task(name="make_pdf")(make_pdf)
    queue.periodic_task(crontab(), name="remind")(remind)
    queue.periodic_task(crontab(), name="send_mail")(send_mail)
    queue.periodic_task(crontab(minute="*/10"), name="look_ahead")(look_ahead)


def make_pdf(render: Render) -> None:
    """Hand the making of a document to the worker; call it after the commit."""
    _send([render])


def run_worker(app: Flask) -> None:
    """Take up what was left unfinished, then work until told to stop."""
    logging.getLogger("huey").addHandler(_Lines())
    with app.app_context():
        _send(find.renders_in([JobState.QUEUED, JobState.RUNNING]))
    Consumer(app.extensions["queue"], workers=1, max_delay=1.0).run()


def render_now(render_id: UUID) -> None:
    """Make one document; what goes wrong is written on it for its reader, never thrown away."""
    with transaction():
        snapshot = renders.begin(render_id)
    if snapshot is None:
        return
    outcome = _make(render_id, snapshot)
    with transaction():
        renders.finish(render_id, outcome)
    log.info("render.finished", render=render_id.hex, made=outcome.file_sha256 is not None)


def _make(render_id: UUID, snapshot: bytes) -> renders.Outcome:
    """No transaction is open meanwhile but the short one of each step."""
    settings: Settings = current_app.extensions["settings"]

    def progress(done: int, total: int) -> None:
        with transaction():
            renders.progress(render_id, done, total)

    try:
        return renders.make(
            snapshot, seconds=settings.render_seconds, megabytes=settings.render_megabytes, progress=progress
        )
    except Exception:  # a full disk, for instance: the reader is told, the log says why
        log.exception("render.crashed", render=render_id.hex)
        return renders.Outcome(None, renders.CRASHED)


def _send(waiting: Iterable[Render]) -> None:
    for render in waiting:
        current_app.extensions["make_pdf"](str(render.id))


class _Lines(logging.Handler):
    """What the queue has to complain of, as lines of our log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        log.warning("queue", said=record.getMessage(), exc_info=record.exc_info)
