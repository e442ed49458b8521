"""Vietnamese text: cleaned, searched without accents, put in alphabetical order."""

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANK = {letter: rank for rank, letter in enumerate(ALPHABET, 1)}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng
LINE_END = re.compile("\r\n?|[\u2028\u2029]")
# Cc and Cs are dropped by category. These are too: invisible ones, ones that turn the direction of the text
# around, and ones XML does not allow. The joiners of emoji stay.
UNWANTED = frozenset("\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def clean(text: str) -> str:
    """What somebody typed or pasted, without invisible noise: NFC, LF line ends, single spaces; tabs stay."""
    text = "".join(mark for mark in LINE_END.sub("\n", text) if _wanted(mark))
    text = re.sub(r"[^\S\n\t]+", " ", unicodedata.normalize("NFC", text))
    return re.sub(r" ?\n ?", "\n", text).strip()


def _wanted(mark: str) -> bool:
    return mark in "\n\t" or (unicodedata.category(mark) not in ("Cc", "Cs") and mark not in UNWANTED)


def fold(text: str) -> str:
    """Lower case without accents, for search: «Sở Nội vụ» → «so noi vu»."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(bare.casefold().replace("đ", "d").split())


def sort_key(text: str) -> SortKey:
    """Vietnamese alphabetical order, word by word, letters before tones; numbers by size, so 1.9 comes before 1.10."""
    return tuple(map(_word_key, re.findall(r"[0-9]{1,18}|[^\W\d_]+", unicodedata.normalize("NFC", text).lower())))


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if word[0] in "0123456789":
        return (0, int(word)), ()
    pairs = [_letter_key(letter) for letter in word]
    return tuple(rank for rank, _ in pairs), tuple(tone for _, tone in pairs)


def _letter_key(letter: str) -> tuple[int, int]:
    marks = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    tone = next((TONES[mark] for mark in marks if mark in TONES), 0)
    return RANK.get(base, len(ALPHABET) + ord(base[0])), tone
