"""Settings: what is missing or makes no sense is refused at start, with a sentence."""

from pathlib import Path

import pytest

from inspection_app.config import MASK, BadSettings, Settings

SECRET = "x" * 32


def settings(folder: Path, **env: str) -> Settings:
    return Settings.from_env({"DATA_DIR": str(folder), **env})


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"INSPECTION_ENV": "production"}, "SECRET_KEY is missing"),
        ({"INSPECTION_ENV": "production", "SECRET_KEY": "x" * 31}, "SECRET_KEY is too short"),
        ({"INSPECTION_ENV": "production", "SECRET_KEY": " " * 32}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"INSPECTION_ENV": "prod"}, "INSPECTION_ENV"),
        ({"DATABASE_URL": "mysql://db"}, "DATABASE_URL"),
        ({"SESSION_HOURS": "0"}, "SESSION_HOURS"),
        ({"UPLOAD_MEGABYTES": "-1"}, "UPLOAD_MEGABYTES"),
        ({"UPLOAD_MEGABYTES": "9" * 5000}, "UPLOAD_MEGABYTES"),
        ({"RENDER_SECONDS": "1.5"}, "RENDER_SECONDS"),
        ({"PROXIES": "one"}, "PROXIES"),
        ({"MAIL_URL": "imap://mail"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://mail:x"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://mail"}, "MAIL_FROM and BASE_URL must be given"),
        ({"MAIL_URL": "smtp://mail", "MAIL_FROM": "a@b.vn"}, "BASE_URL must be given"),
        ({"MAIL_FROM": "nobody"}, "MAIL_FROM"),
        ({"BASE_URL": "kiemtra.example"}, "BASE_URL"),
        ({"BASE_URL": "https://kiemtra.example/?x=1"}, "BASE_URL"),
        ({"DIGEST_HOUR": "24"}, "DIGEST_HOUR must be a whole number from 0 to 23"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, env: dict[str, str], words: str) -> None:
    with pytest.raises(BadSettings, match=words):
        settings(tmp_path, **env)


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSettings, match="DATA_DIR"):
        settings(tmp_path / "file" / "folder")


def test_production_takes_a_long_secret(tmp_path: Path) -> None:
    told = settings(tmp_path, INSPECTION_ENV="production", SECRET_KEY=SECRET)
    assert told.production
    assert not (tmp_path / "secret-key").exists()


def test_elsewhere_a_secret_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    first = settings(tmp_path).secret_key
    assert len(first) >= 32
    assert settings(tmp_path).secret_key == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("short", ["postgres://", "postgresql://"])
def test_the_driver_is_ours(tmp_path: Path, short: str) -> None:
    told = settings(tmp_path, DATABASE_URL=f"{short}an:bi-mat@db/kiemtra")
    assert told.database_url == "postgresql+psycopg://an:bi-mat@db/kiemtra"


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    mail = {"MAIL_URL": "smtp://an:mat-thu@mail", "MAIL_FROM": "a@b.vn", "BASE_URL": "https://kiemtra.example/"}
    secrets = {"SECRET_KEY": SECRET, "DEMO_PASSWORD": "mat khau", "DATABASE_URL": "postgres://an:bi-mat@db/x"}
    told = settings(tmp_path, **secrets, **mail)
    for text in (str(told.shown()), repr(told)):
        for secret in (SECRET, "mat khau", "bi-mat", "mat-thu"):
            assert secret not in text
    assert told.shown()["DATABASE_URL"] == f"postgresql+psycopg://an:{MASK}@db/x"
    assert told.shown()["MAIL_URL"] == f"smtp://an:{MASK}@mail"
    assert told.base_url == "https://kiemtra.example"
    assert told.shown()["UPLOAD_MEGABYTES"] == "20"


def test_without_a_server_mails_stay_in_the_data_folder(tmp_path: Path) -> None:
    told = settings(tmp_path, PORT="8123")
    assert told.mail_url == (tmp_path / "mail").as_uri()
    assert told.base_url == "http://127.0.0.1:8123"
    assert told.digest_hour == 7
