"""The minutes (biên bản kiểm tra, Nghị định 30/2020, form 1.9): their snapshot, and the paper that is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap

import msgspec

from inspection_app.rules import numerals
from inspection_app.rules.attendance import Person
from inspection_app.rules.clock import HERE
from inspection_app.rules.labels import label
from inspection_app.rules.terms import Capacity, Decision

from .content import Signatory, Statement
from .minutes_content import MinutesContent, MinutesRow, Remedy, Sums
from .paper import Align, Annex, Column, Heading, Paragraph, Part, Row, Table
from .report import lower_first, signed_points
from .report import sentence as full_stop
from .wording import sentence, word

NOTHING = "Không có."
TABLE_TITLE = "Bảng đối chiếu điểm từng tiêu chí"
POINTS = tuple(Column(title, "points", Align.AMOUNT) for title in ("Tối đa", "Tự chấm", "Đoàn chấm", "Chênh lệch"))
DASH = (
    "Dấu “–”: chưa có điểm, khác với 0 điểm. Chênh lệch: điểm Đoàn chấm trừ điểm tự chấm; của nhiều tiêu chí chỉ tính"
    " khi cả hai bên đã chấm đủ."
)
POSTS = {
    Capacity.SECRETARY: "THƯ KÝ",
    Capacity.CHAIR: "CHỦ TỌA",
    Capacity.REPRESENTATIVE: "ĐẠI DIỆN CƠ QUAN ĐƯỢC KIỂM TRA",
}


@dataclass(frozen=True)
class Said:
    """A sign-off on the content, as the paper prints it."""

    capacity: Capacity
    name: str
    post: str
    decision: Decision
    remark: str
    at: datetime
    sha256: str


def to_json(content: MinutesContent) -> bytes:
    """The snapshot: the same content gives the same bytes; points and times are exact."""
    return msgspec.json.encode(content)


def from_json(snapshot: bytes) -> MinutesContent:
    """The content of a snapshot; msgspec.ValidationError for anything else."""
    return msgspec.json.decode(snapshot, type=MinutesContent)


def parts(content: MinutesContent, said: Sequence[Said] = ()) -> tuple[Part, ...]:
    """The text, in the order of the form; `said` are the sign-offs on this very content, so of one hash."""
    return (
        Paragraph(f"{moment(content.started_at)}.", "Thời gian bắt đầu:"),
        Paragraph(full_stop(content.place), "Địa điểm:"),
        Heading(1, "Thành phần tham dự"),
        *_people("Đại diện Đoàn kiểm tra", content.team_present),
        *_people(f"Đại diện {content.agency}", content.agency_present),
        Paragraph(full_stop(_named(content.chair)), "Chủ trì (Chủ tọa):"),
        Paragraph(full_stop(_named(content.secretary)), "Thư ký (Người ghi biên bản):"),
        Heading(1, "Nội dung"),
        Heading(2, "Diễn biến buổi làm việc"),
        Paragraph(content.course or NOTHING),
        *_scores(content),
        *_statements("Ưu điểm", content.results.strengths),
        *_statements("Tồn tại, hạn chế", content.results.shortcomings),
        *_remedies(content.results.remedies),
        Heading(1, "Ý kiến của cơ quan được kiểm tra"),
        Paragraph(content.objections or NOTHING),
        Heading(1, "Kết luận của Đoàn kiểm tra"),
        Paragraph(content.conclusion or NOTHING),
        *_said(said),
        Paragraph(f"Biên bản kết thúc vào {moment(content.ended_at)}"),
    )


def annexes(content: MinutesContent) -> tuple[Annex, ...]:
    """The comparison item by item."""
    columns = (
        Column("Mã", "code"),
        Column("Tiêu chí"),
        *POINTS,
        Column("Kết quả", "date"),
        Column("Lý do"),
        Column("Tài liệu"),
    )
    rows: list[Row] = []
    for field in content.results.fields:
        if field.rows:
            rows.append(Row((field.code, field.name, *_points(field.sums), "", "", ""), strong=True))
            rows += map(_row, field.rows)
    rows.append(Row(("", "Tổng cộng", *_points(content.results.sums), "", "", ""), strong=True))
    table = Table("Điểm tự chấm và điểm Đoàn chấm, lý do, tài liệu kiểm chứng", columns, tuple(rows))
    return (Annex(TABLE_TITLE, (Paragraph(DASH), table), landscape=True),)


def signatories(content: MinutesContent, said: Sequence[Said] = ()) -> tuple[Signatory, ...]:
    """Secretary left, chair right, the agency's representative below, by name once he or she has spoken."""
    spoke = [each.name for each in said if each.capacity is Capacity.REPRESENTATIVE]
    names = {
        Capacity.SECRETARY: content.secretary.name,
        Capacity.CHAIR: content.chair.name,
        Capacity.REPRESENTATIVE: spoke[-1] if spoke else "",
    }
    return tuple(Signatory("", POSTS[capacity], name) for capacity, name in names.items())


def moment(at: datetime | None) -> str:
    """«16 giờ 30, ngày 02 tháng 11 năm 2020»; without a time, room to write one by hand."""
    if at is None:
        return "…… giờ ……, ngày …… tháng …… năm ……"
    here = at.astimezone(HERE)
    return f"{here.hour:02} giờ {here.minute:02}, {numerals.official_date(here.date())}"


def grouped(sha256: str) -> str:
    """A hash as people compare it, in groups of four."""
    return " ".join(wrap(sha256, 4))


def _named(person: Person) -> str:
    return ", ".join(filter(None, (person.name, person.post)))


def _people(title: str, people: Sequence[Person]) -> tuple[Part, ...]:
    return (Heading(2, title), *(Paragraph(f"- {full_stop(_named(each))}") for each in people or [Person(NOTHING)]))


def _scores(content: MinutesContent) -> tuple[Part, ...]:
    sums, apart = content.results.sums, content.results.apart
    told = f"Đoàn kiểm tra đã đánh giá {sums.assessed}/{sums.items} tiêu chí; kết quả từng tiêu chí nêu tại Phụ lục."
    if apart:
        told += f" {apart} tiêu chí điều tra xã hội học hoặc số liệu thống kê được tính riêng, Đoàn không chấm."
    rows = [
        Row((f"{field.code}. {field.name}", *_points(field.sums))) for field in content.results.fields if field.rows
    ]
    rows.append(Row(("Tổng cộng", *_points(sums)), strong=True))
    table = Table("Điểm theo lĩnh vực", (Column("Lĩnh vực"), *POINTS), tuple(rows))
    return (Heading(2, "Kết quả chấm điểm"), Paragraph(told), table, Paragraph(DASH))


def _points(sums: Sums | MinutesRow) -> tuple[str, str, str, str]:
    points = numerals.points
    return points(sums.maximum), points(sums.self_points), points(sums.points), signed_points(sums.gap)


def _row(row: MinutesRow) -> Row:
    return Row((row.code, row.name, *_points(row), word(row.state), row.reason, "; ".join(row.evidence)))


def _statements(title: str, found: Sequence[Statement]) -> tuple[Part, ...]:
    return _list(title, [_statement(each) for each in found])


def _statement(each: Statement) -> str:
    cause = f" Nguyên nhân: {full_stop(each.cause)}" if each.cause else ""
    return f"- {each.criterion_code}: {full_stop(each.text)}{cause}"


def _remedies(remedies: Sequence[Remedy]) -> tuple[Part, ...]:
    lines = []
    for each in remedies:
        due = f"thời hạn {numerals.date_text(each.deadline)}" if each.deadline else "chưa định thời hạn"
        lines.append(f"- {each.criterion_code}: {full_stop(each.text)} ({each.lead_agency}, {due}).")
    return _list("Kiến nghị của Đoàn kiểm tra", lines)


def _said(said: Sequence[Said]) -> tuple[Part, ...]:
    if not said:
        return ()
    content = f"Nội dung được xác nhận có mã SHA-256: {grouped(said[0].sha256)}."
    return (Heading(1, "Xác nhận nội dung"), *(Paragraph(_word(each)) for each in said), Paragraph(content))


def _word(each: Said) -> str:
    who = _named(Person(each.name, each.post))
    remark = f" Ý kiến: {full_stop(each.remark)}" if each.remark else ""
    decision = lower_first(sentence(label(each.decision)))
    return f"- {who} ({sentence(label(each.capacity))}): {decision}, lúc {moment(each.at)}.{remark}"


def _list(title: str, lines: Sequence[str]) -> tuple[Part, ...]:
    return (Heading(2, title), *(Paragraph(each) for each in lines or [NOTHING]))
