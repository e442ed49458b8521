"""Papers: begun from the case and written."""

from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection, Paper, Team
from inspection_app.queries import papers as find
from inspection_app.queries.paper_content import MAKERS
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import PaperKind, PaperState
from inspection_app.services import papers
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import load, require, see_other, wants_fragment

from . import page
from .forms import PaperForm
from .views import bp


@bp.post("/teams/<uuid:team_id>/papers")
@allow(policies.coordinate)
def prepare_decision(team_id: UUID) -> Response:
    """Begin the decision to form this team, or go on with the draft."""
    team = load(Team, team_id, see=lambda user, row: policies.see_round(user, row.round))
    require(policies.plan_round(current_user, team.round))
    return _prepared(PaperKind.TEAM_DECISION, team)


@bp.post("/inspections/<uuid:inspection_id>/papers/<kind>")
@allow(policies.signed_in)
def prepare(inspection_id: UUID, kind: str) -> Response:
    """Begin a paper of this inspection, or go on with its draft."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    wanted = _kind(kind)
    require(policies.prepare_paper(current_user, wanted, inspection))
    return _prepared(wanted, inspection)


@bp.post("/papers/<uuid:paper_id>/")
@allow(policies.signed_in)
def change(paper_id: UUID) -> Response:
    """Save texts and frame."""
    paper = load(Paper, paper_id, see=policies.see_paper)
    require(policies.write_paper(current_user, paper))
    form = PaperForm(paper)
    if not form.validate():
        return page.show(paper, "form", status=422, form=form)
    try:
        with transaction():
            papers.change(paper, form.texts(), revision=form.revision.data, by=current_user)
    except Clashed as error:
        form.refuse(error)
        form.revision.data, form.revision.raw_data = error.revision, None
        return page.show(paper, "form", status=409, form=form, clashes=error.clashes)
    if wants_fragment():
        return page.show(paper, "form", "preview", saved=True, oob=True)
    flash(_("The paper was saved."), "success")
    return see_other("papers.show", paper_id=paper.id)


def _prepared(kind: PaperKind, about: Team | Inspection) -> Response:
    try:
        with transaction():
            paper = papers.prepare(kind, about, by=current_user)
    except DomainError:
        draft = next(iter(find.versions(kind, about)), None)
        if draft is None or draft.state is not PaperState.DRAFT:
            raise
        flash(_("There is a draft of this paper already. Go on with this one."), "info")
        paper = draft
    return see_other("papers.show", paper_id=paper.id)


def _kind(text: str) -> PaperKind:
    try:
        kind = PaperKind(text)
    except ValueError:
        abort(404)
    if kind not in MAKERS or kind not in policies.OF_TEAM:
        abort(404)
    return kind
