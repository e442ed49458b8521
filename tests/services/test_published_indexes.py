"""Published results: imported once, replaced on confirmation only, and the official result of a round's year."""

from decimal import Decimal

import pytest

from inspection_app.extensions import db
from inspection_app.models import Activity, Assumption, PublishedIndex, PublishedPart
from inspection_app.queries import criteria_sets
from inspection_app.queries import published_indexes as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.published_table import COMPONENTS, TOLERANCE, Result
from inspection_app.services import published_indexes
from inspection_app.services.published_indexes import BadPoints, OfficialDraft
from inspection_app.transaction import transaction
from tests import factories as make

D = Decimal
pytestmark = pytest.mark.usefixtures("app")


def save(*results: Result, replace: bool = False) -> int:
    with transaction():
        return published_indexes.import_results(results, replace=replace, by=None)


def told(percent: str = "80", **parts: str) -> Result:
    return Result("An Giang", 2019, D(percent), components={name: D(value) for name, value in parts.items()})


def test_the_bundled_results_are_loaded_once_and_add_up() -> None:
    with transaction():
        assert published_indexes.import_bundled(by=None) == 13
    with transaction():
        assert published_indexes.import_bundled(by=None) == 0
    whole = [each for each in find.everything() if each.parts]
    assert [each.rank for each in whole] == list(range(1, 11))
    for each in whole:
        assert abs(sum(part.points for part in each.parts) - each.percent) <= TOLERANCE, each.province
        assert {part.code for part in each.parts} == set(COMPONENTS)
        assert each.mark == "V"


def test_a_rounds_earlier_years_are_those_of_its_province() -> None:
    with transaction():
        published_indexes.import_bundled(by=None)
    found = find.before(make.make_round(year=2020, place="tỉnh An Giang"))
    assert [(each.year, each.percent, each.rank) for each in found] == [(2018, D("80.77"), 8), (2019, D("83.32"), 11)]


def test_other_figures_are_replaced_on_confirmation_only() -> None:
    assert save(told(sipas="9", appraised="50")) == 1
    assert save(told(sipas="9", appraised="50")) == 0
    (planned,) = published_indexes.plan([told("81", sipas="8")])
    assert (planned.changes, planned.old, planned.result.percent) == (True, told(sipas="9", appraised="50"), D(81))
    with pytest.raises(DomainError):
        save(told("81", sipas="8"))
    assert db.session.query(PublishedIndex).one().percent == D(80)
    assert save(told("81", sipas="8"), replace=True) == 1
    index = db.session.query(PublishedIndex).one()
    assert (index.percent, {part.code: part.points for part in index.parts}) == (D(81), {"sipas": D(8)})
    assert db.session.query(PublishedPart).count() == 1
    line = db.session.query(Activity).filter_by(verb="published_index.imported").order_by(Activity.id.desc()).first()
    assert line is not None
    assert line.changes["percent"] == ["80", "81"]


def test_the_official_result_keeps_components_and_is_worked_out() -> None:
    round_, by = make.make_round(year=2019, place="An Giang"), make.make_coordinator()
    save(told(sipas="9"))
    with transaction():
        published_indexes.record_official(round_, OfficialDraft({"1": D(8), "2": D("7.5")}, rank=3), by=by)
    index = find.of_round(round_)
    assert index is not None
    assert (index.percent, index.rank, index.criteria_set_id) == (D("77.5"), 3, round_.criteria_set_id)
    assert {part.code: part.points for part in index.parts} == {"sipas": D(9), "1": D(8), "2": D("7.5")}
    assert find.points_of(index, round_) == {"1": D(8), "2": D("7.5")}
    assert find.points_of(index, make.make_round(year=2019)) == {}
    save(told("78"), replace=True)
    assert find.points_of(find.of_round(round_), round_) == {"1": D(8), "2": D("7.5")}


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (OfficialDraft({"1": D(8)}), {""}),
        (OfficialDraft({}), {""}),
        (OfficialDraft({"1": D(11), "7": D(1)}, D(80)), {"1", "7"}),
        (OfficialDraft({"1": D(8), "2": D(8)}, D(85)), {""}),
    ],
)
def test_what_does_not_fit_is_told_and_not_saved(draft: OfficialDraft, wrong: set[str]) -> None:
    round_, by = make.make_round(), make.make_coordinator()
    with pytest.raises(BadPoints) as refused, transaction():
        published_indexes.record_official(round_, draft, by=by)
    assert set(refused.value.problems) == wrong
    assert find.of_round(round_) is None


def test_the_comparison_of_a_round_by_hand() -> None:
    """1.1.1 has 1 of 2, 1.2 has 0 of 2; official 1,5 and 0; the survey item was assumed to bring 2 and brought 1."""
    inspection, by = make.make_inspection(), make.make_coordinator()
    make.make_score(make.item(inspection, "1.1.1"), "85")
    make.make_score(make.item(inspection, "1.2"), "0")
    round_ = inspection.round
    survey = next(each for each in criteria_sets.tree(round_.criteria_set) if each.code == "2.2")
    assert find.comparison(round_) is None
    spread = {"low": D(1), "likely": D(2), "high": D(3)}
    make.saved([Assumption(round_id=round_.id, criterion=survey, source="Mẫu", stated_by_id=by.id, **spread)])
    points = {"1": D(7), "1.1.1": D("1.5"), "1.2": D(0), "2.2": D(1)}
    with transaction():
        published_indexes.record_official(round_, OfficialDraft(points, D(60)), by=by)
    found = find.comparison(round_)
    assert found is not None
    errors = {code: item.error for code, item in found.items.items() if item.error is not None}
    assert errors == {"1.1.1": D("-0.5"), "1.2": D(0), "2.2": D(1)}
    assert found.fields["1"].errors == (D(-6), D(0))  # six points of the field have no forecast
    assert found.fields["2"].errors is None  # nothing is known of the field as a whole
    assert found.total.official == D(12)
