"""What somebody has in hand, how a team's work is shared out, and handing it over."""

from uuid import UUID

from flask import Blueprint, Response, flash
from flask_babel import ngettext
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Inspection, Team, User
from inspection_app.queries import open_work as find
from inspection_app.queries import users
from inspection_app.queries.rounds import roll_of
from inspection_app.rules.message import DomainError
from inspection_app.services import handover
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .forms import HandOverForm, ReplaceForm

bp = Blueprint("handover", __name__)


@bp.get("/people/<uuid:user_id>/work")
@allow(policies.look_after_people)
def work(user_id: UUID) -> Response:
    """All that would be left lying if this person went."""
    return _work(_person(user_id))


@bp.post("/people/<uuid:user_id>/teams/<uuid:team_id>/replacement")
@allow(policies.coordinate)
def replace(user_id: UUID, team_id: UUID) -> Response:
    """Put somebody else in this person's place in a team."""
    person = _person(user_id)
    team = load(Team, team_id, see=lambda user, row: policies.see_round(user, row.round))
    require(policies.replace_member(current_user, team))
    form = ReplaceForm(key=team.id).offer(users.inspectors())
    if not form.validate():
        return _work(person, forms={team.id: form}, status=422)
    newcomer = form.by_id[form.newcomer.data]
    try:
        with transaction():
            count = handover.replace(team, person, newcomer, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _work(person, forms={team.id: form}, status=422)
    flash(_said(newcomer, count), "success")
    return see_other("handover.work", user_id=person.id)


@bp.get("/inspections/<uuid:inspection_id>/workload")
@allow(policies.signed_in)
def workload(inspection_id: UUID) -> Response:
    """How the items are shared out."""
    inspection = _inspection(inspection_id)
    return _workload(inspection, _form(inspection, posted=False))


@bp.post("/inspections/<uuid:inspection_id>/workload")
@allow(policies.signed_in)
def hand_over(inspection_id: UUID) -> Response:
    """Give one member's items to another."""
    inspection = _inspection(inspection_id)
    require(policies.hand_over(current_user, inspection))
    form = _form(inspection, posted=True)
    if not form.validate():
        return _workload(inspection, form, status=422)
    giver, taker = form.by_id[form.giver.data], form.by_id[form.taker.data]
    try:
        with transaction():
            count = handover.hand_over(inspection, giver, taker, only_open=form.only_open.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _workload(inspection, form, status=422)
    flash(_said(taker, count), "success")
    return see_other("handover.workload", inspection_id=inspection.id)


def _work(person: User, *, forms: dict[UUID, ReplaceForm] | None = None, status: int = 200) -> Response:
    told = find.of_user(person)
    inspectors = [each for each in users.inspectors() if each.id != person.id]
    own = {
        place.team.id: ReplaceForm(formdata=None, key=place.team.id).offer(inspectors)
        for place in told.places
        if policies.replace_member(current_user, place.team)
    }
    return render("handover/work.html", status=status, person=person, work=told, forms=own | (forms or {}))


def _workload(inspection: Inspection, form: HandOverForm, *, status: int = 200) -> Response:
    may = policies.hand_over(current_user, inspection)
    loads = find.loads(inspection)
    return render(
        "handover/workload.html", status=status, inspection=inspection, loads=loads, form=form if may else None
    )


def _form(inspection: Inspection, *, posted: bool) -> HandOverForm:
    people = [member.user for member in roll_of(inspection.team)] if inspection.team else []
    return (HandOverForm() if posted else HandOverForm(formdata=None)).offer(people)


def _said(taker: User, count: int) -> str:
    sentence: str = ngettext(
        "%(num)s item was handed over to %(name)s.",
        "%(num)s items were handed over to %(name)s.",
        count,
        name=taker.full_name,
    )
    return sentence


def _person(user_id: UUID) -> User:
    return load(User, user_id, see=lambda reader, _person: policies.look_after_people(reader))


def _inspection(inspection_id: UUID) -> Inspection:
    return load(Inspection, inspection_id, see=policies.see_team_part)
