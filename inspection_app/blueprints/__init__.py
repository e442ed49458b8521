"""The pages, one package per noun; none imports another."""

from flask import Flask

from . import (
    admin,
    agencies,
    auth,
    calendar,
    contacts,
    criteria,
    dashboard,
    feedback,
    forecasts,
    handover,
    inspections,
    minutes,
    notifications,
    official,
    papers,
    public,
    published,
    reports,
    rounds,
    self_assessments,
)


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
    app.register_blueprint(admin.bp)
    app.register_blueprint(agencies.bp)
    app.register_blueprint(auth.bp)
    app.register_blueprint(contacts.bp)
    app.register_blueprint(calendar.bp)
    app.register_blueprint(criteria.bp)
    app.register_blueprint(dashboard.bp)
    app.register_blueprint(feedback.bp)
    app.register_blueprint(forecasts.bp)
    app.register_blueprint(handover.bp)
    app.register_blueprint(inspections.bp)
    app.register_blueprint(notifications.bp)
    app.register_blueprint(minutes.bp)
    app.register_blueprint(official.bp)
    app.register_blueprint(papers.bp)
    app.register_blueprint(public.bp)
    app.register_blueprint(published.bp)
    app.register_blueprint(reports.bp)
    app.register_blueprint(rounds.bp)
    app.register_blueprint(self_assessments.bp)
