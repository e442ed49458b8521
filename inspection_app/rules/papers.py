"""The papers (văn bản) of a case: what each kind is called, its code in numbers, and the texts people write in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspection_app.rules.message import Message
from inspection_app.rules.terms import PaperKind


@dataclass(frozen=True)
class Kind:
    """What is fixed for all papers of one kind."""

    name: str  # as it is printed
    code: str  # of the number: «05/QĐ-BCĐ»
    texts: Mapping[str, Message]  # the editable texts of the paper, and what each is on the screen


SUBJECT = {"subject": Message("Subject")}
BASES = {"bases": Message("Legal bases")}
OPENING = {"opening": Message("Opening sentence")}
CLOSING = {"closing": Message("Closing sentence")}
# Codes are those of Nghị định 30/2020, phụ lục III; a receipt is none of its types, so BN is our own.
KINDS: Mapping[PaperKind, Kind] = {
    PaperKind.TEAM_DECISION: Kind(
        "Quyết định",
        "QĐ",
        {
            **SUBJECT,
            "authority": Message("Who decides"),
            **BASES,
            "details": Message("Tasks of the team (Điều 2)"),
            "closing": Message("Who carries it out (Điều 3)"),
        },
    ),
    PaperKind.NOTICE: Kind(
        "Thông báo",
        "TB",
        {
            **SUBJECT,
            **BASES,
            **OPENING,
            "place_text": Message("Place of the visit"),
            "attendance": Message("Who attends"),
            "details": Message("What is to be prepared"),
            **CLOSING,
        },
    ),
    PaperKind.MINUTES: Kind("Biên bản", "BB", {**SUBJECT, **BASES, **OPENING, **CLOSING}),
    PaperKind.RESULT_NOTICE: Kind(
        "Thông báo",
        "TB",
        {**SUBJECT, **BASES, **OPENING, "details": Message("General remarks"), **CLOSING},
    ),
    PaperKind.RECEIPT: Kind("Biên nhận", "BN", {**SUBJECT, **OPENING, **CLOSING}),
}
