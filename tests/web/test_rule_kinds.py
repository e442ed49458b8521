"""Every kind of rule from the table to the paper: words, the value, points with their reckoning, the report."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from inspection_app.documents import report as paper
from inspection_app.i18n import say
from inspection_app.models import Inspection
from inspection_app.queries import scores
from inspection_app.queries.report_content import content_of
from inspection_app.rules.rule_params import parse_rule
from inspection_app.rules.rule_words import unit
from inspection_app.rules.terms import ItemState, Stage
from tests import factories as make
from tests import tables
from tests.visitor import Visitor

SignIn = Callable[..., Visitor]


@pytest.fixture
def inspection(app: object) -> Inspection:
    return make.make_other_inspection()


@pytest.fixture
def member(inspection: Inspection, sign_in: SignIn) -> Visitor:
    """A member of its team, signed in."""
    return sign_in(make.member_of(inspection))


def save(visitor: Visitor, inspection: Inspection, code: str, **typed: Any) -> str:
    """Fill in the item's form and look at the item again."""
    page = f"/items/{make.item(inspection, code).id}/"
    answer = visitor.submit(page, f"{page}score", **typed)
    assert answer.status_code == 303, answer.text
    return visitor.get(page).text


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        ("1.1", "3", ["≤ 0 → 4,00; ≤ 5 → 2,00;", "≤ 5 → 0,5 × 4,00 = 2,00"]),
        ("1.2", "72", ["≥ 90% → 4,00;", "72% / 90% × 4,00 = 3,20"]),
        ("1.3", "3", ["4,00 − 3 × 0,25 = 3,25"]),
    ],
)
def test_a_value_becomes_points_that_are_explained(
    member: Visitor, inspection: Inspection, code: str, value: str, told: list[str]
) -> None:
    page = save(member, inspection, code, value=value)
    assert all(words in page for words in told)


def test_the_kind_says_what_to_enter_where_the_table_does_not(member: Visitor, inspection: Inspection) -> None:
    hints = {}
    for code in ("1.1", "1.2"):
        item = make.item(inspection, code)
        hint = unit(parse_rule(item.criterion.rule, item.criterion.rule_params))
        assert hint is not None
        hints[code] = say(hint) in member.get(f"/items/{item.id}/").text
    assert hints == {"1.1": True, "1.2": False}  # 1.2 has a measure of its own


def test_the_criteria_page_says_the_rules_in_words(sign_in: SignIn, inspection: Inspection) -> None:
    page = sign_in(make.make_coordinator()).get(f"/criteria/{inspection.round.criteria_set_id}/").text
    for words in ("≤ 0 → 4,00; ≤ 5 → 2,00;", "/ 90% × 4,00;", "0,25"):
        assert words in page


def test_what_did_not_arise_can_be_saved_again_and_taken_back(member: Visitor, inspection: Inspection) -> None:
    save(member, inspection, "1.2", judgement="not_applicable", reason="Không có kiến nghị")
    save(member, inspection, "1.2", reason="Năm 2020 không có kiến nghị")
    item = make.item(inspection, "1.2")
    assert (item.state, item.points) == (ItemState.NOT_APPLICABLE, Decimal(4))
    save(member, inspection, "1.2", judgement="", value="100")
    item = make.item(inspection, "1.2")
    assert (item.state, item.points) == (ItemState.MET, Decimal(4))
    assert "100% ≥ 90% → 4,00" in member.get(f"/items/{item.id}/").text


def test_the_agency_is_not_told_early_that_nothing_arose(sign_in: SignIn, inspection: Inspection) -> None:
    item = make.make_score(make.item(inspection, "1.2"), "100")
    make.to_stage(inspection, Stage.EXPLANATION)
    make.make_score(item, state=ItemState.NOT_APPLICABLE, reason="Không có kiến nghị")
    page = sign_in(make.make_officer(inspection.agency)).get(f"/items/{item.id}/").text
    assert "Không phát sinh" not in page
    assert "Không có kiến nghị" not in page


def test_the_report_says_which_of_what_did_not_arise_was_won(inspection: Inspection) -> None:
    for code in ("1.2", "1.3"):
        make.make_score(make.item(inspection, code), state=ItemState.NOT_APPLICABLE, reason="Không có kiến nghị")
    make.make_score(make.item(inspection, "1.1"), "3")
    content = content_of(make.make_report(inspection.round))
    won = {row.code: row.team_points for row in content.scores}
    assert (won["1"], won["1.1"], won["1.2"], won["1.3"]) == (Decimal(6), Decimal(2), Decimal(4), None)
    assert (content.total.likely, content.total.excluded) == (Decimal(6), Decimal(4))
    page = " ".join(paper.html(content).split())
    assert page.count("Không phát sinh (tính đủ điểm)") == 1
    assert "không phát sinh 4,00" in page.replace("\xa0", " ")


def test_the_group_counts_what_was_granted_and_leaves_out_the_rest(app: object) -> None:
    table = tables.OTHER_TABLE.replace("statistics,sum", "documents,sum").replace(
        "statistics,statistics", "documents,yesno"
    )
    agency = make.make_agency()
    round_ = make.make_round(make.make_criteria_set(agency, table=table))
    inspection = make.make_inspection(agency=agency, round_=round_)
    make.make_score(make.item(inspection, "1.1"), "1")  # 2 of 4
    for code in ("1.2", "1.3", "1.4"):  # 8 of 8, and 4 left out
        make.make_score(make.item(inspection, code), state=ItemState.NOT_APPLICABLE, reason="Không phát sinh")
    make.make_score(make.item(inspection, "2.1"), "1")  # 4 of 4
    assert content_of(make.make_report(round_)).group == "B"  # 14 of 16 are 87,5 %; 14 of 20 would be C


@pytest.fixture
def computed(app: object) -> Inspection:
    return make.make_formula_inspection()


def test_a_formula_asks_for_its_values_and_tells_the_reckoning(computed: Inspection, sign_in: SignIn) -> None:
    visitor = sign_in(make.member_of(computed))
    page = save(visitor, computed, "1.1", input_done="46", input_given="52")
    assert "maximum * done / given = 7,08" in page
    item = make.item(computed, "1.1")
    assert (item.value, item.inputs) == (None, {"done": "46", "given": "52"})
    assert item.points == (8 * Decimal(46) / 52).quantize(Decimal("1e-10"))


@pytest.mark.parametrize("typed", [{"input_done": "46"}, {"input_done": "46", "input_given": "0"}, {}])
def test_a_formula_without_its_values_is_refused_and_what_was_typed_is_kept(
    computed: Inspection, sign_in: SignIn, typed: dict[str, Any]
) -> None:
    visitor = sign_in(make.member_of(computed))
    page = f"/items/{make.item(computed, '1.1').id}/"
    answer = visitor.submit(page, f"{page}score", **typed)
    assert answer.status_code == 422
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert make.item(computed, "1.1").points is None


def test_named_requirements_are_ticked_one_by_one(computed: Inspection, sign_in: SignIn) -> None:
    visitor = sign_in(make.member_of(computed))
    page = save(visitor, computed, "1.2", input_1="y", input_3="y")
    assert "2/4 × 8,00 = 4,00" in page
    assert "Có phân công" in page
    assert make.item(computed, "1.2").inputs == {"1": "1", "2": "0", "3": "1", "4": "0"}
    save(visitor, computed, "1.2", input_1=None, input_3=None, input_none="y")
    item = make.item(computed, "1.2")
    assert (item.points, set(item.inputs.values())) == (Decimal(0), {"0"})


def test_nothing_ticked_is_not_zero(computed: Inspection, sign_in: SignIn) -> None:
    visitor = sign_in(make.member_of(computed))
    page = f"/items/{make.item(computed, '1.2').id}/"
    assert visitor.submit(page, f"{page}score").status_code == 422
    assert visitor.submit(page, f"{page}score", input_1="y", input_none="y").status_code == 422
    assert make.item(computed, "1.2").points is None


def test_a_percentage_may_be_told_by_its_two_figures(computed: Inspection, sign_in: SignIn) -> None:
    visitor = sign_in(make.member_of(computed))
    assert "46/52 = 88,46% ≥ 80% → 0,5 × 4,00 = 2,00" in save(
        visitor, computed, "1.3", input_part="46", input_whole="52"
    )
    page = f"/items/{make.item(computed, '1.3').id}/"
    wrong: list[dict[str, Any]] = [{"input_whole": ""}, {"value": "90"}, {"input_whole": "0"}]
    for typed in wrong:
        assert visitor.submit(page, f"{page}score", **typed).status_code == 422
    save(visitor, computed, "1.3", input_part="", input_whole="", value="100")
    assert (make.item(computed, "1.3").value, make.item(computed, "1.3").inputs) == (Decimal(100), {})


def test_points_off_and_bonus_points_reach_the_total(computed: Inspection, sign_in: SignIn) -> None:
    visitor = sign_in(make.member_of(computed))
    save(visitor, computed, "1.3", value="100")
    save(visitor, computed, "1.4", value="3")
    save(visitor, computed, "1.5", points="1", reason="Đã được công nhận")
    total = scores.of_round(computed.round).total
    assert (total.maximum, total.likely) == (Decimal(20), 4 - Decimal("1.5") + 1)
    content = content_of(make.make_report(computed.round))
    row = next(each for each in content.scores if each.code == "1.3")
    assert row.explanation == "100% ≥ 100% → 1 × 4,00 = 4,00 điểm"
    assert row.explanation in paper.html(content)
    assert content.total.likely == total.likely
