"""Agencies, for administrators: entered once, renamed when the province renames them."""

from uuid import UUID

from flask import Blueprint, Response, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form, line
from inspection_app.models import Agency
from inspection_app.queries import agencies as find
from inspection_app.rules.message import DomainError
from inspection_app.services import agencies
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

bp = Blueprint("agencies", __name__, url_prefix="/agencies")


class AgencyForm(Form):
    """A new agency."""

    code = line(_l("Code"), most=10)
    name = line(_l("Name"))


class NameForm(Form):
    """A new name."""

    name = line(_l("Name"))


@bp.get("/")
@allow(policies.administer)
def index() -> Response:
    """All agencies, and a form for one more."""
    return _index(AgencyForm(formdata=None))


@bp.post("/")
@allow(policies.administer)
def add() -> Response:
    """Enter an agency."""
    form = AgencyForm()
    if not form.validate():
        return _index(form, status=422)
    try:
        with transaction():
            agency = agencies.add(form.code.data, form.name.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _index(form, status=422)
    flash(_("%(agency)s was added.", agency=agency.name), "success")
    return see_other("agencies.index")


@bp.get("/<uuid:agency_id>")
@allow(policies.administer)
def edit(agency_id: UUID) -> Response:
    """One agency's name."""
    agency = load(Agency, agency_id, see=lambda reader, _agency: policies.administer(reader))
    return render("agencies/edit.html", agency=agency, form=NameForm(formdata=None, obj=agency))


@bp.post("/<uuid:agency_id>")
@allow(policies.administer)
def rename(agency_id: UUID) -> Response:
    """Change the name."""
    agency = load(Agency, agency_id, see=lambda reader, _agency: policies.administer(reader))
    form = NameForm()
    if not form.validate():
        return render("agencies/edit.html", agency=agency, form=form, status=422)
    with transaction():
        agencies.rename(agency, form.name.data, by=current_user)
    flash(_("Saved"), "success")
    return see_other("agencies.index")


def _index(form: AgencyForm, *, status: int = 200) -> Response:
    return render("agencies/index.html", status=status, form=form, agencies=find.in_order())
