"""What kind of file these bytes are: told by content, never by name."""

import io
import re
import unicodedata
import zipfile

from inspection_app.rules.message import DomainError, Message

PDF = "application/pdf"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_OFFICE = "application/x-ole-storage"
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
HEADS = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
}
SUFFIXES = {
    PDF: (".pdf",),
    TEXT: (".txt", ".csv"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    OLD_OFFICE: (".doc", ".xls"),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
LONGEST_NAME = 150  # characters
MARKUP = re.compile(r"[\s\ufeff]*<[!?a-z]", re.IGNORECASE)  # HTML, SVG, XML: a browser would make more of it than text


def sniff(content: bytes) -> str:
    """The media type of an allowed kind of file; raises DomainError for an empty or any other one."""
    if not content:
        raise DomainError(Message("The file is empty (0 bytes)."), field="file")
    for head, media_type in HEADS.items():
        if content.startswith(head):
            return media_type
    found = _webp(content) or _office(content) or _text(content)
    if found is None:
        raise DomainError(Message("Only PDF, pictures, Word, Excel and plain text are taken."), field="file")
    return found


def safe_name(name: str, media_type: str) -> str:
    """A name for people without folders or control marks, with the ending its content deserves."""
    plain = bare_name(name)
    suffixes = SUFFIXES[media_type]
    ending = next((suffix for suffix in suffixes if plain.lower().endswith(suffix)), "")
    stem = plain[: len(plain) - len(ending)] if ending else plain
    stem = "".join("_" if mark in '<>:"|?*/' else mark for mark in stem).strip(" .") or "tai-lieu"
    return stem[:LONGEST_NAME] + (ending or suffixes[0])


def bare_name(name: str) -> str:
    """The name as it may be said to people: without folders, control marks and marks that turn the text around."""
    plain = "".join(mark for mark in name.replace("\\", "/").rsplit("/", 1)[-1] if mark.isprintable())
    return plain.strip(" .")


def _webp(content: bytes) -> str | None:
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _office(content: bytes) -> str | None:
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any("vbaProject" in name for name in names):
        return None
    if any(name.startswith("word/") for name in names):
        return DOCX
    return XLSX if any(name.startswith("xl/") for name in names) else None


def _text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if MARKUP.match(text):
        return None
    return None if any(unicodedata.category(mark) == "Cc" and mark not in "\n\r\t" for mark in text) else TEXT
