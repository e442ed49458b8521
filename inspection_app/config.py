"""Settings from the environment, checked at start."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from . import mailing

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
SHORTEST_SECRET = 32  # characters
MOST_DIGITS = 9  # of a number
MASK = "***"


class BadSettings(Exception):
    """A setting is missing or makes no sense; the text says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """How this installation runs; `inspection settings` prints it."""

    production: bool  # INSPECTION_ENV=production
    secret_key: str = field(repr=False)
    data_dir: Path  # database, files, jobs
    database_url: str = field(repr=False)
    demo_password: str = field(repr=False)
    upload_limit: int  # bytes of one file
    render_seconds: int  # a document that takes longer is given up
    render_megabytes: int
    session_hours: int
    public_pages: bool  # plans and notices of rounds are shown to everybody
    proxies: int  # how many servers stand in front and pass on the visitor's address
    mail_url: str = field(repr=False)  # where mails go
    mail_from: str  # whom they come from
    base_url: str  # how links in mails and on papers begin; never what a request calls us
    digest_hour: int  # when the mail of the day is written, on the office's clock

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read and check; raises BadSettings with a sentence for the operator."""
        env = os.environ if env is None else env
        production = _production(env)
        data_dir = _folder(Path(env.get("DATA_DIR") or ROOT / "var").resolve())
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
            public_pages=_switch(env, "PUBLIC_PAGES"),
            proxies=_whole(env, "PROXIES", 0, least=0),
            mail_url=_mail(env, data_dir),
            mail_from=_sender(env.get("MAIL_FROM") or "kiem-tra@localhost.localdomain"),
            base_url=_base(env),
            digest_hour=_whole(env, "DIGEST_HOUR", 7, least=0, most=23),
        )

    def shown(self) -> dict[str, str]:
        """Every setting by its variable, in the unit it is set in; secrets masked."""
        return {
            "INSPECTION_ENV": "production" if self.production else "development",
            "SECRET_KEY": MASK,
            "DATA_DIR": str(self.data_dir),
            "DATABASE_URL": _without_password(self.database_url),
            "DEMO_PASSWORD": MASK,
            "UPLOAD_MEGABYTES": str(self.upload_limit // MEGABYTE),
            "RENDER_SECONDS": str(self.render_seconds),
            "RENDER_MEGABYTES": str(self.render_megabytes),
            "SESSION_HOURS": str(self.session_hours),
            "PUBLIC_PAGES": "on" if self.public_pages else "off",
            "PROXIES": str(self.proxies),
            "MAIL_URL": _without_password(self.mail_url),
            "MAIL_FROM": self.mail_from,
            "BASE_URL": self.base_url,
            "DIGEST_HOUR": str(self.digest_hour),
        }


def _production(env: Mapping[str, str]) -> bool:
    told = env.get("INSPECTION_ENV") or "development"
    if told not in {"development", "production"}:
        raise BadSettings(f"INSPECTION_ENV is development or production, not «{told}».")
    return told == "production"


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSettings(f"DATA_DIR {path} cannot be made: {error.strerror}.") from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise BadSettings(f"DATA_DIR {path} cannot be written to.")
    return path


def _secret(env: Mapping[str, str], data_dir: Path, *, production: bool) -> str:
    """The key that signs sessions; outside production one is made and kept in the data folder."""
    secret = env.get("SECRET_KEY", "").strip()
    if secret and len(secret) < SHORTEST_SECRET:
        raise BadSettings(f"SECRET_KEY is too short: give at least {SHORTEST_SECRET} random characters.")
    if secret:
        return secret
    if production:
        raise BadSettings(f"SECRET_KEY is missing: production needs at least {SHORTEST_SECRET} random characters.")
    return _kept_secret(data_dir / "secret-key")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(os.urandom(SHORTEST_SECRET).hex(), encoding="ascii")
        with suppress(FileExistsError):
            os.link(fresh, path)  # of two that start at once the first one's secret holds
        fresh.unlink()
    return path.read_text(encoding="ascii")


def _database(url: str) -> str:
    """Name the driver we ship, whatever short form of a PostgreSQL address was given."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettings("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url


def _mail(env: Mapping[str, str], data_dir: Path) -> str:
    """Where mails go; those that leave the machine say whom they come from and where their links lead."""
    url = env.get("MAIL_URL") or (data_dir / "mail").as_uri()
    try:
        known = mailing.carrier(url)
    except ValueError as error:
        raise BadSettings(f"MAIL_URL {error}.") from error
    missing = [name for name in ("MAIL_FROM", "BASE_URL") if not env.get(name)]
    if isinstance(known, mailing.Server) and missing:
        raise BadSettings(f"{' and '.join(missing)} must be given where MAIL_URL is a server.")
    return url


def _sender(told: str) -> str:
    try:
        mailing.sender(told)
    except ValueError as error:
        raise BadSettings(f"MAIL_FROM {error}.") from error
    return told


def _base(env: Mapping[str, str]) -> str:
    url = env.get("BASE_URL") or f"http://{env.get('HOST') or '127.0.0.1'}:{env.get('PORT') or '8000'}"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise BadSettings("BASE_URL must begin with http:// or https:// and name the server, and no more than a path.")
    return url.rstrip("/")


def _whole(env: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int = 10**MOST_DIGITS) -> int:
    text = env.get(name) or str(default)
    if not text.isdecimal() or len(text) > MOST_DIGITS or not least <= int(text) <= most:
        upto = f" to {most}" if most < 10**MOST_DIGITS else ""
        raise BadSettings(f"{name} must be a whole number from {least}{upto}, not «{text[:40]}».")
    return int(text)


def _switch(env: Mapping[str, str], name: str) -> bool:
    told = env.get(name) or "off"
    if told not in {"on", "off"}:
        raise BadSettings(f"{name} is on or off, not «{told[:40]}».")
    return told == "on"


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.rsplit(':', 1)[0]}:{MASK}@{tail}" if at and ":" in head.split("//", 1)[-1] else url
