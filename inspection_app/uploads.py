"""Views that take several files at once may be sent more than others."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request, session
from werkzeug.datastructures import FileStorage

from .rules.message import DomainError, Message

View = TypeVar("View", bound=Callable[..., Any])
MOST_FILES = 20  # of one form
MOST_WEIGHT = 10  # files of the largest size, all together


def many_files(view: View) -> View:
    """A view whose form carries up to MOST_FILES files."""
    view.many_files = True  # type: ignore[attr-defined] # a mark that `widen` reads
    return view


def widen() -> None:
    """Let a marked view be sent as much as MOST_WEIGHT of the largest files, by people with a session of ours only."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "many_files", False) and "_user_id" in session:
        request.max_content_length = MOST_WEIGHT * limit() + 1024 * 1024


def limit() -> int:
    """The most bytes of one file."""
    most: int = current_app.extensions["settings"].upload_limit
    return most


def content_of(file: FileStorage, *, field: str = "file") -> bytes:
    """The whole file; DomainError where it is larger than one may be."""
    with file.stream:  # a large one lies in a temporary file
        content = file.stream.read(limit() + 1)
    if len(content) > limit():
        raise DomainError(Message("A file has at most %(most)s MB.", most=limit() // 1024 // 1024), field=field)
    return content
