"""Running the app: gunicorn for the web and one worker for documents, started and stopped together."""

import signal
import subprocess
import sys
import time
from types import FrameType

from .config import ROOT

PATIENCE = 10  # seconds a process gets to end by itself


class _Stop(Exception):
    """Somebody pressed Ctrl-C or the system shuts down."""


def serve(host: str, port: int, workers: int) -> int:
    """Run until told to stop, or until either process ends; returns the exit code."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        children += [_start(_web(host, port, workers)), _start(_worker())]
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        return next(child.returncode for child in children if child.poll() is not None) or 1
    except _Stop:
        return 0
    finally:
        _end(children)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches us, and we end it in order."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--worker-class", "sync", "--no-control-socket", "--log-level", "warning", "--preload", "wsgi:app",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "inspection_app.cli", "worker"]


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stop
