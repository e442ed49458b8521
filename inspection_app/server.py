"""Running the app: gunicorn for the web and one worker for documents, started and stopped together."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

import structlog

from .config import ROOT

PATIENCE = 10  # seconds a process gets to end by itself
PAUSE = 5  # seconds before a worker that died is started again

log = structlog.get_logger()
Child = subprocess.Popen[bytes]


class _Stop(Exception):
    """Somebody pressed Ctrl-C, closed the terminal or shuts the system down."""


def serve(host: str, port: int, workers: int) -> int:
    """Run until told to stop, or until the web process ends; returns the exit code."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    children: list[Child] = []
    try:
        children.append(_start(_web(host, port, workers)))
        children.append(_start(_worker()))
        return _watch(children)
    except _Stop:
        return 0
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C must not leave anything behind
        _end(children)


def _watch(children: list[Child]) -> int:
    """Start a worker that died again; without the web there is nothing to serve."""
    while children[0].poll() is None:
        if children[1].poll() is not None:
            log.error("worker.died", code=children[1].returncode)
            _sweep(children[1])
            time.sleep(PAUSE)
            children[1] = _start(_worker())
        time.sleep(0.2)
    log.error("web.died", code=children[0].returncode)
    return 1


def _start(command: list[str]) -> Child:
    """A child in a session of its own: Ctrl-C reaches us, and we end it in order."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 # commands of our own


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--worker-class", "sync", "--no-control-socket", "--log-level", "warning", "--preload", "wsgi:app",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "inspection_app.cli", "worker"]


def _end(children: list[Child]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        _sweep(child)
        child.wait()


def _sweep(child: Child) -> None:
    """End what is left of its session: itself if it was too slow, and the document it was making."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stop
