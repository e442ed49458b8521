"""What is open to everybody: whether the service works."""

from collections.abc import Callable

import structlog
from flask import Blueprint, Response, jsonify

from inspection_app.access import everybody
from inspection_app.queries import health as find
from inspection_app.storage import files

bp = Blueprint("public", __name__)
log = structlog.get_logger()


@bp.get("/health")
@everybody
def health() -> Response:
    """For whoever watches the server: 200 while all of it works, else 503; the log says what is wrong."""
    parts = {"database": _works("database", find.ask), "storage": _works("storage", files().check)}
    answer = jsonify({"healthy": all(parts.values())} | parts)
    answer.status_code = 200 if all(parts.values()) else 503
    return answer


def _works(name: str, ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Exception:  # whatever it is, this part does not work
        log.exception("health.failed", part=name)
        return False
    return True
