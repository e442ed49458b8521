"""What the consolidated report says, frozen: the one input of its HTML and its PDF."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspection_app.rules.tally import Figures
from inspection_app.rules.terms import Assessed, CauseKind, ItemState, Level, Stage


@dataclass(frozen=True)
class Letterhead:
    """The two blocks at the head of an official document (Nghị định 30/2020, phụ lục I)."""

    superior_body: str  # Ủy ban nhân dân tỉnh An Giang; the paper puts it in capitals
    issuing_body: str  # Ban Chỉ đạo cải cách hành chính tỉnh An Giang
    body_symbol: str  # BCĐ
    place: str  # An Giang


@dataclass(frozen=True)
class Signatory:
    """Who signs, on whose behalf; the name is empty until it is known."""

    on_behalf: str  # TM. BAN CHỈ ĐẠO
    post: str  # TRƯỞNG BAN
    name: str


@dataclass(frozen=True)
class FieldRow:
    """A field (lĩnh vực) of the criteria set."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Statement:
    """A finding as the report words it."""

    criterion_code: str
    criterion_name: str
    text: str
    cause: str
    cause_kind: CauseKind | None


@dataclass(frozen=True)
class AgencyChapter:
    """One inspected agency: its items, its team, what was found."""

    code: str
    name: str
    team: str
    visited_from: date | None
    visited_to: date | None
    stage: Stage
    figures: Figures
    strengths: tuple[Statement, ...]
    shortcomings: tuple[Statement, ...]


@dataclass(frozen=True)
class Proposal:
    """A recommendation: what, who leads, by when, for which item, and the points it can still win."""

    criterion_code: str
    text: str
    lead_agency: str
    deadline: date | None
    recoverable: Decimal | None


@dataclass(frozen=True)
class ScoreRow:
    """A line of annex I. Points are None where there is none: not assessed is not zero."""

    code: str
    level: Level
    name: str
    assessed_by: Assessed
    agency_code: str
    maximum: Decimal
    self_points: Decimal | None
    team_points: Decimal | None
    state: ItemState | None  # None on parents
    reason: str
    explanation: str = (
        ""  # how the team's points follow from what was observed; as are the next, not in older snapshots
    )
    minimum: Decimal = Decimal(0)
    bonus: bool = False


@dataclass(frozen=True)
class RiskRow:
    """A line of annex II: an item with points at risk or lost, its problem and its remedies."""

    code: str
    name: str
    agency_name: str
    state: ItemState
    maximum: Decimal
    team_points: Decimal | None
    at_risk: Decimal
    lost: Decimal
    problem: str
    remedies: tuple[Proposal, ...]


@dataclass(frozen=True)
class EvidenceRow:
    """A line of annex III."""

    criterion_code: str
    agency_code: str
    name: str
    sha256: str
    brought_by: str
    received_on: date


@dataclass(frozen=True)
class SectionText:
    """Text written by hand under a heading; paragraphs are separated by a blank line."""

    key: str  # one of documents.report.SECTIONS
    text: str


@dataclass(frozen=True)
class ReportContent:
    """The whole consolidated report (Báo cáo tổng hợp kết quả kiểm tra)."""

    letterhead: Letterhead
    number: int | None  # None while a draft
    dated: date | None
    subject: str
    addressee: str
    bases: tuple[str, ...]  # with or without closing «;»: the paper puts its own
    round_number: str  # 14/KH-BCĐ
    round_dated: date
    year: int
    criteria_set: str
    decision: str  # Quyết định số 1150/QĐ-BNV ...
    confirmed: bool  # False: «chưa đối chiếu với …» on every page that uses the set
    period_from: date
    period_to: date
    group: str | None  # A, B, C of the likely total where it can be told; else None
    total: Figures
    fields: tuple[FieldRow, ...]
    agencies: tuple[AgencyChapter, ...]
    proposals: tuple[Proposal, ...]
    sections: tuple[SectionText, ...]
    scores: tuple[ScoreRow, ...]
    risks: tuple[RiskRow, ...]
    evidence: tuple[EvidenceRow, ...]
    recipients: tuple[str, ...]  # with or without «- » and «;»
    signatory: Signatory
    demo: bool  # people and scores are made up: said on the first page
