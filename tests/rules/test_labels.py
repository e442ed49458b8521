from enum import StrEnum
from inspect import getmembers, isclass

import pytest

from inspection_app.rules import terms
from inspection_app.rules.labels import LABELS, label

LISTS = [kind for _, kind in getmembers(terms, isclass) if issubclass(kind, StrEnum) and kind is not StrEnum]


@pytest.mark.parametrize("words", LISTS)
def test_every_term_has_its_own_label_in_its_list(words: type[StrEnum]) -> None:
    assert list(LABELS[words]) == list(words)
    labels = [str(label(term)) for term in words]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_equal_texts_of_different_lists_keep_apart() -> None:
    assert terms.RoundState.DRAFT.value == terms.ReportState.DRAFT.value
    assert label(terms.RoundState.DRAFT) != label(terms.ReportState.DRAFT)
    assert str(label(terms.ItemState.NOT_ASSESSED)) == "Not yet assessed"
