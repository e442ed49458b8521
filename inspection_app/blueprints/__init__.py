"""The pages, one package per noun; none imports another."""

from flask import Flask

from . import auth, dashboard, inspections


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
    app.register_blueprint(auth.bp)
    app.register_blueprint(dashboard.bp)
    app.register_blueprint(inspections.bp)
