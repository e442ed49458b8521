"""Addresses of e-mail, as offices have them: plain letters, no quoting, no comments."""

import re

LONGEST = 254  # characters
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")


def is_address(text: str) -> bool:
    """Does it look like an address, «ten@coquan.gov.vn»? Whether anybody reads there only a mail can tell."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
