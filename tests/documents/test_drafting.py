from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

import pytest

from inspection_app.documents import drafting, wording
from inspection_app.documents.content import ReportContent
from inspection_app.rules.terms import CauseKind, ItemState


def test_a_gap_needs_both_sides_on_every_item(small: ReportContent) -> None:
    gaps = {line.row.code: line.gap for line in drafting.score_lines(small.scores)}
    assert gaps == {"1": None, "1.1": Decimal(0), "1.2": Decimal("-0.25"), "1.3": None}


def test_a_parent_counts_the_items_below_it(big: ReportContent) -> None:
    lines = drafting.score_lines(big.scores)
    fields = [line for line in lines if line.row.level == "field"]
    assert sum(line.figures.leaves for line in fields) == big.total.leaves == 108
    assert sum(line.figures.assessed for line in fields) == big.total.assessed
    leaves = [line for line in lines if line.row.state is not None]
    assert {line.figures.leaves for line in leaves} == {1}


def test_points_held_apart_add_up(big: ReportContent) -> None:
    apart = drafting.held_apart(big)
    assert apart.survey + apart.statistics + apart.other == big.total.assumed
    assert apart.other == 0 < apart.statistics < apart.survey


def test_every_risk_is_in_one_group(big: ReportContent) -> None:
    groups = drafting.risk_groups(big.risks)
    assert [group.state for group in groups] == list(drafting.RISKS_IN_ORDER)
    assert sorted(row.code for group in groups for row in group.rows) == sorted(row.code for row in big.risks)
    assert sum(group.lost for group in groups) == sum(row.lost for row in big.risks)


def test_causes_are_parted_by_kind(big: ReportContent) -> None:
    parted = [len(drafting.causes(big.agencies, kind)) for kind in (*CauseKind, None)]
    assert sum(parted) == sum(len(agency.shortcomings) for agency in big.agencies)
    assert parted[2] == 0 < parted[1]


@pytest.mark.parametrize("words", wording.WORDS.items(), ids=lambda item: item[0].__name__)
def test_every_term_has_its_words(words: tuple[type[StrEnum], Mapping[StrEnum, str]]) -> None:
    terms, said = words
    assert set(said) == set(terms)
    assert len(set(said.values())) == len(said)


def test_a_word_is_found_by_its_list() -> None:
    assert wording.word(ItemState.NOT_APPLICABLE) == "Không phát sinh"
