"""People and settings, for administrators."""

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import User
from inspection_app.queries import agencies, open_work
from inspection_app.queries import users as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Role
from inspection_app.services import accounts, invitations
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from . import told
from .forms import ChangePersonForm, NewPersonForm, filled

bp = Blueprint("admin", __name__)


@bp.get("/people/")
@allow(policies.administer)
def people() -> Response:
    """Everybody, or those a search finds."""
    search = request.args.get("q", "").strip()[:100]
    return render("admin/people.html", "list", people=find.everybody(search), search=search)


@bp.get("/people/new")
@allow(policies.administer)
def new_person() -> Response:
    """An empty form."""
    return _new(NewPersonForm(formdata=None))


@bp.post("/people/new")
@allow(policies.administer)
def open_account() -> Response:
    """Open an account."""
    form = NewPersonForm().offer(agencies.in_order())
    if not form.validate():
        return _new(form, status=422)
    try:
        with transaction():
            user = accounts.create_user(form.draft(form.username.data), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _new(form, status=422)
    flash(_("The account of %(name)s was opened.", name=user.full_name), "success")
    return see_other("admin.people")


@bp.get("/people/<uuid:user_id>")
@allow(policies.administer)
def person(user_id: UUID) -> Response:
    """One person's account."""
    user = _load(user_id)
    return _person(user, filled(user))


@bp.post("/people/<uuid:user_id>")
@allow(policies.administer)
def change_person(user_id: UUID) -> Response:
    """Change a person's data."""
    user = _load(user_id)
    form = ChangePersonForm().offer(agencies.in_order())
    if not form.validate():
        return _person(user, form, status=422)
    before = (user.agency_id, user.roles)
    try:
        with transaction():
            accounts.change_user(user, form.draft(user.username), is_active=form.is_active.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _person(user, form, status=422)
    _keep_own_session(user)
    flash(_("The account of %(name)s was changed.", name=user.full_name), "success")
    if _leaves(user, before) and open_work.of_user(user):
        flash(_("There is work in hand. Have it handed over."), "warning")
        return see_other("handover.work", user_id=user.id)
    return see_other("admin.people")


@bp.post("/people/<uuid:user_id>/invitation")
@allow(policies.administer)
def invite(user_id: UUID) -> Response:
    """A link with which the person chooses a password; it is shown this once."""
    user = _load(user_id)
    try:
        with transaction():
            token = invitations.invite(user, by=current_user)
    except DomainError as error:
        flash(say(error.message), "error")
        return see_other("admin.person", user_id=user.id)
    href = url_for("auth.invitation", invitation_token=token, _external=True)
    return render("admin/invitation.html", person=user, href=href, days=invitations.LASTS.days)


@bp.post("/people/<uuid:user_id>/sessions/end")
@allow(policies.administer)
def end_sessions(user_id: UUID) -> Response:
    """Sign a person out on every device."""
    user = _load(user_id)
    with transaction():
        accounts.end_sessions(user, by=current_user)
    _keep_own_session(user)
    flash(_("%(name)s was signed out everywhere.", name=user.full_name), "success")
    return see_other("admin.person", user_id=user.id)


@bp.get("/settings")
@allow(policies.administer)
def settings() -> Response:
    """The settings in force; they are changed where the server is started."""
    return render("admin/settings.html", settings=told.explained(current_app.extensions["settings"]))


def _leaves(user: User, before: tuple[UUID | None, frozenset[Role]]) -> bool:
    """Whether what this person had in hand may now lie: account closed, agency changed, a role taken away."""
    agency_id, roles = before
    return not user.is_active or user.agency_id != agency_id or bool(roles - user.roles)


def _load(user_id: UUID) -> User:
    return load(User, user_id, see=lambda reader, _person: policies.administer(reader))


def _keep_own_session(user: User) -> None:
    """An administrator who ends his or her own sessions stays in this one."""
    if user.id == current_user.id:
        login_user(user)


def _new(form: NewPersonForm, *, status: int = 200) -> Response:
    return render("admin/new_person.html", status=status, form=form.offer(agencies.in_order()))


def _person(user: User, form: ChangePersonForm, *, status: int = 200) -> Response:
    return render("admin/person.html", status=status, person=user, form=form.offer(agencies.in_order()))
