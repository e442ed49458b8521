"""The pages, one package per noun; none imports another."""

from flask import Flask


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
