"""A person's own page: password, mails, language, devices, what he or she did."""

from uuid import UUID

from flask import Response, current_app, flash, session
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import UserSession
from inspection_app.models.base import now
from inspection_app.queries import activity
from inspection_app.queries import user_sessions as find_sessions
from inspection_app.rules import log_words
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import NoticeKind
from inspection_app.services import accounts, user_sessions
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .forms import PasswordForm, PreferencesForm, preferred
from .views import bp, enter


@bp.get("/account")
@allow(policies.signed_in)
def account() -> Response:
    """A person's own page."""
    return _account()


@bp.get("/account/activity")
@allow(policies.signed_in)
def own_activity() -> Response:
    """What I did last."""
    lines = activity.of_user(current_user)
    return render("auth/activity.html", lines=lines, cases=activity.cases_of(lines), words=log_words)


@bp.post("/account/preferences")
@allow(policies.signed_in)
def prefer() -> Response:
    """Choose address, language and mails."""
    form = PreferencesForm()
    if not form.validate():
        return _account(choices=form, status=422)
    try:
        with transaction():
            accounts.prefer(current_user, form.preferences())
    except DomainError as error:
        form.refuse(error)
        return _account(choices=form, status=422)
    session["locale"] = current_user.language.value
    refresh()  # what follows is said in the language just chosen
    flash(_("Your choices were saved."), "success")
    return see_other("auth.account")


@bp.post("/account/password")
@allow(policies.signed_in)
def change_password() -> Response:
    """Change one's own password; every other session ends."""
    form = PasswordForm()
    if not form.validate():
        return _account(form=form, status=422)
    try:
        with transaction():
            accounts.change_password(current_user, form.old.data, form.password.data)
    except DomainError as error:
        form.refuse(error)
        return _account(form=form, status=422)
    enter(current_user)
    flash(_("Your password was changed. Every other session was ended."), "success")
    return see_other("auth.account")


@bp.post("/account/sessions/end")
@allow(policies.signed_in)
def end_sessions() -> Response:
    """Sign out on every device, this one included."""
    with transaction():
        accounts.end_sessions(current_user, by=current_user)
    return see_other("auth.sign_in")


@bp.post("/account/sessions/<uuid:session_id>/end")
@allow(policies.signed_in)
def end_session(session_id: UUID) -> Response:
    """Sign out on one device."""
    device = load(UserSession, session_id, see=policies.end_session)
    with transaction():
        user_sessions.end(device, by=current_user)
    flash(_("Signed out on that device."), "success")
    return see_other("auth.account")


def _account(
    *, form: PasswordForm | None = None, choices: PreferencesForm | None = None, status: int = 200
) -> Response:
    """The secret of a calendar link just made is shown once."""
    return render(
        "auth/account.html",
        status=status,
        form=form or PasswordForm(formdata=None),
        choices=choices or preferred(current_user),
        kinds=[kind.value for kind in NoticeKind],
        devices=find_sessions.open_of(current_user, since=now() - current_app.permanent_session_lifetime),
        here=session.get("device"),
        calendar_link=session.pop("calendar_link", None),
    )
