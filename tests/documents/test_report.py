import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from inspection_app.documents import report
from inspection_app.documents.content import ReportContent, SectionText
from inspection_app.documents.report import SECTIONS
from inspection_app.rules.tally import Figures
from inspection_app.rules.terms import ItemState

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% raw %} & \"'"


def text_of(page: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\xa0", " ").split())


@pytest.fixture(scope="module")
def nothing(small: ReportContent) -> ReportContent:
    """The same round before anybody has entered anything."""
    open_ = Figures(Decimal(4), unassessed=Decimal(2), assumed=Decimal(2), leaves=3, apart=1)
    agencies = tuple(replace(each, figures=open_, strengths=(), shortcomings=()) for each in small.agencies)
    fields = tuple(replace(each, figures=open_) for each in small.fields)
    empty: dict[str, Any] = dict.fromkeys(("proposals", "sections", "scores", "risks", "evidence"), ())
    return replace(small, number=None, dated=None, total=open_, agencies=agencies, fields=fields, **empty)


@pytest.mark.parametrize("name", ["small", "big", "nothing"])
def test_a_snapshot_gives_the_content_back(name: str, request: pytest.FixtureRequest) -> None:
    content: ReportContent = request.getfixturevalue(name)
    snapshot = report.to_json(content)
    assert report.from_json(snapshot) == content
    assert report.to_json(report.from_json(snapshot)) == snapshot


def test_a_snapshot_keeps_the_places_of_points(small: ReportContent) -> None:
    exact = replace(small, total=replace(small.total, likely=Decimal("1.7500"), high=Decimal("0.1")))
    back = report.from_json(report.to_json(exact)).total
    assert (str(back.likely), str(back.high)) == ("1.7500", "0.1")


@pytest.mark.parametrize("damaged", [b"", b"{}", b'{"number": 1}', b"[]"])
def test_anything_else_is_no_snapshot(damaged: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        report.from_json(damaged)


@pytest.mark.parametrize(
    "words",
    [
        "Số: 05/BC-BCĐ",
        "An Giang, ngày 03 tháng 12 năm 2020",
        "Kính gửi: Ủy ban nhân dân tỉnh An Giang.",
        "của Bộ Nội vụ; Căn cứ",
        "bổ sung Đề án. Thực hiện Kế hoạch số 14/KH-BCĐ ngày 16 tháng 10 năm 2020",
        "thời gian từ ngày 02/11/2020 đến ngày 30/11/2020",
        "đã đánh giá 2/3 tiêu chí (1 tiêu chí tính riêng). Trên tổng số 4,00 điểm: chắc chắn đạt 1,00 điểm;",
        "dự báo đạt 1,75 điểm; có nguy cơ",
        "có nguy cơ không đạt 1,00 điểm; tính riêng 2,00 điểm. Nếu các kiến nghị",
        "các tiêu chí đã đánh giá đạt 2,00 điểm",
        "không nằm trong điểm dự báo: điều tra xã hội học 2,00 điểm.",
        "vì còn 2,00 điểm tính riêng.",
        "a) Sở Nội vụ",
        "- Tiêu chí 1.1: Danh mục văn bản",
        "01 tồn tại, hạn chế tại 01/01 cơ quan",
        "- Có nguy cơ không đạt: 01 tiêu chí (1.2); 1,00 điểm có nguy cơ.",
        "- Sở Nội vụ, tiêu chí 1.2: Văn bản của Trung ương",
        "xem xét, chỉ đạo./.",
        "Nơi nhận: - Như trên; - Thành viên Ban Chỉ đạo CCHC tỉnh; - Lưu: VT, SNV.",
        "TM. BAN CHỈ ĐẠO TRƯỞNG BAN Nguyễn Văn Mẫu",
        "(Kèm theo Báo cáo số 05/BC-BCĐ ngày 03 tháng 12 năm 2020 của Ban Chỉ đạo cải cách hành chính tỉnh An Giang)",
        "1.2 Xử lý văn bản SNV 1,00 1,00 0,75 −0,25 Có nguy cơ không đạt Mới có tờ trình.",
        "1.3 Tác động đến người dân SNV 2,00 – – – Không đánh giá (khảo sát)",
        "(Sở Nội vụ, thời hạn 15/12/2020).",
        "03/11/2020 0123456789abcdef",
    ],
)
def test_the_report_says_what_was_entered(small: ReportContent, words: str) -> None:
    assert words in text_of(report.html(small))


def test_every_handwritten_text_stands_in_the_report_in_order(small: ReportContent) -> None:
    page = text_of(report.html(small))
    places = [page.index(f"Đoạn viết tay {section.key}.") for section in SECTIONS]
    assert places == sorted(places)


def test_an_unknown_handwritten_text_is_left_out(small: ReportContent) -> None:
    page = report.html(replace(small, sections=(SectionText("of another time", "Lời cũ"),)))
    assert "Lời cũ" not in page


def test_parts_stand_in_the_order_of_the_consolidated_report(small: ReportContent) -> None:
    headings = [
        " ".join(re.sub("<.*?>", " ", each).split()) for each in re.findall(r"<h2>(.*?)</h2>", report.html(small))
    ]
    assert headings == [
        "I. Khái quát về đợt kiểm tra",
        "II. Kết quả kiểm tra",
        "III. Tồn tại, hạn chế",
        "IV. Nguyên nhân",
        "V. Giải pháp, kiến nghị",
        "Phụ lục I BẢNG ĐIỂM",
        "Phụ lục II TIÊU CHÍ CÓ NGUY CƠ KHÔNG ĐẠT VÀ GIẢI PHÁP",
        "Phụ lục III DANH MỤC TÀI LIỆU KIỂM CHỨNG",
    ]


@pytest.mark.parametrize(
    "words", ["Không có.", "Chưa có tiêu chí nào được đánh giá", "Ưu điểm: chưa đánh giá.", "đã đánh giá 0/3 tiêu chí"]
)
def test_a_report_on_nothing_reads_properly(nothing: ReportContent, words: str) -> None:
    assert words in text_of(report.html(nothing))


def test_what_nobody_assessed_is_not_given_as_zero_points(nothing: ReportContent) -> None:
    page = text_of(report.html(nothing))
    assert "dự báo đạt" not in page
    assert "Tổng cộng 4,00 – – – – 2,00 2,00 0/3" in page


def test_a_draft_leaves_room_for_number_and_date(nothing: ReportContent) -> None:
    page = report.html(nothing)
    assert "Số: \xa0\xa0\xa0\xa0\xa0\xa0/BC-BCĐ" in page
    assert "An Giang, ngày tháng năm" in text_of(page)
    assert "None" not in page


def test_an_unconfirmed_set_is_named_on_the_first_page_and_every_annex(small: ReportContent) -> None:
    words = "chưa đối chiếu với Quyết định số 1150/QĐ-BNV"
    assert report.html(small).count(words) == 4
    assert words not in report.html(replace(small, confirmed=True))


def test_made_up_data_is_named(small: ReportContent) -> None:
    assert report.html(small).count("Dữ liệu mẫu:") == 4
    assert 'class="notice"' not in report.html(replace(small, confirmed=True, demo=False))


def test_a_group_is_told_where_it_is_known(small: ReportContent) -> None:
    assert "thuộc nhóm B." in text_of(report.html(replace(small, group="B")))


def everything_hostile(value: object) -> Any:
    """The same structure with every text replaced."""
    if isinstance(value, dict):
        return {name: each if name in KEPT else everything_hostile(each) for name, each in value.items()}
    if isinstance(value, list):
        return [everything_hostile(each) for each in value]
    return HOSTILE if isinstance(value, str) and not re.fullmatch(r"[\d.-]*", value) else value


KEPT = ("state", "stage", "level", "assessed_by", "cause_kind", "key")


def test_every_text_is_escaped_and_no_text_is_a_template(small: ReportContent) -> None:
    plain = msgspec.json.decode(report.to_json(small))
    page = report.html(report.from_json(msgspec.json.encode(everything_hostile(plain))))
    assert "<script" not in page.lower()
    assert page.count("&lt;script&gt;") > 60
    assert page.count("{{ 7*7 }}") > 60
    assert "49" not in text_of(page)


def test_the_page_keeps_the_content_security_policy(big: ReportContent) -> None:
    page = report.html(big, stylesheet="/static/documents/report.css?v=1")
    assert re.findall(r'<link [^>]*href="([^"]*)"', page) == ["/static/documents/report.css?v=1"]
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|javascript:|data:", page)
    assert not re.search(r'(?:src|href)="(?!/static/)', page)


def test_ids_are_unique_and_references_meet(big: ReportContent) -> None:
    page = report.html(big)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids)) > 30
    assert set(re.findall(r'aria-labelledby="([^"]*)"|url\(#([^)]*)\)', page)) <= {(each, "") for each in ids} | {
        ("", each) for each in ids
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH AN GIANG", ["ỦY BAN NHÂN DÂN", "TỈNH AN GIANG"]),
        ("SỞ NỘI VỤ", ["SỞ NỘI VỤ"]),
        ("x" * 40, ["x" * 40]),
        ("", [""]),
    ],
)
def test_centred_lines_are_balanced(text: str, lines: list[str]) -> None:
    assert report.balanced(text, 24).split("\n") == lines


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2020, 11, 4), date(2020, 11, 5), "từ ngày 04/11/2020 đến ngày 05/11/2020"),
        (date(2020, 11, 10), date(2020, 11, 10), "ngày 10/11/2020"),
        (date(2020, 11, 10), None, "ngày 10/11/2020"),
        (None, None, "–"),
    ],
)
def test_days_of_a_visit(first: date | None, last: date | None, text: str) -> None:
    assert report.span((first, last)) == text


@pytest.mark.parametrize(("points", "text"), [("0.25", "+0,25"), ("-0.5", "−0,50"), ("0", "0,00"), (None, "–")])
def test_a_difference_has_a_sign(points: str | None, text: str) -> None:
    assert report.signed_points(None if points is None else Decimal(points)) == text


@pytest.mark.parametrize("typed", ["- Như trên;", "Như trên", " -  Như trên. ", "Như trên;"])
def test_a_line_of_a_list_is_freed_of_its_marks(typed: str) -> None:
    assert report.bare(typed) == "Như trên"


def test_blank_lines_part_paragraphs() -> None:
    assert report.paragraphs("Một\ndòng\n \n\nHai\n") == ["Một\ndòng", "Hai"]


def test_the_states_of_statistics_are_not_called_a_survey(big: ReportContent) -> None:
    statistics = sum(row.assessed_by == "statistics" and row.state is ItemState.NOT_INSPECTED for row in big.scores)
    assert report.html(big).count("Không đánh giá (thống kê)") == statistics > 0
