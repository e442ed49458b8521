"""Reads for the consolidated report: its versions, and the making of its PDF."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Render, Report, Round
from inspection_app.rules.terms import JobState, ReportState


def of_round(round_: Round) -> Sequence[Report]:
    """The versions of a round's report, newest first."""
    query = select(Report).where(Report.round_id == round_.id).order_by(Report.version.desc())
    return db.session.scalars(query).unique().all()


def in_states(states: Iterable[ReportState]) -> Sequence[Report]:
    """Reports that stand there, newest first."""
    query = select(Report).where(Report.state.in_(list(states))).order_by(Report.created_at.desc())
    return db.session.scalars(query).unique().all()


def latest_render(report: Report) -> Render | None:
    """The newest making of this report's PDF, of the snapshot as it is now."""
    query = select(Render).where(Render.report_id == report.id, Render.snapshot_sha256 == report.snapshot_sha256)
    return db.session.scalar(query.order_by(Render.created_at.desc()).limit(1))


def renders_in(states: Iterable[JobState]) -> Sequence[Render]:
    """Documents whose making stands there, the oldest first."""
    query = select(Render).where(Render.state.in_(list(states))).order_by(Render.created_at)
    return db.session.scalars(query).all()
