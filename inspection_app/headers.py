"""Security headers, and static files that may be kept a year."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
}
YEAR = 365 * 24 * 3600  # seconds
FOUND = frozenset({200, 304})


def init_headers(app: Flask) -> None:
    """Add headers to every answer, and a hash to the address of every static file."""
    app.after_request(add_headers)
    static = Path(app.static_folder or "")

    @app.url_defaults
    def _hash_static(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and (static / values["filename"]).is_file():
            values["v"] = _digest(static / values["filename"])


def add_headers(response: Response) -> Response:
    """Pages are private to their reader and never kept; hashed static files are."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if request.endpoint == "static" and request.args.get("v") and response.status_code in FOUND:
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
    elif request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store, private")
    return response


@lru_cache(maxsize=256)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
