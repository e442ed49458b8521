"""The sheet of a self-assessment: out and in again, filled wrongly in many ways, saved whole or not at all."""

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection, SelfUpload
from inspection_app.rules.criteria_file import BadTable
from inspection_app.rules.message import DomainError
from inspection_app.rules.self_sheet import KEY, SHEET
from inspection_app.rules.terms import Stage
from inspection_app.services import self_sheets
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    items_of,
    make_formula_inspection,
    make_inspection,
    make_officer,
    make_other_inspection,
)
from tests.self_factories import make_filled, make_handed_in, make_self_score, sheet_of
from tests.self_sheets import Cells, refilled, row_of

pytestmark = pytest.mark.usefixtures("app")
MAKERS = (make_filled, lambda: make_other_inspection(Stage.SELF_ASSESSMENT),
          lambda: make_formula_inspection(Stage.SELF_ASSESSMENT))  # fmt: skip


def looked_at(inspection: Inspection, content: bytes) -> self_sheets.Preview:
    with transaction():
        kept = self_sheets.keep(inspection, "tu-cham.xlsx", content, by=make_officer(inspection.agency))
    return self_sheets.preview(kept)


def saved(inspection: Inspection, content: bytes) -> int:
    officer = make_officer(inspection.agency)
    with transaction():
        return self_sheets.adopt(self_sheets.keep(inspection, "tu-cham.xlsx", content, by=officer), by=officer)


def wrong(inspection: Inspection, content: bytes) -> list[tuple[str, str]]:
    """Cell and sentence of everything wrong, after trying to save it: then nothing at all is saved."""
    lines = db.session.query(Activity).count()
    with pytest.raises(BadTable):
        saved(inspection, content)
    assert db.session.query(Activity).count() == lines
    return [(f"{each.letter}{each.line}", str(each.message)) for each in looked_at(inspection, content).problems]


def filled_cell(code: str, column: str, value: Any) -> tuple[Inspection, bytes, str]:
    inspection = make_filled()
    content = sheet_of(inspection)
    cell = f"{column}{row_of(content, code)}"
    return inspection, refilled(content, {cell: value}), cell


@pytest.mark.parametrize("make", MAKERS)
def test_out_and_in_again_changes_nothing(make: Callable[[], Inspection]) -> None:
    inspection = make()
    seen = looked_at(inspection, sheet_of(inspection))
    assert (seen.problems, seen.changes) == ((), ())
    lines = db.session.query(Activity).count()
    assert saved(inspection, sheet_of(inspection)) == 0
    assert db.session.query(Activity).count() == lines


def test_every_kind_of_entry_goes_out_and_in_again() -> None:
    inspection = make_formula_inspection(Stage.SELF_ASSESSMENT)
    found = items_of(inspection)
    make_self_score(found["1.1"], None, inputs={"done": Decimal("3.5"), "given": Decimal("4.0")})
    make_self_score(found["1.2"], None, inputs={str(each): Decimal(each < 3) for each in (1, 2, 3, 4)})
    make_self_score(found["1.3"], None, inputs={"part": Decimal(46), "whole": Decimal(52)}, note="= dấu bằng\nhai dòng")
    make_self_score(found["1.4"], "2", evidence="Báo cáo số 05/BC-STP")
    make_self_score(found["1.5"], None, points=Decimal("0.25"))
    seen = looked_at(inspection, sheet_of(inspection))
    assert (seen.problems, seen.changes) == ((), ())


def test_points_given_without_a_value_stay() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    make_self_score(item(inspection), None, points=Decimal("0.5"))
    seen = looked_at(inspection, sheet_of(inspection))
    assert (seen.problems, seen.changes) == ((), ())


def test_a_sheet_is_filled_and_saved_whole() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    content = sheet_of(inspection)
    row = {code: row_of(content, code) for code in ("1.1.1", "1.1.2", "1.1.3", "1.2", "1.3")}
    cells = {
        f"F{row['1.1.1']}": "85%", f"F{row['1.1.2']}": 2, f"F{row['1.1.3']}": "46/52",
        f"F{row['1.2']}": "đạt", f"F{row['1.3']}": "3", f"H{row['1.3']}": "Theo báo cáo", f"I{row['1.3']}": "BC số 5",
    }  # fmt: skip
    content = refilled(content, cells)
    seen = looked_at(inspection, content)
    assert seen.problems == ()
    told = {(each.assessment.criterion.code, each.name): (each.old, each.new) for each in seen.changes}
    assert told["1.1.1", "self_value"] == (None, Decimal(85))
    assert told["1.3", "self_note"] == ("", "Theo báo cáo")
    assert db.session.query(Activity).filter_by(verb="self_score.recorded").count() == 0, "a look saves nothing"
    assert saved(inspection, content) == 5
    points = {code: each.self_points for code, each in items_of(inspection).items()}
    expected = {"1.1.1": "1", "1.1.2": "2", "1.1.3": "1.7692307692", "1.2": "2", "1.3": "1.5"}
    assert points == {code: Decimal(text) for code, text in expected.items()} | {"2.2": None}
    assert items_of(inspection)["1.3"].self_evidence == "BC số 5"


@pytest.mark.parametrize("typed", ["0,5", "0.5", 0.5])
def test_a_comma_or_a_dot(typed: Any) -> None:
    inspection = make_formula_inspection(Stage.SELF_ASSESSMENT)
    content = sheet_of(inspection)
    assert saved(inspection, refilled(content, {f"G{row_of(content, '1.5')}": typed})) == 1
    assert items_of(inspection)["1.5"].self_points == Decimal("0.5")


def test_text_in_another_form_of_unicode_is_the_same_text() -> None:
    inspection, content = make_filled(), b""
    content = sheet_of(inspection)
    decomposed = unicodedata.normalize("NFD", items_of(inspection)["1.1.1"].criterion.name)
    row = row_of(content, "1.1.1")
    content = refilled(content, {f"B{row}": decomposed, f"H{row}": unicodedata.normalize("NFD", "Đã thực hiện")})
    assert looked_at(inspection, content) == self_sheets.Preview((), (), {})


@pytest.mark.parametrize(
    ("code", "column", "value", "sentence"),
    [
        ("1.1.1", "F", "=50+35", "formula"),
        ("1.1.2", "F", "=1+1", "formula"),
        ("1.2", "F", '="Đạt"', "formula"),
        ("1.1.1", "H", '="a"', "formula"),
        ("1.1.2", "F", "hai", "“hai” is not a number"),
        ("1.1.1", "F", "nhiều", "is not a number"),
        ("1.1.2", "F", "1.5", "whole number"),
        ("1.1.2", "F", -1, "not negative"),
        ("1.1.3", "F", 101, "between 0 and 100"),
        ("1.1.1", "F", "46/0", "whole is 0"),
        ("1.1.1", "F", 0.85, "Then type 85%"),
        ("1.1.1", "F", date(2020, 2, 1), "made a date"),
        ("1.1.2", "F", "1.234", "read in two ways"),
        ("1.2", "F", "có lẽ", "Choose «Đạt» or «Không đạt»"),
        ("1.3", "F", 5, "between 0 and 4"),
        ("1.1.1", "G", 2, "Nothing is filled in here"),
        ("2.2", "F", 3, "Nothing is filled in here"),
        ("2.2", "H", "Tốt", "Nothing is filled in here"),
        ("1.1.1", "B", "Tên khác", "name was changed"),
        ("1.1.1", "C", 5, "maximum was changed"),
        ("1.1.1", "H", "a" * 4001, "At most 4000"),
    ],
)
def test_a_cell_filled_wrongly_is_named(code: str, column: str, value: Any, sentence: str) -> None:
    inspection, content, cell = filled_cell(code, column, value)
    [(where, said)] = wrong(inspection, content)
    assert where == cell
    assert sentence in said


def without_row(code: str) -> Callable[[Cells], Cells]:
    return lambda rows: [row for row in rows if row[0] != code]


def with_row(*cells: Any) -> Callable[[Cells], Cells]:
    return lambda rows: [*rows, [*cells, *[""] * (9 - len(cells))]]


def doubled(code: str) -> Callable[[Cells], Cells]:
    return lambda rows: [*rows, next(row for row in rows if row[0] == code)]


@pytest.mark.parametrize(
    ("rows", "where", "sentence"),
    [
        (without_row("1.2"), "A6", "row of 1.2 is missing"),
        (with_row("9.9", "Tiêu chí thêm"), "A13", "There is no «9.9»"),
        (with_row("", "Ghi chú thêm"), "A13", "This row has no code"),
        (doubled("1.2"), "A13", "1.2 stands here twice; the first time in row 10"),
    ],
)
def test_rows_taken_away_or_added_are_named(rows: Callable[[Cells], Cells], where: str, sentence: str) -> None:
    inspection = make_filled()
    [(cell, said)] = wrong(inspection, refilled(sheet_of(inspection), rows=rows))
    assert cell == where
    assert sentence in said


def test_a_code_that_was_changed_is_a_row_too_few_and_one_too_many() -> None:
    inspection, content, cell = filled_cell("1.2", "A", "1.22")
    found = dict(wrong(inspection, content))
    assert "There is no «1.22»" in found[cell]
    assert "row of 1.2 is missing" in found["A6"]


def test_several_numbers_are_answered_all_or_none() -> None:
    inspection = make_formula_inspection(Stage.SELF_ASSESSMENT)
    content = sheet_of(inspection)
    cells = {f"F{row_of(content, '1.1 (1)')}": 3, f"F{row_of(content, '1.2 (1)')}": "Đạt"}
    found = wrong(inspection, refilled(content, cells))
    assert [cell for cell, _said in found] == [
        f"F{row_of(content, code)}" for code in ("1.1 (2)", "1.2 (2)", "1.2 (3)", "1.2 (4)")
    ]
    assert {said for _cell, said in found} == {"Answer all rows of this item, or none."}


def test_points_out_of_bounds() -> None:
    inspection = make_formula_inspection(Stage.SELF_ASSESSMENT)
    content = sheet_of(inspection)
    [(cell, said)] = wrong(inspection, refilled(content, {f"G{row_of(content, '1.5')}": 1.5}))
    assert (cell, said) == (f"G{row_of(content, '1.5')}", "Points lie between 0 and the maximum.")


def refusal(inspection: Inspection, content: bytes) -> str:
    with pytest.raises(DomainError) as caught, transaction():
        self_sheets.keep(inspection, "a.xlsx", content, by=make_officer(inspection.agency))
    return str(caught.value)


def test_a_file_that_is_not_this_agencys_sheet() -> None:
    inspection, other = make_filled(), make_filled()
    own = sheet_of(inspection)
    assert other.agency.name in refusal(inspection, sheet_of(other))
    assert "no self-assessment sheet" in refusal(inspection, refilled(own, without=KEY))
    assert f"«{SHEET}» is missing" in refusal(inspection, refilled(own, renamed="Sheet1"))
    assert "heading of the table was changed" in refusal(inspection, refilled(own, {"F6": "Giá trị"}))
    assert "empty" in refusal(inspection, b"")
    assert "cannot be read" in refusal(inspection, own[:-400])
    assert db.session.query(SelfUpload).count() == 0


def test_a_sheet_of_the_set_before_is_refused() -> None:
    inspection = make_filled()
    content = sheet_of(inspection)
    inspection.round.criteria_set_id = make_inspection().round.criteria_set_id
    with db.session.no_autoflush, pytest.raises(DomainError, match="another criteria set"):
        self_sheets._read(inspection, content)
    db.session.rollback()


def test_what_a_colleague_entered_since_is_kept_or_put_before_the_writer() -> None:
    inspection = make_filled()
    content = sheet_of(inspection)
    row = {code: row_of(content, code) for code in ("1.1.1", "1.1.2")}
    make_self_score(item(inspection, "1.1.1"), "85", evidence="Báo cáo số 7")
    assert looked_at(inspection, content).changes == (), "what the sheet did not touch stays as the colleague wrote it"
    noted = refilled(content, {f"H{row['1.1.1']}": "Giải trình thêm"})
    [change] = looked_at(inspection, noted).changes
    assert (change.name, change.new) == ("self_note", "Giải trình thêm")
    [(cell, said)] = wrong(inspection, refilled(content, {f"F{row['1.1.1']}": "90", f"F{row['1.1.2']}": 2}))
    assert cell == f"F{row['1.1.1']}"
    assert "Changed here after the sheet was downloaded" in said
    assert item(inspection, "1.1.2").self_value == Decimal(1), "nothing of a sheet with a mistake is saved"


def test_nothing_is_taken_once_it_was_handed_in() -> None:
    inspection = make_handed_in()
    assert "reopen" in refusal(inspection, sheet_of(inspection))


def test_a_file_that_was_lost_is_told() -> None:
    inspection = make_filled()
    with transaction():
        kept = self_sheets.keep(inspection, "a.xlsx", sheet_of(inspection), by=make_officer(inspection.agency))
    kept.sha256 = "0" * 64
    with pytest.raises(DomainError, match="not here any more"):
        self_sheets.preview(kept)
