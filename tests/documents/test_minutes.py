"""The minutes as screen, PDF and Word show them: one content, the same numbers, the layout of the form."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from docx import Document
from pypdf import PdfReader

from inspection_app.documents import minutes as document
from inspection_app.documents import paper, pdf, word
from inspection_app.models import Inspection, Minutes
from inspection_app.queries.paper_minutes import paper_of
from inspection_app.rules.numerals import points
from inspection_app.rules.terms import Capacity, Decision, FindingKind, ItemState
from inspection_app.services import minutes_files
from tests import factories as make
from tests.meetings import fix, make_minutes, make_signoff

NUMBER = re.compile(r"[+−]?\d+,\d\d")


@pytest.fixture
def inspection(app: object) -> Inspection:
    inspection = make.make_inspection()
    items = make.items_of(inspection)
    items["1.1.1"].self_points, items["1.1.2"].self_points = Decimal(2), Decimal("0.75")
    make.saved(items.values())
    make.make_score(items["1.1.1"], "85", reason="Thiếu 3 báo cáo tháng")
    make.make_score(items["1.1.2"], state=ItemState.LACKS_EVIDENCE, reason="Chưa có kế hoạch")
    make.make_finding(items["1.1.1"], text="Ban hành chậm <i>hai</i> văn bản")
    make.make_finding(items["1.1.1"], kind=FindingKind.STRENGTH, text="Có sáng kiến")
    make.make_recommendation(items["1.1.1"])
    make.make_evidence(items["1.1.1"], name="ke-hoach-dot-xuat.txt")
    return inspection


@pytest.fixture
def minutes(inspection: Inspection) -> Minutes:
    minutes = make_minutes(inspection, objections="Đề nghị xem lại 1.1.1", course="Nghe báo cáo.\n\nĐối chiếu hồ sơ.")
    make_signoff(minutes, Capacity.CHAIR)
    make_signoff(minutes, Capacity.REPRESENTATIVE, decision=Decision.DISAGREED, remark="Đã nộp đủ báo cáo")
    return minutes


def squeezed(text: str) -> str:
    """Without spaces, which each program breaks in its own way."""
    return re.sub(r"\s+", "", text)


def text_of_html(minutes: Minutes) -> str:
    return re.sub(r"<[^>]+>", " ", paper.html(paper_of(minutes)))


def text_of_word(content: bytes) -> str:
    file = Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in file.paragraphs] + cells)


def test_screen_pdf_and_word_say_the_same_numbers(minutes: Minutes) -> None:
    screen = text_of_html(minutes)
    made = minutes_files.pdf_of(minutes, pdf.Limits(60, 2048))
    printed = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    written = text_of_word(minutes_files.word_of(minutes))
    content = document.from_json(minutes.snapshot)
    wanted = sorted(NUMBER.findall(screen))
    assert len(wanted) > 4 * len(content.results.rows)
    assert sorted(NUMBER.findall(printed)) == wanted
    assert sorted(NUMBER.findall(written)) == wanted
    for told in ("Thiếu 3 báo cáo tháng", "ke-hoach-dot-xuat.txt", "Đã nộp đủ báo cáo", "THƯ KÝ", minutes.sha256):
        for where in (screen, printed, written):
            assert squeezed(told) in squeezed(where), told


def test_every_item_stands_beside_its_own_points(minutes: Minutes) -> None:
    (annex,) = document.annexes(document.from_json(minutes.snapshot))
    table = next(part for part in annex.parts if isinstance(part, paper.Table))
    line = next(row.cells for row in table.rows if row.cells[0] == "1.1.1")
    assert line[2:6] == ("2,00", "2,00", "1,00", "−1,00")
    assert line[8] == "ke-hoach-dot-xuat.txt"
    lacking = next(row.cells for row in table.rows if row.cells[0] == "1.1.2")
    assert lacking[3:6] == ("0,75", points(None), points(None)), "no score is not a zero"
    assert lacking[6] == "Chưa đủ tài liệu"


def test_the_form_of_the_decree_is_kept(minutes: Minutes) -> None:
    """Nghị định 30/2020, form 1.9: no place and date at the head, secretary left, chair right, the hour it ended."""
    page = paper.html(paper_of(minutes))
    assert "An Giang, ngày" not in page
    assert "/BB-ĐKT" in page
    assert "BIÊN BẢN" in page
    order = [
        "Thời gian bắt đầu:",
        "08 giờ 00, ngày 02 tháng 11 năm 2020",
        "Địa điểm:",
        "Thành phần tham dự",
        "Chủ trì (Chủ tọa):",
        "Thư ký (Người ghi biên bản):",
        "Nội dung",
        "Ý kiến của cơ quan được kiểm tra",
        "Đề nghị xem lại 1.1.1",
        "Kết luận của Đoàn kiểm tra",
        "Biên bản kết thúc vào 16 giờ 30, ngày 02 tháng 11 năm 2020./.",
        "THƯ KÝ",
        "CHỦ TỌA",
        "ĐẠI DIỆN CƠ QUAN ĐƯỢC KIỂM TRA",
    ]
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert "<i>hai" not in page, "what people typed is never markup"


def test_words_of_another_content_are_not_printed(minutes: Minutes, inspection: Inspection) -> None:
    make.make_score(make.item(inspection, "1.1.3"), "1")

    later = fix(inspection)
    assert later.version == 2
    assert "Đã nộp đủ báo cáo" not in paper.html(paper_of(later))
    assert "Đã nộp đủ báo cáo" in paper.html(paper_of(minutes)), "the old version keeps its own"


def test_the_same_content_gives_the_same_file(minutes: Minutes) -> None:
    first, second = (word.make(paper_of(minutes)) for _each in range(2))
    assert first == second
    assert zipfile.is_zipfile(io.BytesIO(first))


def test_minutes_without_findings_or_people_can_be_read(app: object) -> None:
    minutes = make_minutes(make.make_inspection(), course="", conclusion="")
    page = paper.html(paper_of(minutes))
    assert page.count(document.NOTHING) >= 5
