"""Papers: issued under a number, their files made, the signed scan kept beside them."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import Paper
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import PaperState
from inspection_app.services import paper_files, papers
from inspection_app.transaction import transaction
from inspection_app.uploads import content_of
from inspection_app.web import load, require, see_other

from . import page
from .forms import IssueForm, ScanForm
from .views import bp


@bp.get("/papers/<uuid:paper_id>/issue")
@allow(policies.signed_in)
def confirm_issue(paper_id: UUID) -> Response:
    """Ask for date and number, and say what issuing means."""
    paper = load(Paper, paper_id, see=policies.see_paper)
    require(policies.issue_paper(current_user, paper))
    return page.confirm(paper)


@bp.post("/papers/<uuid:paper_id>/issue")
@allow(policies.signed_in)
def issue(paper_id: UUID) -> Response:
    """Number, date and freeze it, then make its files."""
    paper = load(Paper, paper_id, see=policies.see_paper)
    require(policies.issue_paper(current_user, paper))
    form = IssueForm()
    if not form.validate():
        return page.confirm(paper, form, status=422)
    told = papers.Issue(form.dated.data, form.number.data, form.read.data or "", page.verify_address())
    try:
        with transaction():
            papers.issue(paper, told, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return page.confirm(paper, form, status=422)
    flash(_("The paper was issued with number %(number)s.", number=page.number_of(paper)), "success")
    _make_files(paper)
    return see_other("papers.show", paper_id=paper.id)


@bp.post("/papers/<uuid:paper_id>/files")
@allow(policies.signed_in)
def make_files(paper_id: UUID) -> Response:
    """Make the files of an issued paper, where that failed before."""
    paper = load(Paper, paper_id, see=policies.see_paper)
    require(policies.attach_scan(current_user, paper))
    _make_files(paper)
    return see_other("papers.show", paper_id=paper.id)


@bp.post("/papers/<uuid:paper_id>/scans")
@allow(policies.signed_in)
def add_scan(paper_id: UUID) -> Response:
    """Keep what was signed beside the paper."""
    paper = load(Paper, paper_id, see=policies.see_paper)
    require(policies.attach_scan(current_user, paper))
    form = ScanForm()
    if not form.validate():
        return page.show(paper, status=422, scan_form=form)
    try:
        content = content_of(form.file.data)
        with transaction():
            paper_files.attach_scan(paper, form.file.data.filename, content, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return page.show(paper, status=422, scan_form=form)
    flash(_("The signed scan was added."), "success")
    return see_other("papers.show", paper_id=paper.id)


def _make_files(paper: Paper) -> None:
    """Outside of any transaction: a PDF takes a second or two, and nobody else is to wait for it."""
    if paper.state is PaperState.DRAFT:
        return
    missing = [kind for kind in paper_files.MADE if paper_files.of_kind(paper, kind) is None]
    try:
        for kind in missing:
            made = paper_files.made(paper, kind, page.snapshot_of(paper), page.limits())
            with transaction():
                paper_files.keep(paper, made, by=current_user)
    except DomainError as error:
        flash(say(error.message), "error")
