"""Work that takes longer than a request: documents, made by a worker in a child process."""

from uuid import UUID

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey
from huey.consumer import Consumer

from .config import Settings
from .extensions import db
from .models import Render
from .queries.reports import unfinished_renders
from .services import renders
from .transaction import transaction

log = structlog.get_logger()


def init_jobs(app: Flask, settings: Settings) -> None:
    """Give the app its queue, kept in the database (PostgreSQL) or beside it (SQLite)."""
    queue: Huey
    if settings.database_url.startswith("postgresql"):
        queue = PostgresHuey("inspection", dsn=settings.database_url.replace("+psycopg", "", 1))
    else:
        queue = SqliteHuey("inspection", filename=str(settings.data_dir / "jobs.db"))
    app.extensions["queue"] = queue
    app.extensions["make_pdf_task"] = queue.task()(lambda render_id: _in_app(app, render_id))


def make_pdf(render: Render) -> None:
    """Hand the making of a document to the worker; call it after the commit."""
    current_app.extensions["make_pdf_task"](str(render.id))


def run_worker(app: Flask) -> None:
    """Take up what was left unfinished, then work until told to stop."""
    with app.app_context():
        for render in unfinished_renders():
            make_pdf(render)
    consumer = Consumer(app.extensions["queue"], workers=1, periodic=False, max_delay=1.0)
    consumer.run()


def _in_app(app: Flask, render_id: str) -> None:
    with app.app_context():
        render_now(UUID(render_id))


def render_now(render_id: UUID) -> None:
    """Make one document; what goes wrong is written on it for its reader, never thrown away."""
    render = db.session.get(Render, render_id)
    if render is None or not renders.is_open(render):
        return
    settings: Settings = current_app.extensions["settings"]

    def progress(done: int, total: int) -> None:
        with transaction():
            renders.progress(render, done, total)

    with transaction():
        renders.begin(render)
    outcome = renders.make(
        render, seconds=settings.render_seconds, megabytes=settings.render_megabytes, progress=progress
    )
    with transaction():
        renders.finish(render, outcome)
    log.info("render.finished", render=render_id.hex, state=render.state.value)
