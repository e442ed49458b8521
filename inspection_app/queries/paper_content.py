"""What a paper says as its case stands now: its frame and texts, and for each kind what is gathered for it.

A kind is one module with `texts` (what its editable texts say at first) and `body` (what is gathered); MAKERS names it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspection_app.documents.content import Letterhead, Signatory
from inspection_app.documents.paper import PaperContent
from inspection_app.models import Paper
from inspection_app.rules.papers import KINDS
from inspection_app.rules.terms import PaperKind

from . import paper_decision, paper_minutes, paper_notice, paper_receipt, paper_result
from .paper_body import Body, lines


@dataclass(frozen=True)
class Maker:
    """How papers of one kind are made."""

    texts: Callable[[Paper], Mapping[str, str]]
    body: Callable[[Paper], Body]


MAKERS: Mapping[PaperKind, Maker] = {
    PaperKind.TEAM_DECISION: Maker(paper_decision.texts, paper_decision.body),
    PaperKind.NOTICE: Maker(paper_notice.texts, paper_notice.body),
    PaperKind.MINUTES: Maker(paper_minutes.texts, paper_minutes.body),
    PaperKind.RESULT_NOTICE: Maker(paper_result.texts, paper_result.body),
    PaperKind.RECEIPT: Maker(paper_receipt.texts, paper_receipt.body),
}


def first_texts(paper: Paper) -> Mapping[str, str]:
    """The editable texts of a new paper, and its frame where nobody has set one before."""
    return MAKERS[paper.kind].texts(paper)


def content_of(paper: Paper) -> PaperContent:
    """The whole paper as of now, without number and date."""
    kind, body = KINDS[paper.kind], MAKERS[paper.kind].body(paper)
    criteria_set = paper.round.criteria_set
    return PaperContent(
        letterhead=Letterhead(paper.superior_body, paper.issuing_body, paper.body_symbol, paper.place),
        type_name=kind.name,
        type_code=paper.type_code,
        subject=paper.subject,
        parts=body.parts,
        signatories=body.signatories
        or (Signatory(paper.signatory_on_behalf, paper.signatory_post, paper.signatory_name),),
        recipients=lines(paper.recipients),
        addressees=lines(paper.addressees),
        authority=paper.authority,
        bases=lines(paper.bases),
        annexes=body.annexes,
        confirmed=criteria_set.confirmed_at is not None or not body.shows_points,
        decision=criteria_set.decision,
        demo=paper.round.is_demo,
        place_date=body.place_date,
    )
