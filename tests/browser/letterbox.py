"""Mails as they lie in the folder of the served app."""

import email
import email.policy
from collections import defaultdict
from mailbox import Maildir
from pathlib import Path


def mails(folder: Path, about: str) -> dict[str, list[str]]:
    """What each person was mailed about this, line by line."""
    lines: dict[str, list[str]] = defaultdict(list)
    for each in Maildir(folder / "mail", factory=None, create=False):
        message = email.message_from_bytes(each.as_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        told = [
            line.removeprefix("* ")
            for line in body.get_content().splitlines()
            if line.startswith("* ") and about in line
        ]
        lines[str(message["To"].addresses[0].username)] += told
    return lines
