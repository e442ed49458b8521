"""A word on one content counts for that content only."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules.message import DomainError
from inspection_app.rules.signoffs import SIDES, check_signing_open, missing, signing_open, stands
from inspection_app.rules.terms import Capacity, Side, Stage

ALL = tuple(Capacity)
HASHES = st.sampled_from(["aa", "bb", "cc"])


@dataclass
class Given:
    capacity: Capacity
    content_sha256: str


GIVEN = st.builds(Given, st.sampled_from(ALL), HASHES)


@given(GIVEN, HASHES)
def test_it_counts_only_where_the_hash_is_the_same(word: Given, sha256: str) -> None:
    assert stands(word, sha256) is (word.content_sha256 == sha256)
    assert not stands(word, None)


@given(st.lists(GIVEN), HASHES)
def test_whoever_signed_another_content_signs_again(words: list[Given], sha256: str) -> None:
    signed = {each.capacity for each in words if each.content_sha256 == sha256}
    assert set(missing(words, sha256, ALL)) == set(ALL) - signed
    assert missing(words, None, ALL) == ALL
    assert missing(words, "dd", ALL) == ALL, "a new content has nobody's word"


def test_every_capacity_has_its_side() -> None:
    assert set(SIDES) == set(Capacity)
    assert {each for each, side in SIDES.items() if side is Side.AGENCY} == {Capacity.REPRESENTATIVE}


@pytest.mark.parametrize("stage", list(Stage))
def test_papers_are_signed_from_the_visit_until_the_case_is_closed(stage: Stage) -> None:
    is_open = stage in {Stage.FIELDWORK, Stage.EXPLANATION, Stage.CONCLUDED}
    assert signing_open(stage) is is_open
    if is_open:
        check_signing_open(stage)
    else:
        with pytest.raises(DomainError):
            check_signing_open(stage)
