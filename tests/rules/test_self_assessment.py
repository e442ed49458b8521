"""What a self-assessment lacks, where it may go, and what an approval is bound to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules import self_assessment as rules
from inspection_app.rules.message import DomainError
from inspection_app.rules.self_assessment import Entry
from inspection_app.rules.terms import Gap, SelfState, Stage

ENTRY = Entry("1.1", Decimal(85), {}, Decimal(1), "Đã làm", "Quyết định 12", ("a" * 64,))
EMPTY = Entry("1.2", None, {}, None, "", "", ())


@pytest.mark.parametrize(
    ("entry", "lacks"),
    [
        (EMPTY, Gap.EMPTY),
        (replace(EMPTY, evidence="Quyết định 12"), Gap.EMPTY),
        (replace(EMPTY, files=("a" * 64,)), Gap.EMPTY),
        (replace(EMPTY, note="Không phát sinh"), None),
        (replace(EMPTY, points=Decimal(0)), None),  # nothing is claimed
        (replace(EMPTY, points=Decimal("-0.5")), None),
        (replace(EMPTY, points=Decimal(1)), Gap.UNPROVEN),
        (replace(EMPTY, points=Decimal(1), evidence="Quyết định 12"), Gap.UNPROVEN),  # named is not brought
        (replace(EMPTY, points=Decimal(1), note="Theo báo cáo"), None),
        (replace(EMPTY, points=Decimal(1), files=("a" * 64,)), None),
    ],
)
def test_points_need_a_file_or_an_explanation(entry: Entry, lacks: Gap | None) -> None:
    assert rules.gap(entry) is lacks


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal("85.5")},
        {"value": None},
        {"inputs": {"part": "46", "whole": "52"}},
        {"points": Decimal(2)},
        {"points": None},
        {"note": "Đã làm xong"},
        {"evidence": ""},
        {"files": ()},
        {"files": ("a" * 64, "b" * 64)},
        {"code": "1.10"},
    ],
)
def test_another_word_or_file_is_another_content(change: dict[str, object]) -> None:
    assert rules.content_hash([replace(ENTRY, **change), EMPTY]) != rules.content_hash([ENTRY, EMPTY])  # type: ignore[arg-type]


@given(st.permutations(["a" * 64, "b" * 64, "c" * 64]), st.booleans())
def test_order_and_form_of_numbers_do_not_matter(files: list[str], swapped: bool) -> None:
    one = replace(ENTRY, files=("a" * 64, "b" * 64, "c" * 64))
    other = replace(ENTRY, files=tuple(files), value=Decimal("85.00"), points=Decimal("1.0000000000"))
    entries = [EMPTY, other] if swapped else [other, EMPTY]
    assert rules.content_hash(entries) == rules.content_hash([one, EMPTY])


def test_the_way_to_the_team() -> None:
    way = (SelfState.DRAFTING, SelfState.ASKED, SelfState.APPROVED, SelfState.HANDED_IN, SelfState.REOPENED)
    for old, new in pairwise(way):
        rules.check_step(old, new)
    for old in SelfState:
        assert rules.may_step(old, SelfState.HANDED_IN) is (old is SelfState.APPROVED)
        assert not rules.may_step(old, SelfState.DRAFTING)


@pytest.mark.parametrize("new", [SelfState.ASKED, SelfState.APPROVED, SelfState.RETURNED, SelfState.HANDED_IN])
def test_what_lies_with_the_team_says_who_reopens_it(new: SelfState) -> None:
    with pytest.raises(DomainError, match="team lead or the coordinator can reopen"):
        rules.check_step(SelfState.HANDED_IN, new)
    with pytest.raises(DomainError, match="team lead or the coordinator can reopen"):
        rules.check_writable(SelfState.HANDED_IN)


@pytest.mark.parametrize("state", list(SelfState))
@pytest.mark.parametrize("stage", list(Stage))
def test_the_team_reads_what_was_handed_in_or_frozen(stage: Stage, state: SelfState) -> None:
    expected = state is SelfState.HANDED_IN or stage in set(Stage) - {Stage.PLANNED, Stage.SELF_ASSESSMENT}
    assert rules.shown_to_team(stage, state) is expected


def test_it_is_late_after_its_last_day() -> None:
    due = date(2020, 11, 19)
    assert [rules.is_late(due, date(2020, 11, day)) for day in (18, 19, 20)] == [False, False, True]
    assert not rules.is_late(None, date(2020, 11, 20))
