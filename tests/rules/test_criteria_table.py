"""A criteria table: read whole or refused whole, every problem with its line and column."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from inspection_app.rules import criteria_file, criteria_heading, criteria_table
from inspection_app.rules.criteria_table import BadTable, Line, Problem, Terms
from inspection_app.rules.terms import Assessed, Level, RuleKind

DATA = Path(__file__).resolve().parents[2] / "inspection_app/data/par_index_2020_working.csv"
SEVEN = {"SNV", "VPUBND", "STP", "STC", "STTTT", "SKHCN", "SKHDT"}
HEADER = "code,level,name_vi,max_points,assessment,rule,rule_params,lead_agency,other_agencies"
FIELD = "1,field,Chỉ đạo,3,documents,sum,,SNV,STP; STC"
LEAF = "1.1,criterion,Kế hoạch,2,documents,ladder,100=1; 80=0.5; 0=0,SNV,"
OTHER = "1.2,criterion,Báo cáo,1,documents,yesno,,SNV,"


def read(content: bytes, *, agencies: set[str], total: Decimal) -> tuple[Line, ...]:
    sheet = criteria_file.read_csv(content, criteria_heading.fit)
    terms = Terms(criteria_table.lookup({code: f"Sở {code}" for code in agencies}), total)
    return criteria_table.read(sheet, criteria_heading.find(sheet), terms).checked()


def table(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def of(*lines: str, header: str = HEADER, total: str = "3") -> tuple[Line, ...]:
    return read(table(*lines, header=header), agencies=SEVEN, total=Decimal(total))


def problems(content: bytes, total: str = "3") -> Sequence[Problem]:
    with pytest.raises(BadTable) as caught:
        read(content, agencies=SEVEN, total=Decimal(total))
    return caught.value.problems


def places(*lines: str, header: str = HEADER) -> list[tuple[int, str]]:
    return [(each.line, each.column) for each in problems(table(*lines, header=header))]


def said(content: bytes) -> str:
    return " ".join(str(each.message) for each in problems(content))


def test_the_working_table_of_2020_is_right() -> None:
    lines = read(DATA.read_bytes(), agencies=SEVEN, total=Decimal(100))
    levels = [line.level for line in lines]
    assert [levels.count(level) for level in Level] == [8, 43, 95, 0]
    assert sum(line.maximum for line in lines if line.rule is not RuleKind.SUM) == 100
    assert sum(line.rule is not RuleKind.SUM for line in lines) == 108


def test_a_line_is_read_into_its_parts() -> None:
    field, leaf, _ = of(FIELD, LEAF, OTHER)
    assert (field.parent, field.other_agencies) == (None, ("STP", "STC"))
    assert (leaf.number, leaf.code, leaf.parent, leaf.maximum) == (3, "1.1", "1", Decimal(2))
    assert (leaf.assessed_by, leaf.rule, leaf.rule_params) == (
        Assessed.DOCUMENTS,
        RuleKind.LADDER,
        "100=1; 80=0.5; 0=0",
    )


def test_a_vietnamese_spreadsheet_is_read_too() -> None:
    rows = ["1;field;Chỉ đạo;2,5;documents;sum;;SNV;STP", '1.1;criterion;Kế hoạch;2,5;documents;count;"2=1; 0=0";SNV;']
    content = b"\xef\xbb\xbf" + "\r\n".join([HEADER.replace(",", ";"), *rows, ";;;;;;;;"]).encode()
    lines = read(content, agencies=SEVEN, total=Decimal("2.5"))
    assert [line.maximum for line in lines] == [Decimal("2.5")] * 2
    assert lines[0].other_agencies == ("STP",)


def test_cells_are_tidied_and_agencies_named_once() -> None:
    lines = of('1,field,"Chỉ  đạo\nđiều hành ",3,documents,sum,,SNV,STP; STP;', LEAF, OTHER)
    assert lines[0].name == "Chỉ đạo điều hành"
    assert lines[0].other_agencies == ("STP",)


def test_a_line_keeps_its_number_behind_a_cell_of_several_lines() -> None:
    broken = '1,field,"Chỉ đạo\nđiều hành",3,documents,sum,,SNV,'
    assert places(broken, LEAF.replace("ladder", "leader"), OTHER) == [(4, "rule")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not UTF-8"),
        (b"x" * (criteria_file.MOST_BYTES + 1), "larger than 2 MB"),
        (b"code,name_vi\n1,a", "No column holds the maximum points"),
        (b"code,max_points\n1,a", "No column holds the names"),
        (table(), "between 1 and 2000"),
        (table(*["," * 8] * 3), "between 1 and 2000"),
        (table(*[FIELD] * 2001), "between 1 and 2000"),
        (table(FIELD, '1.1,"open'), "not a CSV table"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in said(content)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("1.1,", "1..1,", "code"),
        ("1.1,", "01.1,", "code"),
        ("1.1,", "1.1.1.1.1,", "code"),
        ("1.1,", "một,", "code"),
        ("criterion", "tầng", "level"),
        ("criterion", "subcriterion", "level"),
        ("Kế hoạch", "", "name"),
        ("Kế hoạch", "K" * 501, "name"),
        (",2,", ",hai,", "max_points"),
        (",2,", ",0,", "max_points"),
        (",2,", ",-2,", "max_points"),
        ("documents", "paper", "assessment"),
        ("documents", "mixed", "assessment"),
        ("ladder", "steps", "rule"),
        ("80=0.5", "80=2", "rule_params"),
        ("80=0.5", "80:0.5", "rule_params"),
        ("SNV", "SXD", "lead_agency"),
        ("SNV,", "SNV,STP; SXD", "other_agencies"),
        ("ladder,100=1; 80=0.5; 0=0", "survey,", "assessment"),
        ("ladder,100=1; 80=0.5; 0=0", "statistics,", "assessment"),
        ("ladder,100=1; 80=0.5; 0=0", "sum,", "rule"),
        ("ladder,100=1; 80=0.5; 0=0", "deadline,100=1; 80=0.5; 0=0", "rule_params"),
        ("0=0,", "0=0; na=all,", "rule_params"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(old: str, new: str, column: str) -> None:
    assert places(FIELD, LEAF.replace(old, new, 1), OTHER) == [(3, column)]


def test_a_text_with_commas_and_no_quotes_does_not_shift_the_columns() -> None:
    assert places(FIELD, f"{LEAF.replace('Kế hoạch', 'Kế hoạch, báo cáo')}STP", OTHER) == [(3, "")]
    assert places(FIELD, LEAF.removesuffix("0=0,SNV,"), OTHER) == [(3, "rule_params")]


def test_every_problem_is_told_at_once() -> None:
    assert places(FIELD.replace("SNV", "X"), LEAF.replace(",2,", ",?,"), OTHER.replace("yesno", "maybe")) == [
        (2, "lead_agency"),
        (3, "max_points"),
        (4, "rule"),
    ]


def test_the_tree_must_hold_together() -> None:
    assert places(FIELD, LEAF, LEAF) == [(4, "code")]
    assert places(LEAF, FIELD, OTHER) == [(2, "code")]
    assert places(FIELD.replace("sum", "yesno"), LEAF, OTHER) == [(2, "rule")]


def test_points_must_add_up() -> None:
    assert places(FIELD, LEAF) == [(2, "max_points")]
    assert "add up to 3, not to 100" in str(problems(table(FIELD, LEAF, OTHER), total="100")[0].message)
    exact = LEAF.replace(",2,", ",2.0001,")
    assert places(FIELD, exact, OTHER) == [(2, "max_points")]


def test_a_long_table_is_checked_quickly() -> None:
    """Two thousand lines of fields: nothing in the check may be quadratic."""
    lines = [f"{number},field,Tên,1,documents,yesno,,SNV," for number in range(1, 1000)]
    assert len(of(*lines, total="999")) == 999
