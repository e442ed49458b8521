"""The words of our lists as a sheet writes them in Vietnamese, and how others write them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, Level, RuleKind
from inspection_app.rules.vietnamese import fold

Term = TypeVar("Term", bound=StrEnum)
# What files say of a set nobody has checked; documents/macros.html words it so too.
NOT_CHECKED = "Bộ tiêu chí chưa đối chiếu với {decision}: tên, điểm tối đa và cách chấm có thể khác bản chính thức."
# As the screen says them.
LEVELS: Mapping[Level, str] = {
    Level.FIELD: "Lĩnh vực",
    Level.CRITERION: "Tiêu chí",
    Level.SUBCRITERION: "Tiêu chí thành phần",
    Level.DETAIL: "Nội dung thành phần",
}
ASSESSED: Mapping[Assessed, str] = {
    Assessed.DOCUMENTS: "Tài liệu",
    Assessed.SURVEY: "Điều tra xã hội học",
    Assessed.STATISTICS: "Số liệu thống kê",
    Assessed.MIXED: "Nhiều cách",
}
RULES: Mapping[RuleKind, str] = {kind: kind.value for kind in RuleKind}  # as docs/domain.md names them
# Free text about the way of judging, folded.
SIGNS: tuple[tuple[Assessed, str], ...] = (
    (Assessed.SURVEY, r"\b(dieu tra|xa hoi hoc|dtxhh|xhh|khao sat)\b"),
    (Assessed.STATISTICS, r"\bthong ke\b"),
    (Assessed.DOCUMENTS, r"\b(tai lieu|ho so|bao cao|tham dinh|tu cham|tu danh gia|van ban|minh chung)\b"),
)
YES, NO = frozenset({"x", "co", "yes", "true", "bonus", "diem thuong"}), frozenset({"", "khong", "no", "false", "-"})


def term(kind: type[Term], words: Mapping[Term, str], text: str) -> Term:
    """The word of the list, in English or Vietnamese; DomainError lists those known."""
    folded = fold(text)
    for each in kind:
        if folded in (each.value, fold(words[each])):
            return each
    known = ", ".join(dict.fromkeys([*kind, *words.values()]))
    raise DomainError(Message("Unknown word «%(text)s»; known are %(known)s.", text=text[:40], known=known))


def assessed(text: str) -> Assessed:
    """The way of judging, of a word of ours or of free text; DomainError where neither tells."""
    try:
        return term(Assessed, ASSESSED, text)
    except DomainError:
        found = [way for way, sign in SIGNS if re.search(sign, fold(text))]
        if not found:
            raise
        return found[0] if len(found) == 1 else Assessed.MIXED


def is_bonus(text: str) -> bool:
    """A cross or «có» in the column of bonus points; DomainError for anything else."""
    folded = fold(text)
    if folded in YES or folded in NO:
        return folded in YES
    raise DomainError(Message("Mark bonus points with «Có», and leave the others empty."))
