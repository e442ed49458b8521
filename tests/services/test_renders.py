"""Making a PDF: lost, killed, stale, broken; nothing is thrown away and nothing is tried for ever."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from inspection_app import jobs
from inspection_app.extensions import db
from inspection_app.models import Render, Report
from inspection_app.queries import reports as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import JobState
from inspection_app.services import renders, reports
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.factories import make_coordinator, make_inspection, make_report

RunJobs = Callable[[], int]


@pytest.fixture
def report(app: Flask) -> Report:
    return make_report(make_inspection().round)


@pytest.fixture
def render(report: Report) -> Render:
    with transaction():
        return reports.draft(report, by=make_coordinator())


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Makes a file at once; tells what it was made of."""
    made: list[bytes] = []

    def make(snapshot: bytes, target: Any, *, progress: Callable[[int, int], None], **_limits: int) -> None:
        made.append(snapshot)
        progress(1, 2)
        target.write_bytes(b"%PDF " + snapshot[:10])

    monkeypatch.setattr("inspection_app.documents.pdf.make", make)
    return made


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def make(*_args: Any, **_told: Any) -> None:
        raise error

    monkeypatch.setattr("inspection_app.documents.pdf.make", make)


def test_it_is_made_from_the_snapshot(render: Render, press: list[bytes], run_jobs: RunJobs) -> None:
    jobs.make_pdf(render)
    assert run_jobs() == 1
    assert (render.state, render.done, render.total, render.tries) == (JobState.DONE, 1, 2, 1)
    assert renders.file_of(render.report) == b"%PDF " + press[0][:10]


def test_told_twice_it_is_made_once(render: Render, press: list[bytes], run_jobs: RunJobs) -> None:
    jobs.make_pdf(render)
    jobs.make_pdf(render)
    assert run_jobs() == 2
    assert len(press) == 1


def test_a_failure_is_told_with_its_values(render: Render, monkeypatch: pytest.MonkeyPatch, run_jobs: RunJobs) -> None:
    failing(monkeypatch, DomainError(Message("Longer than %(seconds)s seconds.", seconds=7)))
    jobs.make_pdf(render)
    run_jobs()
    assert render.state is JobState.FAILED
    assert str(renders.problem_of(render)) == "Longer than 7 seconds."
    assert renders.file_of(render.report) is None


def test_a_fault_of_ours_is_told_too(render: Render, monkeypatch: pytest.MonkeyPatch, run_jobs: RunJobs) -> None:
    failing(monkeypatch, OSError("no space left"))
    jobs.make_pdf(render)
    run_jobs()
    assert render.state is JobState.FAILED
    assert renders.problem_of(render) == renders.CRASHED


def test_after_a_failure_the_same_draft_is_made_anew(report: Report, render: Render) -> None:
    with transaction():
        renders.finish(render.id, renders.Outcome(None, renders.CRASHED))
    with transaction():
        again = renders.queue(report)
    assert again.id != render.id
    assert find.latest_render(report) is again
    with transaction():
        assert renders.queue(report) is again  # it waits already


def test_a_lost_file_is_told_and_can_be_made_anew(report: Report, render: Render, press: list[bytes]) -> None:
    jobs.render_now(render.id)
    assert render.file_sha256 is not None
    files().path(render.file_sha256).unlink()
    with pytest.raises(DomainError, match="missing"):
        renders.file_of(report)
    with transaction():
        assert renders.queue(report).id != render.id


def test_without_a_draft_nothing_is_made(report: Report) -> None:
    with pytest.raises(DomainError, match="draft first"), transaction():
        renders.queue(report)


def test_what_a_dead_worker_left_is_taken_up(
    app: Flask, render: Render, press: list[bytes], run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        assert renders.begin(render.id) is not None  # and then the worker dies
    monkeypatch.setattr("inspection_app.jobs.Consumer.run", lambda _self: None)
    jobs.run_worker(app)
    assert run_jobs() == 1
    assert (render.state, render.tries) == (JobState.DONE, 2)


def test_a_message_that_was_lost_is_sent_again(app: Flask, render: Render, press: list[bytes]) -> None:
    queue = app.extensions["queue"]
    reminder = next(task for task in queue.read_periodic(datetime(2020, 11, 2, 8, 1)) if task.name == "remind")  # noqa: DTZ001 - as huey counts
    queue.execute(reminder)
    queue.execute(queue.dequeue())
    db.session.expire_all()
    assert render.state is JobState.DONE


def test_what_kills_the_worker_is_given_up(render: Render, press: list[bytes]) -> None:
    for _ in range(renders.MOST_TRIES):
        with transaction():
            assert renders.begin(render.id) is not None
    jobs.render_now(render.id)
    assert render.state is JobState.FAILED
    assert renders.problem_of(render) == renders.INTERRUPTED
    assert press == []


def test_a_stale_draft_is_not_made(report: Report, render: Render, press: list[bytes]) -> None:
    section = report.sections[0]
    with transaction():
        reports.write_section(section, report, "Mới", revision=section.revision, by=make_coordinator())
        newer = reports.draft(report, by=make_coordinator())
    jobs.render_now(render.id)
    assert renders.problem_of(render) == renders.STALE
    assert press == []
    assert find.latest_render(report) is newer


def test_no_transaction_is_open_while_it_is_made(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that had read and then wrote would be refused by SQLite after anybody else's write."""
    seen: list[bool] = []

    def make(_snapshot: bytes, target: Any, **_told: Any) -> None:
        seen.append(db.session.registry().in_transaction())
        target.write_bytes(b"%PDF")

    monkeypatch.setattr("inspection_app.documents.pdf.make", make)
    jobs.render_now(render.id)
    assert seen == [False]


def test_a_round_without_a_report_prints_what_is_entered(app: Flask, press: list[bytes]) -> None:
    round_ = make_inspection().round
    assert renders.pdf_of(round_, seconds=1, megabytes=1).startswith(b"%PDF")
    with transaction():
        pass
    assert find.of_round(round_) == []
