"""Adding agencies to a round."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Round
from inspection_app.queries import rounds as find
from inspection_app.rules.message import DomainError
from inspection_app.services import rounds
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .forms import AgenciesForm
from .planning import round_to_plan
from .views import bp


@bp.get("/rounds/<uuid:round_id>/agencies/new")
@allow(policies.coordinate)
def choose_agencies(round_id: UUID) -> Response:
    """Agencies that answer for items and are not in the round yet."""
    return _form(AgenciesForm(formdata=None), round_to_plan(round_id))


@bp.post("/rounds/<uuid:round_id>/agencies")
@allow(policies.coordinate)
def add_agencies(round_id: UUID) -> Response:
    """Put the ticked agencies into the round."""
    round_ = round_to_plan(round_id)
    form = AgenciesForm()
    _offer(form, round_)
    if not form.validate():
        return _form(form, round_, status=422)
    try:
        with transaction():
            for agency in form.chosen():
                rounds.add_agency(round_, agency, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, round_, status=422)
    flash(_("Agencies added: %(count)s.", count=len(form.chosen())), "success")
    return see_other("rounds.show", round_id=round_.id)


def _offer(form: AgenciesForm, round_: Round) -> None:
    form.offer(find.agencies_outside(round_), find.items_by_agency(round_))


def _form(form: AgenciesForm, round_: Round, *, status: int = 200) -> Response:
    _offer(form, round_)
    return render("rounds/agencies.html", form=form, round=round_, status=status)
