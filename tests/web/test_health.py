"""Whether the service works, told to everybody who asks."""

from typing import NoReturn

import pytest

from inspection_app.queries import health
from inspection_app.storage import LocalStore
from tests.visitor import Visitor


def test_all_is_well(client: Visitor) -> None:
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json == {"healthy": True, "database": True, "storage": True}


@pytest.mark.parametrize(("part", "where"), [("database", (health, "ask")), ("storage", (LocalStore, "check"))])
def test_a_part_that_does_not_work_is_named(
    client: Visitor, monkeypatch: pytest.MonkeyPatch, part: str, where: tuple[object, str]
) -> None:
    def fail(*_args: object) -> NoReturn:
        raise OSError("mật khẩu trong địa chỉ")

    monkeypatch.setattr(*where, fail)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json == {"healthy": False, "database": True, "storage": True} | {part: False}
