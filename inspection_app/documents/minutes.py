"""The minutes (biên bản kiểm tra): snapshot, and what screen, PDF and Word share."""

import msgspec

from .minutes_content import MinutesContent


def to_json(content: MinutesContent) -> bytes:
    """The snapshot: the same content gives the same bytes; points and times are exact."""
    return msgspec.json.encode(content)


def from_json(snapshot: bytes) -> MinutesContent:
    """The content of a snapshot; msgspec.ValidationError for anything else."""
    return msgspec.json.decode(snapshot, type=MinutesContent)
