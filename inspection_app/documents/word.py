"""A paper as a Word file: the same content as the PDF, with real styles, in the layout of Nghị định 30/2020."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import segno
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from . import paper
from .content import Signatory
from .paper import Align, Look, Numbered, PaperContent, Table
from .report import balanced, long_date, paragraphs, row_class

FONT = "Times New Roman"
PAGE = (210, 297)  # millimetres, as everything here but sizes of letters
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
HEAD_COLUMNS = (72, 93)
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
ALIGNED = {Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT, Align.MIDDLE: CENTRE, Align.AMOUNT: WD_ALIGN_PARAGRAPH.RIGHT}
# Name, base, size, bold, italic; what else sets them apart follows in _styles.
STYLES = (
    ("VB Thân", "Normal", 14, False, False),
    ("VB Căn cứ", "VB Thân", 14, False, True),
    ("VB Giữa", "Normal", 14, True, False),
    ("VB Phụ lục", "Normal", 14, True, False),
    ("VB Kèm theo", "Normal", 14, False, True),
    ("VB Ghi chú", "Normal", 12, False, False),
    ("VB Bảng", "Normal", 11, False, False),
    ("VB Đầu", "Normal", 12, False, False),
    ("VB Nơi nhận", "Normal", 11, False, False),
)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
UNTIMED = datetime(1980, 1, 1)  # noqa: DTZ001 # the file's own properties know no zone


def make(content: PaperContent, fingerprint: str = "") -> bytes:
    """The file; the same content gives the same bytes."""
    document = Document()
    _styles(document)
    _properties(document, content)
    _page(document.sections[0], landscape=False)
    _page_number(document.sections[0])
    _head(document, content)
    _body(document, paper.numbered(paper.ended(content.parts)))
    _foot(document, content)
    if content.verify and fingerprint:
        _verify(document, content.verify, fingerprint)
    for each in paper.annexes(content):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        _page(section, landscape=each.annex.landscape)
        _annex_head(document, each, content)
        _body(document, paper.numbered(each.annex.parts), width=_text_width(section))
    return _timeless(document)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for name, base, size, bold, italic in STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        _font(style, size)
        style.font.bold, style.font.italic = bold, italic
    text = document.styles["VB Thân"].paragraph_format
    text.alignment, text.first_line_indent, text.space_after, text.line_spacing = JUSTIFY, Mm(12.7), Pt(6), 1.15
    for name in ("VB Giữa", "VB Phụ lục", "VB Kèm theo"):
        document.styles[name].paragraph_format.alignment = CENTRE
    for level, bold in ((1, True), (2, True), (3, False)):
        style = document.styles[f"Heading {level}"]
        _font(style, 14)
        style.font.bold, style.font.italic, style.font.all_caps = bold, False, level == 1
        style.font.color.rgb = None
        style.paragraph_format.first_line_indent = Mm(12.7)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8), Pt(6)


def _font(style: Any, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for part in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{part}"), FONT)


def _properties(document: Any, content: PaperContent) -> None:
    told = document.core_properties
    told.title = f"{content.type_name} {content.subject}"
    told.author = told.last_modified_by = content.letterhead.issuing_body
    told.language, told.comments = "vi-VN", ""
    told.created = told.modified = UNTIMED


def _page(section: Any, *, landscape: bool) -> None:
    """Size, margins and a page number from 1 that the first page does not show."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = reversed(PAGE) if landscape else PAGE
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    start = section._sectPr.find(qn("w:pgNumType"))  # noqa: SLF001 # python-docx has no word for it
    if start is None:
        start = OxmlElement("w:pgNumType")
        section._sectPr.append(start)  # noqa: SLF001
    start.set(qn("w:start"), "1")


def _text_width(section: Any) -> float:
    return float(section.page_width.mm) - LEFT - RIGHT


def _page_number(section: Any) -> None:
    """In the middle of the top margin; the header of later sections is this one."""
    line = section.header.paragraphs[0]
    line.alignment = CENTRE
    run = line.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001


def _head(document: Any, content: PaperContent) -> None:
    left, right = _two_columns(document, 2)
    head = content.letterhead
    _lines(left[0], balanced(head.superior_body.upper(), 24), size=12)
    _lines(left[0], balanced(head.issuing_body.upper(), 24), size=12, bold=True)
    _rule(left[0], 24)
    _lines(right[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _lines(right[0], "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right[0], 20)
    _lines(left[1], f"Số: {paper.number_text(content)}", size=13)
    if content.place_date:
        _lines(right[1], f"{head.place}, {long_date(content.dated)}", size=13, italic=True)
    document.add_paragraph()
    document.add_paragraph(content.type_name.upper(), "VB Giữa")
    document.add_paragraph(balanced(content.subject, 70), "VB Giữa")
    _rule(document, 58)
    _notices(document, content)
    if content.authority:
        document.add_paragraph(content.authority.upper(), "VB Giữa").paragraph_format.space_before = Pt(6)
    for line in _addressees(content.addressees):
        document.add_paragraph(line, "VB Thân").alignment = CENTRE
    for line in paper.basis_lines(content):
        document.add_paragraph(line, "VB Căn cứ")


def _addressees(names: Sequence[str]) -> list[str]:
    if len(names) == 1:
        return [f"Kính gửi: {names[0]}."]
    return ["Kính gửi:", *(f"- {name}" for name in paper.listed(names))] if names else []


def _notices(document: Any, content: PaperContent) -> None:
    for line in paper.notices(content):
        document.add_paragraph(line, "VB Ghi chú")


def _two_columns(document: Any, rows: int) -> tuple[list[Any], list[Any]]:
    """A table without lines: the cells of its left and of its right column."""
    table = document.add_table(rows, 2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _margins(table)
    for row in table.rows:
        for cell, width in zip(row.cells, HEAD_COLUMNS, strict=True):
            cell.width = Mm(width)
    left, right = ([row.cells[place] for row in table.rows] for place in (0, 1))
    return left, right


def _lines(cell: Any, text: str, *, size: int, bold: bool = False, italic: bool = False) -> None:
    """A centred paragraph in a cell, the first in the one that is there already."""
    first = cell.paragraphs[0]
    line = first if not first.text else cell.add_paragraph()
    line.style, line.alignment = "VB Đầu", CENTRE
    run = line.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic


def _rule(place: Any, indent: int) -> None:
    """A line as a paragraph of one point with a border above, drawn in by so much on both sides."""
    line = place.add_paragraph()
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(indent)
    line.paragraph_format.line_spacing, line.paragraph_format.space_before = Pt(2), Pt(1)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    line._p.get_or_add_pPr().append(borders)  # noqa: SLF001


def _body(document: Any, parts: Sequence[Numbered], width: float = PAGE[0] - LEFT - RIGHT) -> None:
    for each in parts:
        part = each.part
        if isinstance(part, Table):
            _table(document, part, width)
        elif isinstance(part, paper.Heading):
            document.add_paragraph(f"{each.label} {part.text}", f"Heading {part.level}")
        elif part.look is Look.CENTRED:
            document.add_paragraph(part.text, "VB Giữa").paragraph_format.space_before = Pt(6)
        else:
            _paragraphs(document, part)


def _paragraphs(document: Any, part: paper.Paragraph) -> None:
    for place, text in enumerate(paragraphs(part.text)):
        line = document.add_paragraph(style="VB Thân")
        if part.lead and place == 0:
            line.add_run(f"{part.lead} ").bold = True
        line.add_run(text)


def _table(document: Any, told: Table, width: float) -> None:
    caption = document.add_paragraph(style="VB Ghi chú")
    caption.alignment, caption.paragraph_format.keep_with_next = CENTRE, True
    caption.add_run(told.caption).italic = True
    table = document.add_table(1, len(told.columns), "Table Grid")
    table.autofit = False
    _margins(table)
    fixed = sum(paper.WIDTHS.get(column.width, 0) for column in told.columns)
    free = sum(not column.width for column in told.columns)
    widths = [paper.WIDTHS[each.width] if each.width else (width - fixed) / free for each in told.columns]
    for column, size in zip(table.columns, widths, strict=True):
        column.width = Mm(size)
    _row(table.rows[0], [column.title for column in told.columns], [CENTRE] * len(widths), bold=True)
    for name in ("w:cantSplit", "w:tblHeader"):  # the head is repeated on every page
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001
    aligned = [ALIGNED[column.align] for column in told.columns]
    for row in told.rows:
        line = table.add_row()
        _row(line, row.cells, aligned, bold=row.strong)
        if row_class(row.cells) == "whole":
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    if not told.rows:
        cells = table.add_row().cells
        cells[0].merge(cells[-1]).paragraphs[0].add_run("Không có.").font.size = Pt(11)
    for row in table.rows:
        for cell, size in zip(row.cells, widths, strict=True):
            cell.width = Mm(size)
    document.add_paragraph(style="VB Ghi chú")


def _margins(table: Any) -> None:
    """Little room beside the words: columns are narrow."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), "57")
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 # python-docx has no word for it


def _row(row: Any, cells: Sequence[str], aligned: Sequence[Any], *, bold: bool) -> None:
    for cell, text, align in zip(row.cells, cells, aligned, strict=True):
        line = cell.paragraphs[0]
        line.style, line.alignment = "VB Bảng", align
        line.add_run(text).bold = bold


def _foot(document: Any, content: PaperContent) -> None:
    """«Nơi nhận» level with the signer's post; several signatures stand in pairs above it."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # never a signature without the end of the text
    document.add_paragraph().paragraph_format.keep_with_next = True
    if len(content.signatories) == 1:
        (left,), (right,) = _two_columns(document, 1)
        _recipients(left, content.recipients)
        _signature(right, content.signatories[0])
        return
    for place in range(0, len(content.signatories), 2):
        (left,), (right,) = _two_columns(document, 1)
        for cell, signatory in zip((left, right), content.signatories[place : place + 2], strict=False):
            _signature(cell, signatory)
    (left,), _ = _two_columns(document, 1)
    _recipients(left, content.recipients)


def _recipients(cell: Any, lines: Sequence[str]) -> None:
    if not lines:
        return
    first = cell.paragraphs[0]
    first.style = "VB Nơi nhận"
    run = first.add_run("Nơi nhận:")
    run.font.size, run.bold, run.italic = Pt(12), True, True
    for line in paper.listed(lines):
        cell.add_paragraph(f"- {line}", "VB Nơi nhận")


def _signature(cell: Any, signatory: Signatory) -> None:
    for text in filter(None, (signatory.on_behalf, signatory.post)):
        _lines(cell, text, size=14, bold=True)
    for _each in range(4):
        cell.add_paragraph()  # room for the signature and the seal
    _lines(cell, signatory.name, size=14, bold=True)


def _verify(document: Any, address: str, fingerprint: str) -> None:
    picture = io.BytesIO()
    segno.make(address, micro=False, error="m").save(picture, kind="png", scale=4)
    line = document.add_paragraph(style="VB Nơi nhận")
    line.paragraph_format.space_before = Pt(10)
    line.add_run().add_picture(picture, width=Mm(20))
    line._p.xpath(".//wp:docPr")[0].set("descr", "Mã QR dẫn đến trang đối chiếu văn bản này")  # noqa: SLF001
    document.add_paragraph(f"Đối chiếu văn bản tại {address}", "VB Nơi nhận")
    document.add_paragraph(f"Mã nội dung: {fingerprint}", "VB Nơi nhận")


def _annex_head(document: Any, each: paper.NumberedAnnex, content: PaperContent) -> None:
    document.add_paragraph(each.label, "VB Phụ lục")
    document.add_paragraph(each.annex.title.upper(), "VB Giữa")
    document.add_paragraph(paper.enclosed(content), "VB Kèm theo").paragraph_format.space_after = Pt(6)
    _notices(document, content)


def _timeless(document: Any) -> bytes:
    """The file without the moment it was made at in each of its parts."""
    made, target = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
