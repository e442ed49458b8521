"""Case management for inspection teams of public-administration reform."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from .config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application."""
    from .assembly import assemble

    return assemble(settings)
