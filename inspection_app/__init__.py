"""Case management for inspection teams of public-administration reform."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from .config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application."""
    from .assembly import assemble  # noqa: PLC0415 - the child process that makes documents must not load the web

    return assemble(settings)
