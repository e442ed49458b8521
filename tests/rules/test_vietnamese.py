import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.vietnamese import clean, fold, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sở Nội vụ", "so noi vu"),
        ("Đề ĐIỀU", "de dieu"),
        ("ƯƠNG ươn", "uong uon"),
        ("  a\n b ", "a b"),
        ("5 Ｂ", "5 b"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_fold_is_settled_after_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "in_order",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["An", "Ăn", "Ân", "Ba", "Ca", "Da", "Đa", "E", "Ê", "O", "Ô", "Ơ", "U", "Ư", "Y"],
        ["Sở Công Thương", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Văn phòng UBND tỉnh"],
        ["Lan", "Lan Anh", "Lan Ánh", "Lan Ảo", "Làn An", "Lanh"],
        ["điện", "đình", "đo"],
        ["1.1", "1.2", "1.9", "1.10", "2", "2.1"],
        ["Đoàn 2", "Đoàn 10", "Đoàn A"],
    ],
)
def test_alphabetical_order(in_order: list[str]) -> None:
    shuffled = random.Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=sort_key) == in_order
    decomposed = [unicodedata.normalize("NFD", name) for name in shuffled]
    assert [unicodedata.normalize("NFC", name) for name in sorted(decomposed, key=sort_key)] == in_order


@given(st.text(), st.text())
def test_any_texts_can_be_compared_however_they_are_composed(one: str, other: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(unicodedata.normalize("NFC", one))
    assert (sort_key(one) < sort_key(other)) is not (sort_key(one) >= sort_key(other))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Sở   Nội\u00a0vụ \r\n\r\n dòng\thai \r", "Sở Nội vụ\n\ndòng\thai"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("ngược\u202e lại\u200b\ufeff", "ngược lại"),
        (unicodedata.normalize("NFD", "Đánh giá"), "Đánh giá"),
        ("a\u2028b", "a\nb"),
        ("\ud800x", "x"),
        ("👩\u200d💻", "👩\u200d💻"),
        (" \n\t ", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_clean_is_settled_after_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(mark) == "Cc" for mark in once if mark not in "\n\t")
