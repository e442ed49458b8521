"""How long the what-if answers take on the demo round, beside the barest answer the same program gives.

    .venv/bin/python benchmarks/what_if.py [sqlite:///… or postgresql://…]

Makes a demo round of its own in a folder that is removed again. Prints medians in milliseconds and their ratio to
GET /health, which says more than the milliseconds on another machine.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient

from inspection_app import create_app
from inspection_app.config import Settings
from inspection_app.models import Round
from inspection_app.queries import forecasts, rounds, users

TIMES = 40
PROMISED = 200  # milliseconds
HTMX = {"HX-Request": "true"}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        app = _demo(folder, sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'demo.db'}")
        client = app.test_client()
        with app.app_context():
            round_ = rounds.by_number("14/KH-BCĐ")
            leader = users.by_username("lanhdao")
            if round_ is None or leader is None:
                raise SystemExit("no demo round")
            asked = _asked(round_)
            session_id = leader.get_id()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = session_id, True
        _print(client, asked)


def _demo(folder: str, address: str) -> Flask:
    told = {"SECRET_KEY": "only to measure with, nobody signs in", "DATA_DIR": folder, "DATABASE_URL": address}
    app = create_app(Settings.from_env(told))
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
    if result.exit_code:
        raise SystemExit(result.output)
    return app


def _asked(round_: Round) -> dict[str, str]:
    """What is measured: the address of each answer."""
    found = forecasts.of_round(round_)
    page = f"/rounds/{round_.id}/forecast"
    codes = [each.code for each in found.items.values() if found.can_move(each)][:5]
    moved = "&".join(f"row={code}&move={code}&{code}.points=0,1" for code in codes)
    return {
        "health": "/health",
        "what-if, one remedy": f"{page}?tick={next(iter(found.recommendations))}",
        "what-if, all remedies": f"{page}?tick=all",
        "what-if, all remedies and five items": f"{page}?tick=all&{moved}",
    }


def _print(client: FlaskClient, asked: dict[str, str]) -> None:
    took = {words: _median(lambda address=address: _get(client, address)) for words, address in asked.items()}
    for words, milliseconds in took.items():
        kept = "" if milliseconds <= PROMISED else f"  above {PROMISED} ms"
        print(f"{words:40} {milliseconds:7.1f} ms  × {milliseconds / took['health']:.1f}{kept}")


def _get(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers=HTMX)
    if answer.status_code != 200:  # noqa: PLR2004 - what is measured is an answer, not a refusal
        raise SystemExit(f"{address} answered {answer.status_code}")


def _median(act: Callable[[], object]) -> float:
    """The middle of many, in milliseconds; the first ones warm up."""
    took = []
    for _ in range(TIMES):
        began = perf_counter()
        act()
        took.append((perf_counter() - began) * 1000)
    return median(took[TIMES // 4 :])


if __name__ == "__main__":
    main()
