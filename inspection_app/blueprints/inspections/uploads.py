"""Several files that came with a form, read within the limits."""

from collections.abc import Sequence
from contextlib import ExitStack

from flask import current_app
from werkzeug.datastructures import FileStorage

from inspection_app.rules.message import DomainError, Message

MOST = 10  # files sent at once


def read_all(files: Sequence[FileStorage | str] | None) -> list[tuple[str, bytes]]:
    """Name and content of each; DomainError beside «files» for too many or too large ones."""
    sent = [file for file in files or () if isinstance(file, FileStorage) and file.filename]
    with ExitStack() as stack:  # a large one lies in a temporary file
        for file in sent:
            stack.callback(file.close)
        if len(sent) > MOST:
            raise DomainError(Message("Send at most %(most)s files at once.", most=MOST), field="files")
        return [(file.filename or "", _read(file)) for file in sent]


def _read(file: FileStorage) -> bytes:
    limit = current_app.extensions["settings"].upload_limit
    content: bytes = file.read(limit + 1)
    if len(content) > limit:
        raise DomainError(Message("A file has at most %(most)s MB.", most=limit // 1024 // 1024), field="files")
    return content
