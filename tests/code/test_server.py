"""The real server: it answers, and what it started ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from inspection_app.config import ROOT

COMMAND = [sys.executable, "-m", "inspection_app.cli"]
PATIENCE = 60  # seconds; a busy machine takes its time


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": port, "WORKERS": "1"}
    subprocess.run([*COMMAND, "migrate"], cwd=ROOT, env=told, check=True, capture_output=True)
    return told


@pytest.fixture
def server(env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([*COMMAND, "serve"], cwd=ROOT, env=env, stderr=subprocess.PIPE) as process:
        yield process
        process.kill()


def health(env: dict[str, str]) -> bytes:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{env['PORT']}/health", timeout=5) as answer:
                return bytes(answer.read())
        except URLError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)


def children(process: subprocess.Popen[bytes]) -> list[int]:
    text = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(each) for each in text.split()]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_serves_and_ends_with_all_it_started(
    server: subprocess.Popen[bytes], env: dict[str, str], how: signal.Signals
) -> None:
    assert b'"healthy":true' in health(env)
    started = children(server)
    assert len(started) == 2  # the web, and the worker for documents
    server.send_signal(how)
    assert server.wait(PATIENCE) == 0
    assert not [each for each in started if Path(f"/proc/{each}").exists()]
    assert server.stderr is not None
    lines = server.stderr.read().decode().splitlines()
    assert all("[info" in line for line in lines), lines
