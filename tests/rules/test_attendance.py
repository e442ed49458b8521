"""Lists of people, one a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.attendance import Person, line, people


@pytest.mark.parametrize(
    ("typed", "name", "post"),
    [
        ("Nguyễn Văn Mẫu, Phó Giám đốc", "Nguyễn Văn Mẫu", "Phó Giám đốc"),
        ("- Ông Nguyễn Văn Mẫu – Phó Giám đốc, Trưởng đoàn;", "Nguyễn Văn Mẫu", "Phó Giám đốc, Trưởng đoàn"),
        ("1. Bà Trần Thị Mẫu - Chuyên viên.", "Trần Thị Mẫu", "Chuyên viên"),
        ("Lê-Mẫu", "Lê-Mẫu", ""),
        ("Ông Bà Mẫu", "Bà Mẫu", ""),
    ],
)
def test_a_line_is_read_as_people_write_it(typed: str, name: str, post: str) -> None:
    assert people(typed) == (Person(name, post),)


def test_empty_lines_are_nobody() -> None:
    assert people("\n  \n- \n, Chuyên viên\n") == ()
    assert [each.name for each in people("A Mẫu\n\nB Mẫu")] == ["A Mẫu", "B Mẫu"]


WORDS = st.text("abcđêôư ", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(WORDS, WORDS)
def test_what_is_written_is_read_back(name: str, post: str) -> None:
    person = Person(f"x{name}", post)
    assert people(line(person)) == (person,)
