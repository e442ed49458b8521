"""Agencies: entered once, by whoever looks after people."""

import re

from inspection_app.models import Agency, User
from inspection_app.queries import agencies as find
from inspection_app.rules.message import DomainError, Message

from . import activity

CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")


def add(code: str, name: str, *, by: User | None) -> Agency:
    """Enter an agency; raises DomainError for a bad or taken code. The code stays: criteria tables name it."""
    if not CODE.fullmatch(code):
        sentence = Message("A code has 2 to 10 capital letters and digits without accents, for instance SNV.")
        raise DomainError(sentence, field="code")
    if find.by_code(code):
        raise DomainError(Message("There is an agency with this code already."), field="code")
    agency = Agency(code=code, name=name)
    activity.note("agency.added", agency, by=by)
    return agency


def rename(agency: Agency, name: str, *, by: User) -> None:
    """Change an agency's name; reports already drafted keep the old one."""
    agency.name = name
    activity.note("agency.renamed", agency, by=by)
