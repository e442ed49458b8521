"""How well a line of the table is known, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _

from inspection_app.models import Criterion


def marks(line: Criterion) -> list[str]:
    """What is not certain about this line: its name, its points."""
    words: Mapping[tuple[str, str], str] = {
        ("name", "knowledge"): _("name from memory"),
        ("name", "guessed"): _("name guessed"),
        ("name", "unknown"): _("name unknown"),
        ("points", "sample"): _("sample points"),
    }
    told = (("name", line.name_status), ("points", line.points_status))
    return [words.get(mark, mark[1]) for mark in told if mark[1] not in {"", "verified"}]
