"""Papers of the case: prepared from what was entered, changed, issued under a number, replaced by a later version."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from inspection_app.documents import paper as document
from inspection_app.documents.paper import PaperContent
from inspection_app.models import Inspection, Paper, Team, User
from inspection_app.models.base import now
from inspection_app.models.paper import FOOT, HEAD
from inspection_app.queries import meetings, paper_receipt, paper_result
from inspection_app.queries import papers as find
from inspection_app.queries.numbers import Series
from inspection_app.queries.paper_content import content_of, first_texts
from inspection_app.rules import workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.papers import KINDS
from inspection_app.rules.terms import PaperKind, PaperState, RecommendationState

from . import activity, numbers, revisions
from .holding import hold, share

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another
CODE_LENGTH = 10
CHANGED = Message("The case says something else now than when you read the paper. Read it again, then issue it.")


@dataclass(frozen=True)
class Issue:
    """How a paper is issued."""

    dated: date
    number: int | None  # None: the next one
    read: str  # the SHA-256 of what was read before
    verify: str  # the address at which everybody can verify it; «{code}» is filled in


def prepare(kind: PaperKind, about: Team | Inspection, *, by: User) -> Paper:
    """Begin the paper of this team or inspection, or its next version; DomainError while a draft is open."""
    hold(about.round, "state")  # of two who prepare at once, the second sees the first one's draft
    workflow.check_round_open(about.round.state)
    before = next(iter(find.versions(kind, about)), None)
    if before is not None and before.state is PaperState.DRAFT:
        raise DomainError(Message("There is a draft of this paper already. Go on with that one."))
    paper = Paper(kind=kind, round=about.round, author_id=by.id, code=_code(), type_code=KINDS[kind].code)
    paper.state, paper.version = PaperState.DRAFT, before.version + 1 if before else 1
    if isinstance(about, Team):
        paper.team = about
    else:
        paper.inspection = about
    _check_ready(paper)
    _fill(paper, before)
    activity.note("paper.prepared", paper, by=by, inspection=paper.inspection)
    return paper


def change(paper: Paper, texts: Mapping[str, str], *, revision: int, by: User) -> None:
    """Change its texts and its frame; Clashed where somebody else changed the same one meanwhile."""
    _hold_draft(paper)
    revisions.write(paper, {name: texts[name] for name in editable(paper) if name in texts}, revision=revision)
    activity.note("paper.changed", paper, by=by, inspection=paper.inspection)


def editable(paper: Paper) -> tuple[str, ...]:
    """The columns people may write in a paper of this kind."""
    return (*KINDS[paper.kind].texts, "addressees", *HEAD, *FOOT)


def lacking(kind: PaperKind, inspection: Inspection) -> Message | None:
    """Why the case does not hold yet what such a paper is about; None where it does."""
    if inspection.team is None or inspection.visit_from is None:
        return Message("Put a team on this agency and set the visit first.")
    if kind is PaperKind.RESULT_NOTICE and not workflow.settled(inspection.stage):
        return Message("The result notice is made once the inspection is concluded.")
    if kind is PaperKind.MINUTES and not meetings.is_fixed(inspection):
        return Message("Fix the content of the minutes first.")
    if kind is PaperKind.RECEIPT and not paper_receipt.has_files(inspection):
        return Message("The agency has not handed in any file yet.")
    return None


def shown(paper: Paper) -> tuple[PaperContent, str]:
    """What the paper says and the SHA-256 of that: its snapshot once issued, else as the case stands now."""
    if paper.snapshot is not None:
        return document.from_json(paper.snapshot), paper.snapshot_sha256 or ""
    content = content_of(paper)
    return content, _sha256(document.to_json(content))


def issue(paper: Paper, told: Issue, *, by: User) -> None:
    """Number, date and freeze it; an older version is superseded. DomainError beside `dated` or `number`."""
    _hold_draft(paper)
    if paper.inspection is not None:
        share(paper.inspection, "stage")
    _check_ready(paper)
    _check_date(paper, told.dated)
    content, read = shown(paper)
    if read != told.read:
        raise DomainError(CHANGED)
    number = numbers.take(Series(paper.issuing_body, paper.type_code, told.dated.year), told.number)
    _supersede_others(paper, by=by)
    verify = told.verify.format(code=paper.code)
    snapshot = document.to_json(replace(content, number=number, dated=told.dated, verify=verify))
    paper.number, paper.dated, paper.year = number, told.dated, told.dated.year
    paper.snapshot, paper.snapshot_sha256 = snapshot, _sha256(snapshot)
    paper.state, paper.issued_at = PaperState.ISSUED, now()
    activity.note("paper.issued", paper, by=by, inspection=paper.inspection)
    if paper.kind is PaperKind.RESULT_NOTICE and paper.inspection is not None:
        _issue_recommendations(paper.inspection, by=by)


def _hold_draft(paper: Paper) -> None:
    share(paper.round, "state")
    workflow.check_round_open(paper.round.state)
    hold(paper, "state", "revision")
    if paper.state is not PaperState.DRAFT:
        raise DomainError(Message("This paper has been issued and no longer changes. A correction is a new version."))


def _check_ready(paper: Paper) -> None:
    if paper.inspection is not None and (problem := lacking(paper.kind, paper.inspection)):
        raise DomainError(problem)


def _check_date(paper: Paper, dated: date) -> None:
    if dated < paper.round.dated:
        raise DomainError(Message("The paper is dated before its plan."), field="dated")
    if dated > local_day(now()):
        raise DomainError(Message("The paper is dated in the future."), field="dated")


def _fill(paper: Paper, before: Paper | None) -> None:
    """A new version begins as the one before; a first one with the usual words and whoever signed the last."""
    columns = (*HEAD, *FOOT, "addressees", *KINDS[paper.kind].texts)
    first = {name: getattr(before, name) for name in columns} if before else _first(paper)
    for name in columns:
        setattr(paper, name, first.get(name, ""))


def _first(paper: Paper) -> dict[str, str]:
    first = dict(first_texts(paper))
    last = find.last_of_kind(paper.round, paper.kind)
    if last is not None and last.issuing_body == first["issuing_body"]:
        first |= {name: getattr(last, name) for name in (*HEAD, *FOOT) if name != "recipients"}
    return first


def _supersede_others(paper: Paper, *, by: User) -> None:
    for other in find.versions_of(paper):
        if other.state is PaperState.ISSUED:
            other.state = PaperState.SUPERSEDED
            activity.note("paper.superseded", other, by=by, inspection=other.inspection)


def _issue_recommendations(inspection: Inspection, *, by: User) -> None:
    """What is recommended in a result notice has been issued to the agency with it."""
    for each in paper_result.recommendations_of(inspection):
        if each.state is RecommendationState.PROPOSED:
            each.state = RecommendationState.ISSUED
            activity.note("recommendation.issued", each, by=by, inspection=inspection)


def _code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _each in range(CODE_LENGTH))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
