"""Folders and names of evidence in an archive: agency/field/item/file, safe on Windows, none twice."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST_PART = 60  # characters of a folder: four of them and a file stay below Windows' 260
LONGEST_FILE = 80
ILLEGAL = re.compile(r'[<>:"/\\|?*]')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def safe_part(text: str, *, most: int = LONGEST_PART) -> str:
    """One folder or file name; Vietnamese letters stay, never empty, never a device of Windows."""
    plain = "".join(mark if mark.isprintable() else " " for mark in unicodedata.normalize("NFC", text))
    plain = ILLEGAL.sub("_", " ".join(plain.split()))[:most].strip(" .")
    return f"_{plain[: most - 1]}" if RESERVED.match(plain) else plain or "_"


def folder(agency: str, field: tuple[str, str], item: tuple[str, str]) -> str:
    """«STP/2-Cải cách thể chế/2.1.1-Xây dựng văn bản»; field and item are code and name."""
    return "/".join(safe_part(part) for part in (agency, "-".join(field), "-".join(item)))


def file_name(name: str, version: int, *, newest: bool) -> str:
    """The file's own name; an older version says which it is."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    mark = "" if newest else f" (v{version})"
    ending = safe_part(ending, most=10) if ending else ""
    return safe_part(stem, most=LONGEST_FILE - len(mark) - len(ending) - 1) + mark + dot + ending


def unique(paths: Iterable[str]) -> Sequence[str]:
    """The same paths, later ones of the same name numbered; capitals make no difference, as on Windows."""
    taken: set[str] = set()
    return [_free(path, taken) for path in paths]


def _free(path: str, taken: set[str]) -> str:
    head, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number, free = 1, path
    while free.casefold() in taken:
        number += 1
        free = f"{head}{slash}{stem} ({number}){dot}{ending}"
    taken.add(free.casefold())
    return free
