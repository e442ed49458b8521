"""Log lines are events with fields, each with its request; no personal data, no text of findings."""

import logging
import sys
from time import perf_counter
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def init_log(app: Flask, *, production: bool) -> None:
    """Readable lines on a terminal, JSON in production; one line a request."""
    shape = structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    app.before_request(begin)
    app.after_request(finish)


def begin() -> None:
    """Give the request a reference that every line of it carries."""
    g.request_id = uuid4().hex[:12]
    g.began = perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def finish(response: Response) -> Response:
    """Say what was asked, how it ended and how long it took."""
    if request.endpoint != "static" and "began" in g:
        took = round((perf_counter() - g.began) * 1000)
        log.info("request", method=request.method, endpoint=request.endpoint, status=response.status_code, ms=took)
    return response
