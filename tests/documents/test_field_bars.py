import re
from decimal import Decimal

import pytest

from inspection_app.documents import drafting, wording
from inspection_app.documents.content import ReportContent
from inspection_app.documents.report import ENVIRONMENT

PARTS = ("low", "at_risk", "lost", "unassessed", "assumed", "excluded")


def draw(rows: list[dict[str, object]]) -> str:
    module = ENVIRONMENT.get_template("components/field_bars.html").module
    return str(module.field_bars(rows, wording.BAR_LABELS))  # type: ignore[attr-defined]


def row(**points: str) -> dict[str, object]:
    values = {part: Decimal(points.get(part, "0")) for part in PARTS}
    return {"name": "Lĩnh vực <1>", "href": None, **values, "maximum": sum(values.values())}


def bars(drawn: str) -> list[str]:
    return re.findall(r'<svg class="field-bar".*?</svg>', drawn, re.DOTALL)


def test_the_parts_fill_the_bar_side_by_side() -> None:
    bar = bars(draw([row(low="2", at_risk="1", lost="1")]))[0]
    assert re.findall(r'x="([\d.]+)%" y="1" width="([\d.]+)%"', bar) == [
        ("0.000", "50.000"),
        ("50.000", "25.000"),
        ("75.000", "25.000"),
    ]


def test_bars_share_one_scale() -> None:
    widths = re.findall(r'width="([\d.]+)%" height="14"', draw([row(low="4"), row(low="1")]))
    assert widths == ["100.000", "25.000"]


def test_the_picture_says_its_figures_in_words() -> None:
    drawn = draw([row(low="2.5", lost="1")])
    words = "Chắc chắn đạt 2,50; Mất 1,00"
    assert f"Lĩnh vực &lt;1&gt;: {words} (tối đa 3,50)</title>" in drawn
    assert f'<span class="field-bar-figures">{words}</span>' in drawn


def test_only_what_occurs_is_in_the_legend() -> None:
    legend = draw([row(low="1"), row(assumed="1")]).partition('class="field-bars-rows"')[0]
    assert re.findall(r"</svg>\s*(.*?)\s*</li>", legend, re.DOTALL) == ["Chắc chắn đạt", "Tính riêng"]


def test_a_row_links_where_it_may() -> None:
    assert '<a href="/rounds/1#a">Lĩnh vực &lt;1&gt;</a>' in draw([row(low="1") | {"href": "/rounds/1#a"}])
    assert "<a " not in draw([row(low="1")])


@pytest.mark.parametrize("rows", [[], [row()]])
def test_nothing_to_show_draws_nothing(rows: list[dict[str, object]]) -> None:
    assert not draw(rows).strip()


def test_the_report_draws_every_field(big: ReportContent) -> None:
    rows = drafting.bars(big.fields)
    assert len(bars(draw(rows))) == len(big.fields) == 8
    for each in rows:
        assert sum(Decimal(str(each[part])) for part in PARTS) == each["maximum"]
