"""How well a line of the table is known, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _

from inspection_app.models import Criterion

STATUSES: Mapping[str, tuple[str, ...]] = {
    "name_status": ("verified", "knowledge", "guessed", "unknown"),
    "points_status": ("verified", "sample"),
}


def status_names() -> Mapping[str, str]:
    """Each word of the two columns, in the reader's language."""
    return {
        "": _("not said"),
        "verified": _("from the official text"),
        "knowledge": _("from memory"),
        "guessed": _("guessed"),
        "unknown": _("unknown"),
        "sample": _("sample"),
    }


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
