"""Documents as PDF, made in a child process: limits of its own, no environment, no shell, no network.

`python -m inspection_app.documents.pdf KIND TARGET` reads a snapshot on standard input and says how far it is, «1/4».
"""

import argparse
import re
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

import structlog

from inspection_app.rules.message import DomainError, Message

from . import paper, report

PAGES: Mapping[str, Callable[[bytes], str]] = {"report": report.page, "paper": paper.page}
STEPS = 4
STEP = re.compile(r"(\d+)/(\d+)\n")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
ROOT = Path(__file__).parents[2]

log = structlog.get_logger()


@dataclass(frozen=True)
class Limits:
    """What making one document may cost."""

    seconds: int
    megabytes: int


def make(
    snapshot: bytes, target: Path, *, limits: Limits, progress: Callable[[int, int], None], kind: str = "report"
) -> None:
    """Write the PDF of a snapshot to `target`, whole or not at all; DomainError where it fails or takes too long."""
    part = target.with_name(f"{target.name}.part")
    seconds = limits.seconds
    told = [f"--seconds={seconds}", f"--megabytes={limits.megabytes}"]
    command = [sys.executable, "-m", __name__, kind, str(part.absolute()), *told]
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
            given.write(snapshot)
            code, late = _run(command, (given, complaints), seconds, progress)
            # The library that sets the text was seen to crash once in some thousand documents, and not again.
            if code == -signal.SIGSEGV and not late:
                code, late = _run(command, (given, complaints), seconds, progress)
            _check(code, late, seconds, complaints)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _run(
    command: Sequence[str], files: tuple[IO[bytes], IO[bytes]], seconds: int, progress: Callable[[int, int], None]
) -> tuple[int, bool]:
    """The child's exit code, and whether its time was up."""
    given, complaints = files
    given.seek(0)
    child = subprocess.Popen(  # noqa: S603 # our own module, arguments of our own
        command, stdin=given, stdout=subprocess.PIPE, stderr=complaints, env=ENVIRONMENT, cwd=ROOT, text=True
    )
    clock = Timer(seconds, child.kill)
    clock.daemon = True  # a worker that is told to stop does not wait for it
    clock.start()
    try:
        for line in child.stdout or ():
            if told := STEP.fullmatch(line):  # libraries in trouble write there too
                progress(int(told[1]), int(told[2]))
        return child.wait(), not clock.is_alive()
    finally:
        clock.cancel()
        child.kill()
        child.communicate()


def _check(code: int, late: bool, seconds: int, complaints: IO[bytes]) -> None:
    if code == 0:
        return
    complaints.seek(0)
    last = complaints.read().decode(errors="replace").strip().rpartition("\n")[2]
    log.error("document.failed", code=code, late=late, error=last.partition(":")[0])
    if late:
        raise DomainError(
            Message("Making the document took longer than %(seconds)s seconds, so it was stopped.", seconds=seconds)
        )
    raise DomainError(Message("The document could not be made. The log of the server says why."))


def main(arguments: Sequence[str] | None = None) -> None:
    """The child: one snapshot in, one PDF out."""
    parser = argparse.ArgumentParser(prog="python -m inspection_app.documents.pdf", description=__doc__)
    parser.add_argument("kind", choices=PAGES)
    parser.add_argument("target", type=Path)
    parser.add_argument("--seconds", type=int, default=120, help="processor time")
    parser.add_argument("--megabytes", type=int, default=1024, help="address space")
    options = parser.parse_args(arguments)
    _limit(options.seconds, options.megabytes)
    snapshot = sys.stdin.buffer.read()
    _say(1)
    page = PAGES[options.kind](snapshot)
    _say(2)
    from . import press  # WeasyPrint is heavy: loaded by the child only, inside its limits

    document = press.lay_out(page)
    _say(3)
    press.write(document, options.target, snapshot)
    _say(4)


def _limit(seconds: int, megabytes: int) -> None:
    seconds += 1  # the parent's clock comes first; this one stops a child that has lost its parent
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(step: int) -> None:
    sys.stdout.write(f"{step}/{STEPS}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
