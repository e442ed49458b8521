"""What all kinds of papers share when they are gathered."""

from dataclasses import dataclass

from inspection_app.documents.content import Signatory
from inspection_app.documents.paper import Annex, Paragraph, Part
from inspection_app.models import Inspection, Paper, Round, Team
from inspection_app.rules.numerals import official_date

SYMBOL = "BCĐ"  # of the Steering Committee; whoever writes the paper may change it


@dataclass(frozen=True)
class Body:
    """What is gathered for one paper."""

    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...] = ()
    shows_points: bool = False  # then an unconfirmed set is named as such
    signatories: tuple[Signatory, ...] = ()  # where they are not those of the frame
    place_date: bool = True


def lines(text: str) -> tuple[str, ...]:
    """What stands on its lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def said(text: str) -> tuple[Part, ...]:
    """A text by hand, where there is one."""
    return (Paragraph(text.strip()),) if text.strip() else ()


def plan_of(round_: Round) -> str:
    """«Kế hoạch số 14/KH-BCĐ ngày 16 tháng 10 năm 2020 của Ban Chỉ đạo …»."""
    return f"Kế hoạch số {round_.number} {official_date(round_.dated)} của {round_.issuing_body}"


def committee_head(round_: Round) -> dict[str, str]:
    """The frame of a paper the Committee issues."""
    return {
        "issuing_body": round_.issuing_body,
        "superior_body": round_.superior_body,
        "body_symbol": SYMBOL,
        "place": round_.place,
        "signatory_on_behalf": "TM. BAN CHỈ ĐẠO",
        "signatory_post": "TRƯỞNG BAN",
    }


def team_head(round_: Round, team: Team) -> dict[str, str]:
    """The frame of a paper the team itself issues."""
    return {
        "issuing_body": team.name,
        "superior_body": round_.issuing_body,
        "body_symbol": "ĐKT",
        "place": round_.place,
        "signatory_on_behalf": "TM. ĐOÀN KIỂM TRA",
        "signatory_post": "TRƯỞNG ĐOÀN",
    }


def inspection_of(paper: Paper) -> Inspection:
    """The inspection the paper is of."""
    if paper.inspection is None:
        raise ValueError(paper.kind)  # papers of this kind are made of an inspection only
    return paper.inspection


def team_of(paper: Paper) -> Team:
    """The team the paper is of, or that of its inspection."""
    team = paper.team or (paper.inspection.team if paper.inspection else None)
    if team is None:
        raise ValueError(paper.kind)  # asked for before it is prepared, services/papers.py
    return team


def lead_name(team: Team) -> str:
    """The name of the head of the team; empty where it has none."""
    return next((one.user.full_name for one in team.members if one.role.value == "lead"), "")
