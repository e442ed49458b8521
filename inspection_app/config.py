"""Settings from the environment, checked at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
SHORTEST_SECRET = 32  # characters


class BadSettings(Exception):
    """A setting is missing or makes no sense; the text says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """How this installation runs; `inspection settings` prints it."""

    production: bool  # INSPECTION_ENV=production
    secret_key: str
    data_dir: Path  # database, files, jobs
    database_url: str
    demo_password: str
    upload_limit: int  # bytes of one file
    render_seconds: int  # a document that takes longer is given up
    render_megabytes: int
    session_hours: int

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read and check; raises BadSettings with a sentence for the operator."""
        env = os.environ if env is None else env
        production = env.get("INSPECTION_ENV", "") == "production"
        data_dir = Path(env.get("DATA_DIR") or ROOT / "var").resolve()
        return cls(
            production=production,
            secret_key=_secret(env, data_dir, production=production),
            data_dir=data_dir,
            database_url=_database(env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'inspection.db'}"),
            demo_password=env.get("DEMO_PASSWORD") or "kiem-tra-cchc-2020",
            upload_limit=_whole(env, "UPLOAD_MEGABYTES", 20) * MEGABYTE,
            render_seconds=_whole(env, "RENDER_SECONDS", 300),
            render_megabytes=_whole(env, "RENDER_MEGABYTES", 2048),
            session_hours=_whole(env, "SESSION_HOURS", 12),
        )

    def shown(self) -> dict[str, str]:
        """Every setting as text, secrets masked."""
        values = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        values["database_url"] = _without_password(self.database_url)
        return values | {"secret_key": "***", "demo_password": "***"}


def _secret(env: Mapping[str, str], data_dir: Path, *, production: bool) -> str:
    """The key that signs sessions; outside production one is made and kept in the data folder."""
    secret = env.get("SECRET_KEY", "")
    if secret and len(secret) < SHORTEST_SECRET:
        raise BadSettings(f"SECRET_KEY is too short: give at least {SHORTEST_SECRET} random characters.")
    if secret:
        return secret
    if production:
        raise BadSettings(f"SECRET_KEY is missing: production needs at least {SHORTEST_SECRET} random characters.")
    return _kept_secret(data_dir / "secret-key")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(os.urandom(SHORTEST_SECRET).hex(), encoding="ascii")
    return path.read_text(encoding="ascii")


def _database(url: str) -> str:
    """Name the driver we ship, whatever short form of a PostgreSQL address was given."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettings("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise BadSettings(f"{name} must be a whole number above 0, not «{text}».")
    return int(text)


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.rsplit(':', 1)[0]}:***@{tail}" if at and ":" in head.split("//", 1)[-1] else url
