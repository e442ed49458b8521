"""The real server and worker on a demo database of their own, and Debian's Chromium to visit them with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.people import PASSWORD, Person

CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OFFICE: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
TABLET: dict[str, Any] = {
    "viewport": {"width": 1180, "height": 820},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
PATIENCE = 60  # seconds until the server answers
COMMAND = [sys.executable, "-m", "inspection_app.cli"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served app keeps its data."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def env(folder: Path) -> dict[str, str]:
    """The settings of the served app, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"DATA_DIR": str(folder), "PORT": str(port), "DEMO_PASSWORD": PASSWORD, "DATABASE_URL": "", "SECRET_KEY": ""}
    return os.environ | told


@pytest.fixture(scope="session")
def address(env: dict[str, str], folder: Path) -> Iterator[str]:
    """Where the app is served, as `make run` serves it."""
    port = env["PORT"]
    subprocess.run([*COMMAND, "demo"], env=env, check=True, capture_output=True)
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve"], env=env, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the server did not come up:\n{log.read_text()}")


@pytest.fixture
def post_office(env: dict[str, str]) -> Callable[[], None]:
    """Send the mails that wait, as the worker does every minute."""

    def send() -> None:
        subprocess.run([*COMMAND, "remind"], env=env, check=True, capture_output=True)

    return send


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all; each person gets a context of his or her own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Person]]:
    """`visit("dieuphoi")` signs somebody in on a device of their own; every complaint of the browser fails the test."""
    contexts: list[BrowserContext] = []
    people: list[Person] = []

    def enter(username: str | None, device: dict[str, Any] | None = None, **context: Any) -> Person:
        contexts.append(chromium.new_context(locale="vi-VN", base_url=address, **(device or OFFICE), **context))
        people.append(Person(contexts[-1].new_page()))
        if username:
            people[-1].signs_in(username)
        return people[-1]

    yield enter
    complaints = [complaint for person in people for complaint in person.complaints]
    for context in contexts:
        context.close()
    assert not complaints
