"""Signing in and out, language, and a person's own account."""

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from inspection_app import policies
from inspection_app.access import allow, everybody
from inspection_app.i18n import LOCALES
from inspection_app.models import User, UserSession
from inspection_app.models.base import now
from inspection_app.queries import activity, contacts
from inspection_app.queries import user_sessions as find_sessions
from inspection_app.rules import log_words
from inspection_app.rules.message import DomainError
from inspection_app.services import accounts, user_sessions
from inspection_app.transaction import transaction
from inspection_app.web import load, render, safe_next, see_other, session_of_device

from .forms import PasswordForm, SignInForm

bp = Blueprint("auth", __name__)


@bp.get("/sign-in")
@everybody
def sign_in() -> Response:
    """The sign-in page; whoever is signed in already goes home."""
    if current_user.is_authenticated:
        return see_other("dashboard.home")
    return _sign_in(SignInForm())


@bp.post("/sign-in")
@everybody
def open_session() -> Response:
    """Sign in, then go where the person wanted to go."""
    form = SignInForm()
    if not form.validate():
        return _sign_in(form, status=422)
    try:
        user = _check(form)
    except DomainError as error:
        form.refuse(error)
        return _sign_in(form, status=error.status)
    if user is None:
        form.form_errors.append(_("User name or password is wrong."))
        return _sign_in(form, status=422)
    locale = session.get("locale")
    session.clear()  # nothing of a stranger's session is carried in
    session.permanent = True
    if locale:
        session["locale"] = locale
    _enter(user)
    return make_response(redirect(safe_next(url_for("dashboard.home")), 303))


@bp.before_app_request
def see_device() -> None:
    """Say now and then that this device is in use; the one write that a mere look may cause."""
    device = session_of_device() if current_user.is_authenticated else None
    if device is not None and user_sessions.is_stale(device):
        with transaction():
            user_sessions.see(device)


@bp.post("/sign-out")
@allow(policies.signed_in)
def sign_out() -> Response:
    """End this session."""
    device = session_of_device()
    if device is not None:
        with transaction():
            user_sessions.leave(device)
    logout_user()
    session.clear()
    return see_other("auth.sign_in")


@bp.post("/language")
@everybody
def language() -> Response:
    """Remember this device's language and stay on the page."""
    chosen = request.form.get("locale", "")
    if chosen in LOCALES:
        session["locale"] = chosen
    return make_response(redirect(safe_next(url_for("dashboard.home")), 303))


@bp.get("/account")
@allow(policies.signed_in)
def account() -> Response:
    """A person's own page."""
    return _account(PasswordForm())


@bp.get("/account/activity")
@allow(policies.signed_in)
def own_activity() -> Response:
    """What I did last."""
    lines = activity.of_user(current_user)
    return render("auth/activity.html", lines=lines, cases=activity.cases_of(lines), words=log_words)


@bp.post("/account/sessions/<uuid:session_id>/end")
@allow(policies.signed_in)
def end_session(session_id: UUID) -> Response:
    """Sign out on one device."""
    device = load(UserSession, session_id, see=policies.end_session)
    with transaction():
        user_sessions.end(device, by=current_user)
    flash(_("Signed out on that device."), "success")
    return see_other("auth.account")


@bp.post("/account/password")
@allow(policies.signed_in)
def change_password() -> Response:
    """Change one's own password; every other session ends."""
    form = PasswordForm()
    if not form.validate():
        return _account(form, status=422)
    try:
        with transaction():
            accounts.change_password(current_user, form.old.data, form.password.data)
    except DomainError as error:
        form.refuse(error)
        return _account(form, status=422)
    _enter(current_user)
    flash(_("Your password was changed. Every other session was ended."), "success")
    return see_other("auth.account")


@bp.post("/account/sessions/end")
@allow(policies.signed_in)
def end_sessions() -> Response:
    """Sign out on every device, this one included."""
    with transaction():
        accounts.end_sessions(current_user, by=current_user)
    return see_other("auth.sign_in")


def _check(form: SignInForm) -> User | None:
    """Count the try and keep the count, whatever comes of the password."""
    with transaction():
        attempt = accounts.begin_sign_in(form.username.data.lower(), request.remote_addr or "")
    with transaction():
        return accounts.finish_sign_in(attempt, form.password.data)


def _sign_in(form: SignInForm, *, status: int = 200) -> Response:
    """The page says whom to call, for those who cannot get in."""
    return render("auth/sign_in.html", form=form, contacts=contacts.public(), status=status)


def _enter(user: User) -> None:
    """Sign in on this device, and remember it."""
    with transaction():
        device = user_sessions.begin(user, request.remote_addr or "", request.user_agent.string)
    session["device"] = str(device.id)
    login_user(user)


def _account(form: PasswordForm, *, status: int = 200) -> Response:
    """The secret of a calendar link just made is shown once."""
    devices = find_sessions.open_of(current_user, since=now() - current_app.permanent_session_lifetime)
    return render(
        "auth/account.html",
        form=form,
        devices=devices,
        here=session.get("device"),
        calendar_link=session.pop("calendar_link", None),
        status=status,
    )
