"""What the pages of papers show, to whom, and what comes next."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, url_for
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.documents import paper as document
from inspection_app.documents import pdf
from inspection_app.i18n import say
from inspection_app.models import Inspection, Paper, Round, Team
from inspection_app.models.base import now
from inspection_app.queries import numbers as series_of
from inspection_app.queries import papers as find
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.numbers import Series
from inspection_app.queries.paper_content import MAKERS
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.labels import label
from inspection_app.rules.message import Message
from inspection_app.rules.numerals import document_number
from inspection_app.rules.papers import KINDS
from inspection_app.rules.terms import PaperKind, PaperState
from inspection_app.services import papers
from inspection_app.web import Step, render

from .forms import IssueForm, PaperForm, ScanForm

PAGE = "papers/show.html"
MOST_SECONDS = 25  # a request may wait no longer for a PDF; papers are short
OF_INSPECTION = (PaperKind.NOTICE, PaperKind.RECEIPT, PaperKind.MINUTES, PaperKind.RESULT_NOTICE)


@dataclass(frozen=True)
class Slot:
    """A paper the case may have: what it is about, its newest version that this person sees, and what stops it."""

    kind: PaperKind
    about: Team | Inspection
    papers: Sequence[Paper]  # newest first
    lacks: Message | None
    preparable: bool

    @property
    def paper(self) -> Paper | None:
        """The newest version."""
        return next(iter(self.papers), None)

    @property
    def open(self) -> bool:
        """Not issued yet in any version, and nothing stands in the way."""
        return self.lacks is None and (self.paper is None or self.paper.state is PaperState.DRAFT)


@dataclass(frozen=True)
class Group:
    """The papers of one agency, or those of the round's teams."""

    title: str
    slots: Sequence[Slot]


def of_round(round_: Round) -> Response:
    """Every paper of the round, and those still to be made."""
    seen = [each for each in find.of_round(round_) if policies.see_paper(current_user, each)]
    decisions = Group(_("Teams"), [_decision(team, seen) for team in find_rounds.teams_of(round_)])
    cases = [Group(each.agency.name, _slots(each, seen)) for each in find_rounds.inspections_of(round_)]
    return _index(round_, None, [decisions, *cases])


def of_inspection(inspection: Inspection) -> Response:
    """The papers of one inspection, with the decision on its team."""
    seen = [each for each in find.of_inspection(inspection) if policies.see_paper(current_user, each)]
    slots = _slots(inspection, seen)
    if inspection.team is not None and policies.see_team_part(current_user, inspection):
        slots = [_decision(inspection.team, seen), *slots]
    return _index(inspection.round, inspection, [Group(inspection.agency.name, slots)])


def _index(round_: Round, inspection: Inspection | None, groups: Sequence[Group]) -> Response:
    shown = [Group(each.title, [slot for slot in each.slots if slot.paper or slot.preparable]) for each in groups]
    step = _next([slot for group in shown for slot in group.slots])
    told: dict[str, Any] = {"round": round_, "inspection": inspection, "number": number_of}
    return render("papers/index.html", groups=shown, step=step, **told)


def _decision(team: Team, seen: Sequence[Paper]) -> Slot:
    mine = [each for each in seen if each.kind is PaperKind.TEAM_DECISION and each.team_id == team.id]
    return Slot(PaperKind.TEAM_DECISION, team, mine, None, policies.plan_round(current_user, team.round))


def _slots(inspection: Inspection, seen: Sequence[Paper]) -> list[Slot]:
    return [_slot(kind, inspection, seen) for kind in OF_INSPECTION if kind in MAKERS]


def _slot(kind: PaperKind, inspection: Inspection, seen: Sequence[Paper]) -> Slot:
    mine = [each for each in seen if each.kind is kind and each.inspection_id == inspection.id]
    allowed = workflow.round_open(inspection.round.state) and policies.prepare_paper(current_user, kind, inspection)
    return Slot(kind, inspection, mine, papers.lacking(kind, inspection) if allowed else None, allowed)


def _next(slots: Sequence[Slot]) -> Step | None:
    """The first paper that is still to be finished, where this person may."""
    slot = next((each for each in slots if each.preparable and each.open), None)
    if slot is None:
        return None
    about = slot.about.name if isinstance(slot.about, Team) else slot.about.agency.name
    title = f"{say(label(slot.kind))}: {about}"
    if slot.paper is not None:
        text = _("A draft is open: read it, put in what is missing, then issue it.")
        return Step(title, text, url_for("papers.show", paper_id=slot.paper.id), _("Go to the draft"))
    return Step(title, _("It has not been prepared yet."), f"#{slot.kind.value}-{slot.about.id}", _("Go to it"))


# --- one paper ---


def show(paper: Paper, *blocks: str, status: int = 200, **own: Any) -> Response:
    """The page of a paper, or those blocks of it; `own` replaces fresh forms by filled ones."""
    content, _read = papers.shown(paper)
    told = {
        "paper": paper,
        "kind": KINDS[paper.kind],
        "content": content,
        "number": number_of(paper),
        "versions": [each for each in find.versions_of(paper) if policies.see_paper(current_user, each)],
        "successor": find.successor_of(paper),
        "writable": policies.write_paper(current_user, paper),
        "issuable": policies.issue_paper(current_user, paper),
        "form": PaperForm(paper, formdata=None, obj=paper),
        "scan_form": ScanForm(formdata=None),
        "clashes": {},
        "saved": False,
        "oob": False,
        "stamp": secrets.token_hex(4),  # the preview is asked for anew whenever it may say something else
    }
    return render(PAGE, *blocks, status=status, **(told | own))


def confirm(paper: Paper, form: IssueForm | None = None, *, status: int = 200) -> Response:
    """The page that asks for date and number before a paper is issued."""
    _content, read = papers.shown(paper)
    if form is None:
        form = IssueForm(formdata=None, read=read, dated=local_day(now()))
    form.read.data = read  # the page shows what stands now
    year = (form.dated.data or local_day(now())).year
    following = f"{series_of.last(Series(paper.issuing_body, paper.type_code, year)) + 1:02}"
    told = {"paper": paper, "form": form, "year": year, "following": following, "stamp": secrets.token_hex(4)}
    return render("papers/issue.html", status=status, **told)


def number_of(paper: Paper) -> str:
    """«05/QĐ-BCĐ»; empty before it is issued."""
    return document_number(paper.number, f"{paper.type_code}-{paper.body_symbol}") if paper.number else ""


def snapshot_of(paper: Paper) -> bytes:
    """What files are made of: the snapshot, or the draft as it stands now."""
    return paper.snapshot or document.to_json(papers.shown(paper)[0])


def limits() -> pdf.Limits:
    """What a PDF that somebody waits for may cost."""
    settings = current_app.extensions["settings"]
    return pdf.Limits(min(settings.render_seconds, MOST_SECONDS), settings.render_megabytes)


def verify_address() -> str:
    """What the QR code on a paper says; «{code}» is the paper's own."""
    return f"{current_app.extensions['settings'].base_url}{url_for('public.ask_verify')}{{code}}"
