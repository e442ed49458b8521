"""Vietnamese words of the closed lists: documents are Vietnamese, whatever the reader's screen speaks."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel.support import NullTranslations, Translations

from inspection_app.rules.message import Message
from inspection_app.rules.terms import Assessed, CauseKind, ItemState, Verdict

# By type first: members of different lists with the same text are equal, and so would share one key.
WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Assessed: {
        Assessed.DOCUMENTS: "Tài liệu",
        Assessed.SURVEY: "Điều tra xã hội học",
        Assessed.STATISTICS: "Số liệu thống kê",
        Assessed.MIXED: "Nhiều cách",
    },
    ItemState: {
        ItemState.NOT_ASSESSED: "Chưa đánh giá",
        ItemState.MET: "Đạt",
        ItemState.PARTLY_MET: "Đạt một phần",
        ItemState.AT_RISK: "Có nguy cơ không đạt",
        ItemState.NOT_MET: "Không đạt",
        ItemState.LACKS_EVIDENCE: "Chưa đủ tài liệu",
        ItemState.NOT_INSPECTED: "Không đánh giá (khảo sát)",
        ItemState.NOT_APPLICABLE: "Không phát sinh",
    },
    CauseKind: {
        CauseKind.OBJECTIVE: "Nguyên nhân khách quan",
        CauseKind.SUBJECTIVE: "Nguyên nhân chủ quan",
    },
    Verdict: {
        Verdict.ACCEPTED: "Chấp nhận",
        Verdict.PARTLY_ACCEPTED: "Chấp nhận một phần",
        Verdict.REJECTED: "Không chấp nhận",
    },
}
# The parts of a bar of components/field_bars.html, in the order they are drawn.
BAR_LABELS = MappingProxyType(
    {
        "low": "Chắc chắn đạt",
        "at_risk": "Có nguy cơ",
        "lost": "Mất",
        "unassessed": "Chưa đánh giá",
        "assumed": "Tính riêng",
        "excluded": "Không phát sinh",
        "maximum": "Tối đa",
    }
)


@cache
def _catalogue() -> NullTranslations:
    return Translations.load(str(files("inspection_app") / "translations"), ["vi"])


def sentence(message: Message) -> str:
    """A sentence in Vietnamese, whoever is asking."""
    text = _catalogue().gettext(message.msgid)
    told = {name: sentence(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return text % told if told else text


def word(term: StrEnum) -> str:
    """The Vietnamese words for one term of rules/terms.py."""
    return WORDS[type(term)][term]
