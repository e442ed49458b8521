"""The sheets of an uploaded file, told by its content; whatever the bytes are, the answer is sheets or a sentence."""

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import structlog

from inspection_app.rules import criteria_file
from inspection_app.rules.criteria_file import unusable
from inspection_app.rules.criteria_heading import fit
from inspection_app.rules.criteria_sheet import Sheet
from inspection_app.rules.message import Message
from inspection_app.rules.vietnamese import clean

CHILD = Path(__file__).with_name("child.py")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
SECONDS = 15  # of the clock; child.py limits its processor time and memory
MOST_BYTES = 5_000_000
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 1000, 60_000_000, 200
SMALL = 5_000_000  # unpacked bytes up to which no ratio is a danger
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, struct.error, EOFError, RuntimeError,
)  # fmt: skip

UNREADABLE = Message("The workbook cannot be read. It may be damaged: open it in Excel and save it again as .xlsx.")
TOO_HEAVY = Message("The workbook is far larger than a criteria table. Copy the table into a new workbook.")

log = structlog.get_logger()


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """Every sheet that holds something; raises BadTable with a sentence for any file that is no table."""
    if content.startswith(OLE):
        raise unusable(_old(content))
    sheets = _workbook(content) if content.startswith(ZIP) else (criteria_file.read_csv(content, fit),)
    filled = tuple(sheet for sheet in sheets if any(any(row) for row in sheet.rows))
    if not filled:
        raise unusable(Message("The file is empty."))
    return filled


def _old(content: bytes) -> Message:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Message("The workbook is protected by a password. Save it without one.")
    return Message("This is the old Excel format (.xls). Open it in Excel and save it as .xlsx.")


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    if len(content) > MOST_BYTES:
        raise unusable(Message("The workbook is larger than 5 MB; a criteria table is far smaller."))
    _check_zip(content)
    answer = _ask_child(content)
    if "too_many" in answer:
        raise unusable(Message("The workbook has %(count)s sheets; that is too many.", count=answer["too_many"]))
    for sheet in answer["sheets"]:
        if "height" in sheet:
            raise unusable(_too_large(sheet))
    return tuple(map(_sheet, answer["sheets"]))


def _too_large(sheet: dict[str, Any]) -> Message:
    told = {"sheet": sheet["name"][:40], "rows": sheet["height"], "columns": sheet["width"]}
    return Message("The sheet «%(sheet)s» has %(rows)s rows and %(columns)s columns: too many for a table.", **told)


def _check_zip(content: bytes) -> None:
    """Look at what the archive says of itself before anybody unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except DAMAGED as error:
        raise unusable(UNREADABLE) from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > max(SMALL, min(MOST_UNPACKED, MOST_RATIO * len(content))):
        raise unusable(TOO_HEAVY)
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise unusable(Message("The workbook holds macros (.xlsm). Save it as .xlsx, without macros."))
    if not any(name.replace("\\", "/").startswith("xl/") for name in names):
        raise unusable(Message("This is no Excel workbook. Choose an .xlsx or .csv file."))


def _ask_child(content: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 # our own script, no arguments
            [sys.executable, "-I", str(CHILD)],
            input=content,
            capture_output=True,
            check=False,
            env=ENVIRONMENT,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise unusable(TOO_HEAVY) from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.warning("sheet.refused", code=done.returncode, error=last.partition(":")[0])
        raise unusable(TOO_HEAVY if done.returncode < 0 or "MemoryError" in last else UNREADABLE)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _sheet(told: dict[str, Any]) -> Sheet:
    rows = told["rows"]
    places = [(row, column, cell[0]) for row, cells in enumerate(rows) for column, cell in enumerate(cells)]
    return Sheet(
        clean(told["name"])[:100],
        tuple(tuple(clean(cell[1:]) for cell in cells) for cells in rows),
        numbers=frozenset((row, column) for row, column, kind in places if kind == "n"),
        dates=frozenset((row, column) for row, column, kind in places if kind == "d"),
        formulas=frozenset(told["formulas"]),
        merged=[((first[0], first[1]), (last[0], last[1])) for first, last in told["merged"]],
    )
