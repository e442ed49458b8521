"""What the form library says by itself reaches people in our words, in Vietnamese."""

import io
from typing import Any

import pytest
from flask import Flask
from wtforms import IntegerField, SelectField, SelectMultipleField

from inspection_app.blueprints.inspections.score_forms import YesNoScoreForm
from inspection_app.forms import Form, RevisionField, day, line, secret, terms
from inspection_app.rules.terms import Role


class Everything(Form):
    """One field of every kind that can be typed wrongly."""

    year = IntegerField("Năm")
    revision = RevisionField()
    day = day("Ngày")
    role = terms("Vai trò", Role)
    one = SelectField("Một", choices=["a"])
    several = SelectMultipleField("Nhiều", choices=["a"])
    name = line("Tên", most=5)
    password = secret("Mật khẩu")


def refusals(form: Form) -> dict[str, Any]:
    assert not form.validate()
    return {name: " ".join(map(str, errors)) for name, errors in form.errors.items() if name != "csrf_token"}


@pytest.mark.parametrize("typed", ["x" * 201, "'%(value)s'", "32/13/2020", "<b>1</b>"])
def test_every_refusal_is_ours(app: Flask, typed: str) -> None:
    names = ["year", "revision", "day", "role", "one", "several", "name", "password"]
    with app.test_request_context(method="POST", data=dict.fromkeys(names, typed)):
        said = refusals(Everything())
    assert set(names[:-1]) <= said.keys()
    assert [text for text in said.values() if text.isascii()] == []
    assert "Hãy chọn trong danh sách." in said["role"]


@pytest.mark.parametrize("typed", ["abc", "2", "NaN", "Infinity"])
def test_a_question_of_yes_or_no_takes_no_other_answer(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"value": typed}):
        assert refusals(YesNoScoreForm())["value"] == "Hãy chọn trong danh sách."


def test_a_file_where_a_text_belongs_is_not_there(app: Flask) -> None:
    names = ["year", "revision", "day", "role", "one", "several", "name", "password"]
    files = {name: (io.BytesIO(b"hello"), "a.txt") for name in names}
    with app.test_request_context(method="POST", data=files):
        form = Everything()
        assert {"revision", "day", "role", "name", "password"} <= refusals(form).keys()
        assert not any(field.raw_data for field in form)
