"""The error of a forecast: by hand for a small case, and for any case the parts add up."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_app.rules import forecast_error as rules
from inspection_app.rules.forecast_error import Item, Span
from inspection_app.rules.tally import Leaf
from inspection_app.rules.terms import Assessed, ItemState

D = Decimal


def span(low: str, likely: str, high: str) -> Span:
    return Span(D(low), D(likely), D(high))


def small() -> list[Item]:
    """Too high by 1, too low by 0,5 and outside, as forecast; a survey item without a forecast."""
    return [
        Item("1.1", D(2), span("1", "2", "2"), D(1)),
        Item("1.2", D(2), span("0", "0.5", "0.5"), D(1)),
        Item("1.3", D(1), span("1", "1", "1"), D(1)),
        Item("2.1", D(3), None, D("2.5"), apart=True),
    ]


def test_a_small_case_by_hand() -> None:
    items = small()
    assert [each.error for each in items] == [D(1), D("-0.5"), D(0), None]
    assert [each.inside for each in items] == [True, False, True, None]
    assert [each.code for each in rules.misses(items)] == ["1.1", "1.2"]
    total = rules.summed(items, D("5.5"))
    assert (total.compared, total.open, total.error, total.inside) == (D(3), D(0), D("0.5"), True)
    told = rules.measures(items)
    assert (told.compared, told.inside, told.mean, told.apart_error) == (3, 2, D("0.5"), D(0))


def test_what_is_neither_forecast_nor_published_by_itself_blurs_the_sum() -> None:
    items = [Item("1.1", D(2), span("1", "2", "2"), None), Item("1.2", D(3), None, None, apart=True)]
    field = rules.summed(items, D(4))
    assert (field.error, field.errors, field.inside) == (None, (D(-2), D(1)), None)
    assert rules.summed(items, None).errors is None
    assert rules.summed(items[1:], D(2)).errors is None


def test_survey_and_statistics_have_their_share_of_the_errors() -> None:
    assumed = Item("2.1", D(3), span("1", "2", "3"), D("0.5"), apart=True)
    told = rules.measures([*small()[:3], assumed])
    assert (told.apart_error, told.apart_share) == (D("1.5"), D(50))
    assert rules.measures([]).mean is None


def test_an_item_takes_its_forecast_from_the_tally_or_an_assumption() -> None:
    judged = Leaf("1.1", D(2), Assessed.DOCUMENTS, ItemState.AT_RISK, None, D(1), D("0.5"))
    survey = Leaf("2.1", D(3), Assessed.SURVEY, ItemState.NOT_INSPECTED, None, None)
    fresh = Leaf("1.2", D(3), Assessed.DOCUMENTS, ItemState.NOT_ASSESSED, None, None)
    out = Leaf("1.3", D(3), Assessed.DOCUMENTS, ItemState.NOT_APPLICABLE, None, None)
    assert rules.item(judged, None, None).span == span("0", "1", "1.5")
    assert [rules.item(leaf, D(1), None).span for leaf in (survey, fresh, out)] == [None] * 3
    assert rules.item(survey, D(1), span("1", "2", "3")) == Item("2.1", D(3), span("1", "2", "3"), D(1), apart=True)


amounts = st.decimals(min_value=0, max_value=3, places=2)
spans = st.lists(amounts, min_size=3, max_size=3).map(sorted).map(lambda each: Span(*each))
items = st.builds(Item, st.just("1.1"), st.just(D(3)), spans, amounts, st.booleans())
fields = st.lists(st.lists(items, min_size=1, max_size=6), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(fields)
def test_errors_of_items_add_up_to_the_field_and_the_total(told: list[list[Item]]) -> None:
    def official(rows: list[Item]) -> Decimal:
        return sum((each.official or D(0) for each in rows), D(0))

    sums = [rules.summed(rows, official(rows)) for rows in told]
    for rows, field in zip(told, sums, strict=True):
        assert field.error == sum((each.error or D(0) for each in rows), D(0))
    everything = [each for rows in told for each in rows]
    total = rules.summed(everything, official(everything))
    assert total.error == sum((each.error or D(0) for each in sums), D(0))
    assert all(each.inside for each in everything) <= bool(total.inside)


@settings(max_examples=50, deadline=None)
@given(fields, st.integers(0, 3))
def test_an_item_without_forecast_is_not_an_error(told: list[list[Item]], place: int) -> None:
    rows = told[0]
    blank = [replace(each, span=None) if n == place else each for n, each in enumerate(rows)]
    whole = sum((each.official or D(0) for each in rows), D(0))
    found = rules.summed(blank, whole)
    assert (found.error or D(0)) == sum((each.error or D(0) for each in blank), D(0))
