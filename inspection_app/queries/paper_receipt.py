"""Biên nhận tài liệu: every file the agency handed in, with its hash, so that nobody disputes later what was given."""

from collections.abc import Sequence

from inspection_app.documents.paper import Align, Column, Paragraph, Row, Table
from inspection_app.models import Inspection, Paper
from inspection_app.rules.clock import moment_text
from inspection_app.rules.numerals import size_text

from .evidence import ReceiptLine, receipt_of
from .paper_body import Body, inspection_of, lead_name, said, team_head, team_of


def has_files(inspection: Inspection) -> bool:
    """Whether the agency handed anything in."""
    return receipt_of(inspection).files > 0


def texts(paper: Paper) -> dict[str, str]:
    """The usual words."""
    inspection, team = inspection_of(paper), team_of(paper)
    agency = inspection.agency.name
    return team_head(paper.round, team) | {
        "signatory_name": lead_name(team),
        "subject": f"Tài liệu kiểm chứng do {agency} cung cấp",
        "opening": f"{team.name} đã nhận của {agency} các tệp tài liệu kiểm chứng nêu trong bảng dưới đây.",
        "closing": "Mã SHA-256 là dấu vết của nội dung từng tệp: tệp có cùng mã là tệp đã nộp, tệp khác mã là tệp khác",
        "recipients": f"{agency}\n{team.name}\nLưu: VT",
    }


def body(paper: Paper) -> Body:
    """The files one by one, and their number and size together."""
    receipt = receipt_of(inspection_of(paper))
    together = Paragraph(f"Tổng cộng: {receipt.files:02} tệp, dung lượng {size_text(receipt.size)}.")
    return Body((*said(paper.opening), _files(receipt.lines), together, Paragraph(paper.closing)))


def _files(lines: Sequence[ReceiptLine]) -> Table:
    columns = (
        Column("TT", "order", Align.MIDDLE),
        Column("Tiêu chí", "code"),
        Column("Tên tệp"),
        Column("Dung lượng", "symbol", Align.AMOUNT),
        Column("SHA-256", "sha"),
        Column("Thời gian nhận", "date", Align.MIDDLE),
    )
    rows = (
        Row(
            (
                str(place),
                each.item_code,
                each.name,
                size_text(each.size),
                each.sha256,
                moment_text(each.added_at),
            )
        )
        for place, each in enumerate(lines, 1)
    )
    return Table("Tài liệu đã nhận", columns, tuple(rows))
