"""Two versions of a table, held against each other."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from inspection_app.rules.criteria_diff import Change, diff
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.terms import Assessed, Level, RuleKind


def line(code: str, name: str, points: str = "2", **told: Any) -> Line:
    level = Level.FIELD if "." not in code else Level.CRITERION
    made = Line(0, code, level, name, Decimal(points), Assessed.DOCUMENTS, RuleKind.YESNO, "", "", "STP", (), "", "")
    return replace(made, **told)


OLD = [line("1", "Chỉ đạo", "4"), line("1.1", "Kế hoạch"), line("1.2", "Báo cáo định kỳ")]


def changes(news: list[Line]) -> dict[str, set[Change]]:
    return {pair.line.code: set(pair.changes) for pair in diff(OLD, news).of(None)}


def test_the_same_table_does_not_differ() -> None:
    found = diff(OLD, [replace(each, number=9, points_status="sample") for each in OLD])
    assert found.of(None) == []
    assert set(found.counts.values()) == {0}


def test_each_kind_of_change_is_told() -> None:
    news = [
        replace(OLD[0], maximum=Decimal(5)),
        replace(OLD[1], rule=RuleKind.MANUAL, lead_agency="STC", guidance="Chấm theo hồ sơ"),
        line("1.3", "Báo cáo định kỳ"),
        line("1.4", "Mới hẳn"),
    ]
    assert changes(news) == {
        "1": {Change.POINTS},
        "1.1": {Change.RULE, Change.AGENCY, Change.TEXTS},
        "1.3": {Change.MOVED},
        "1.4": {Change.ADDED},
    }
    assert diff(OLD, news).fields[0].difference == 1


def test_removed_lines_stand_last_and_renamed_ones_say_how_alike() -> None:
    found = diff(OLD, [OLD[0], line("1.1", "Kế hoạch năm")])
    assert [pair.line.code for pair in found.pairs] == ["1", "1.1", "1.2"]
    assert found.pairs[2].changes == frozenset({Change.REMOVED})
    assert (found.pairs[1].changes, found.pairs[1].similar) == (frozenset({Change.RENAMED}), True)
    assert not diff(OLD, [OLD[0], line("1.1", "Ứng dụng")]).pairs[1].similar
    assert [pair.line.code for pair in found.of(Change.REMOVED)] == ["1.2"]
