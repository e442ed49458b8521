"""Forming a team and changing it."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round, Team
from inspection_app.queries.users import inspectors
from inspection_app.rules.message import DomainError
from inspection_app.rules.vietnamese import sort_key
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .planning import round_to_plan, team_to_plan
from .team_form import ROWS_SHOWN, TeamForm, team_form
from .views import bp


@bp.get("/rounds/<uuid:round_id>/teams/new")
@allow(policies.coordinate)
def new_team(round_id: UUID) -> Response:
    """The form of a new team."""
    return _form(TeamForm(formdata=None), round_to_plan(round_id), None)


@bp.post("/rounds/<uuid:round_id>/teams")
@allow(policies.coordinate)
def create_team(round_id: UUID) -> Response:
    """Put a team together."""
    round_ = round_to_plan(round_id)
    form = TeamForm()
    _offer(form, None)
    if not form.validate():
        return _form(form, round_, None, status=422)
    try:
        with transaction():
            rounds.form_team(round_, form.name.data, form.members(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, round_, None, status=422)
    flash(_("The team was formed."), "success")
    return see_other("rounds.show", round_id=round_.id)


@bp.get("/teams/<uuid:team_id>/edit")
@allow(policies.coordinate)
def edit_team(team_id: UUID) -> Response:
    """The form of changing a team."""
    team = team_to_plan(team_id)
    return _form(team_form(team), team.round, team)


@bp.post("/teams/<uuid:team_id>/edit")
@allow(policies.coordinate)
def change_team(team_id: UUID) -> Response:
    """Change a team's name or people."""
    team = team_to_plan(team_id)
    form = TeamForm()
    _offer(form, team)
    if not form.validate():
        return _form(form, team.round, team, status=422)
    try:
        with transaction():
            rounds.change_team(team, form.name.data, form.members(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, team.round, team, status=422)
    flash(_("The team was saved."), "success")
    return see_other("rounds.show", round_id=team.round_id)


def _offer(form: TeamForm, team: Team | None) -> None:
    """Inspectors, and whoever is in the team already: nobody drops out unseen."""
    people = {*inspectors(), *(member.user for member in (team.members if team else []))}
    form.offer(sorted(people, key=lambda user: sort_key(user.full_name)))


def _form(form: TeamForm, round_: Round, team: Team | None, *, status: int = 200) -> Response:
    _offer(form, team)
    return render("rounds/team.html", form=form, round=round_, team=team, rows_shown=ROWS_SHOWN, status=status)
