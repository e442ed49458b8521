"""Papers read back: PDF and Word say the same, in the layout of Nghị định 30/2020."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.documents import paper, pdf, word
from inspection_app.documents.content import Letterhead, Signatory
from inspection_app.documents.paper import Align, Annex, Column, Heading, Look, PaperContent, Paragraph, Row, Table

POINTS = [f"{number},{number % 100:02}" for number in range(1, 61)]
TABLE = Table(
    "Điểm từng tiêu chí",
    (Column("Mã", "code"), Column("Tiêu chí"), Column("Điểm", "points", Align.AMOUNT)),
    tuple(Row((f"1.{place}", f"Tiêu chí thứ {place}", points)) for place, points in enumerate(POINTS, 1)),
)
CONTENT = PaperContent(
    letterhead=Letterhead("Ủy ban nhân dân tỉnh", "Ban Chỉ đạo cải cách hành chính", "BCĐ", "An Giang"),
    type_name="Quyết định",
    type_code="QĐ",
    subject="Về việc thành lập Đoàn kiểm tra số 1",
    parts=(
        Paragraph("QUYẾT ĐỊNH:", look=Look.CENTRED),
        Paragraph("Thành lập Đoàn kiểm tra số 1.", lead="Điều 1."),
        Heading(1, "Ưu điểm"),
        Heading(2, "Chung"),
        Heading(3, "điểm thứ nhất"),
        Heading(3, "điểm thứ hai"),
        Heading(1, "Tồn tại"),
        Heading(2, "Riêng"),
        Paragraph("Một đoạn.\n\nĐoạn nữa."),
        Paragraph("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 2."),
    ),
    signatories=(Signatory("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Nguyễn Văn Mẫu"),),
    recipients=("- Như Điều 2;", "Đoàn kiểm tra", "- Lưu: VT"),
    number=5,
    dated=date(2020, 2, 3),
    authority="Trưởng Ban Chỉ đạo",
    bases=("Căn cứ Quyết định A;", "Căn cứ Kế hoạch B."),
    annexes=(Annex("Bảng điểm", (TABLE,), landscape=True), Annex("Đề cương", (Heading(1, "Tình hình"), TABLE))),
    confirmed=False,
    decision="Quyết định số 1150/QĐ-BNV",
    demo=True,
    verify="https://kiem-tra.example.vn/verify/abcdefghjk",
)
SNAPSHOT = paper.to_json(CONTENT)


def printed(content: PaperContent, folder: Path) -> Path:
    target = folder / "a.pdf"
    limits = pdf.Limits(60, 2048)
    pdf.make(paper.to_json(content), target, limits=limits, progress=lambda *_step: None, kind="paper")
    return target


@pytest.fixture(scope="module")
def pdf_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(CONTENT, tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def pages(pdf_file: Path) -> list[str]:
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(pdf_file).pages]


@pytest.fixture(scope="module")
def document() -> Any:
    return Document(io.BytesIO(word.make(CONTENT, paper.fingerprint(SNAPSHOT))))


def paragraphs(document: Any) -> Iterator[str]:
    """Every line of the Word file in its order, those in tables too."""
    for each in document.element.body.iter(qn("w:p")):
        yield "".join(text.text or "\n" for text in each.iter(qn("w:t"), qn("w:br")))


WORDS = (
    "Số: 05/QĐ-BCĐ",
    "An Giang, ngày 03 tháng 02 năm 2020",
    "Độc lập - Tự do - Hạnh phúc",
    "TRƯỞNG BAN CHỈ ĐẠO",
    "Căn cứ Quyết định A;",
    "Căn cứ Kế hoạch B.",
    "QUYẾT ĐỊNH:",
    "Điều 1. Thành lập Đoàn kiểm tra số 1.",
    "1. Chung",
    "a) điểm thứ nhất",
    "b) điểm thứ hai",
    "1. Riêng",
    "Đoạn nữa.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.",
    "TM. BAN CHỈ ĐẠO",
    "TRƯỞNG BAN",
    "Nguyễn Văn Mẫu",
    "Nơi nhận:",
    "- Như Điều 2;",
    "- Đoàn kiểm tra;",
    "- Lưu: VT.",
    "Phụ lục I",
    "Phụ lục II",
    "BẢNG ĐIỂM",
    "(Kèm theo Quyết định số 05/QĐ-BCĐ ngày 03 tháng 02 năm 2020 của Ban Chỉ đạo cải cách hành chính)",
    "Bộ tiêu chí chưa đối chiếu với Quyết định số 1150/QĐ-BNV:",
    "Dữ liệu mẫu:",
    "https://kiem-tra.example.vn/verify/abcdefghjk",
    f"Mã nội dung: {paper.fingerprint(SNAPSHOT)}",
)


@pytest.mark.parametrize("words", WORDS)
def test_pdf_and_word_say_the_same(words: str, pages: list[str], document: Any) -> None:
    assert words in " ".join(pages)
    assert words in " ".join(" ".join(paragraphs(document)).split())


def test_upper_headings_in_both(pages: list[str], document: Any) -> None:
    assert "II. TỒN TẠI" in " ".join(pages)
    heading = next(each for each in document.paragraphs if each.text == "II. Tồn tại")
    assert heading.style.font.all_caps
    assert heading.style.name == "Heading 1"


def test_pdf_and_word_show_the_same_figures(pages: list[str], document: Any) -> None:
    amount = re.compile(r"\b\d+,\d{2}\b")
    told = amount.findall(" ".join(paragraphs(document)))
    assert sorted(told) == sorted(amount.findall(" ".join(pages))) == sorted(POINTS * 2)


def test_the_text_of_word_and_pdf_is_the_same_word_for_word(pages: list[str], document: Any) -> None:
    """Page numbers, heads of tables that are repeated, and capitals apart."""

    def counted(text: str) -> set[str]:
        return {each.lower() for each in re.findall(r"[^\W\d]+", text)}

    assert counted(" ".join(paragraphs(document))) == counted(" ".join(pages))


def test_pages_count_from_one_in_each_part_and_hide_the_first(pdf_file: Path, pages: list[str]) -> None:
    starts = [place for place, text in enumerate(pages) if place == 0 or text.startswith("Phụ lục")]
    assert len(starts) == 3
    for start, end in zip(starts, [*starts[1:], len(pages)], strict=True):
        numbers = [text.split()[-1] for text in pages[start:end]]
        assert numbers[0] != "1"
        assert numbers[1:] == [str(number) for number in range(2, end - start + 1)]
    assert len(pages) > 4, "annexes of several pages"
    sides = [each.mediabox.width > each.mediabox.height for each in pypdf.PdfReader(pdf_file).pages]
    assert sides[0] is False
    assert sides[starts[1]] is True
    assert sides[starts[2]] is False


def test_the_pdf_is_accessible(pdf_file: Path) -> None:
    assert page.validate_pdf(str(pdf_file), profile="ua1").failures == []


def test_the_same_snapshot_gives_the_same_bytes(pdf_file: Path, tmp_path: Path) -> None:
    assert printed(CONTENT, tmp_path).read_bytes() == pdf_file.read_bytes()
    assert word.make(CONTENT, "1234") == word.make(CONTENT, "1234")
    assert word.make(CONTENT, "1234") != word.make(replace(CONTENT, number=6), "1234")


def test_word_has_the_page_of_the_decree(document: Any) -> None:
    body, wide, tall = document.sections
    for section in (body, wide, tall):
        assert 20 <= round(section.top_margin.mm, 1) <= 25  # Word counts in twentieths of a point
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert [round(each.page_width.mm) for each in (body, wide, tall)] == [210, 297, 210]
    field = body.header.paragraphs[0]
    assert "PAGE" in field._p.xml
    assert field.runs[0].font.size.pt == 13
    assert not body.first_page_header.paragraphs[0].text
    assert wide.header.is_linked_to_previous


def test_word_is_in_times_of_the_right_sizes(document: Any) -> None:
    assert document.styles["Normal"].font.name == "Times New Roman"
    text = document.styles["VB Thân"]
    assert text.font.size.pt == 14
    assert text.paragraph_format.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
    assert text.paragraph_format.space_after.pt >= 6
    assert document.styles["VB Căn cứ"].font.italic
    country = next(run for cell in document.tables[0].columns[1].cells for run in cell.paragraphs[0].runs)
    assert (country.text, country.font.size.pt, country.font.bold) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True)
    listed = next(each for each in document.tables[1].cell(0, 0).paragraphs if each.text.startswith("- "))
    assert listed.style.font.size.pt == 11


def test_a_table_head_is_repeated_in_word(document: Any) -> None:
    for table in document.tables[2:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_draft_has_room_for_number_and_date_and_no_code() -> None:
    draft = replace(CONTENT, number=None, dated=None, verify="")
    html = paper.html(draft, fingerprint="1234")
    assert re.search(r"Số:\s+/QĐ-BCĐ", html)
    assert "Đối chiếu văn bản" not in html
    assert "Đối chiếu văn bản" not in " ".join(paragraphs(Document(io.BytesIO(word.make(draft)))))


def test_a_single_annex_has_no_number() -> None:
    assert [each.label for each in paper.annexes(replace(CONTENT, annexes=CONTENT.annexes[:1]))] == ["Phụ lục"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Sở Tư pháp",), ["Kính gửi: Sở Tư pháp."]),
        (("Sở Tư pháp", "Sở Tài chính"), ["Kính gửi:", "- Sở Tư pháp;", "- Sở Tài chính."]),
    ],
)
def test_addressees_in_both(names: tuple[str, ...], said: list[str]) -> None:
    content = replace(CONTENT, addressees=names)
    html = paper.html(content)
    lines = list(paragraphs(Document(io.BytesIO(word.make(content)))))
    for line in said:
        assert f">{line}<" in html
        assert line in lines


def test_several_signatures_stand_in_pairs() -> None:
    both = (Signatory("", "THƯ KÝ", "Trần Thị A"), Signatory("", "CHỦ TỌA", "Lê Văn B"))
    content = replace(CONTENT, signatories=both, place_date=False)
    html = paper.html(content)
    assert html.index("THƯ KÝ") < html.index("CHỦ TỌA") < html.index("Nơi nhận")
    assert "place-date" not in html
    pair = Document(io.BytesIO(word.make(content))).tables[1]
    assert [cell.paragraphs[0].text for cell in pair.rows[0].cells] == ["THƯ KÝ", "CHỦ TỌA"]


def test_what_people_typed_is_text() -> None:
    content = replace(CONTENT, subject="<script>x</script>", parts=(Paragraph("{{ 7 * 7 }} <b>"),))
    html = paper.html(content)
    assert "<script>" not in html
    assert "{{ 7 * 7 }} &lt;b&gt;./." in html


def test_widths_are_those_of_the_style_sheets() -> None:
    folder = Path(paper.__file__).parent.parent / "static" / "documents"
    sheets = "".join((folder / name).read_text(encoding="utf-8") for name in paper.STYLESHEETS)
    for name, width in paper.WIDTHS.items():
        assert re.search(rf"^\.w-{name} {{ width: {width}mm;", sheets, re.MULTILINE), name


def test_a_paper_without_a_last_sentence_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError):
        paper.html(replace(CONTENT, parts=(TABLE,)))


typed = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), min_size=1, max_size=40)


@given(
    st.lists(
        typed.filter(lambda text: text.strip(" -;.,") != "" and not text.strip().startswith("-")),
        min_size=1,
        max_size=5,
    )
)
def test_lists_end_with_semicolons_and_a_stop(lines: list[str]) -> None:
    assert [each[-1] for each in paper.listed(lines)] == [*";" * (len(lines) - 1), "."]


@given(typed)
def test_the_text_ends_once(text: str) -> None:
    once = paper.ended((Paragraph(text),))
    assert once[0].text.endswith("./.")  # type: ignore[union-attr]
    assert paper.ended(once) == once
