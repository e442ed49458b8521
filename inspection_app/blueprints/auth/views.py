"""Signing in and out, and language."""

from flask import Blueprint, Response, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from inspection_app import policies
from inspection_app.access import allow, everybody
from inspection_app.i18n import LOCALES
from inspection_app.models import User
from inspection_app.queries import contacts
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Language
from inspection_app.services import accounts, user_sessions
from inspection_app.transaction import transaction
from inspection_app.web import render, safe_next, see_other, session_of_device

from .forms import SignInForm

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
    locale = session.get("locale", user.language.value)
    session.clear()  # nothing of a stranger's session is carried in
    session.permanent = True
    session["locale"] = locale
    enter(user)
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
    """Remember the language, for this device and for a person's mails, and stay on the page."""
    chosen = request.form.get("locale", "")
    if chosen in LOCALES:
        session["locale"] = chosen
        if current_user.is_authenticated:
            with transaction():
                accounts.speak(current_user, Language(chosen))
    return make_response(redirect(safe_next(url_for("dashboard.home")), 303))


def _check(form: SignInForm) -> User | None:
    """Count the try and keep the count, whatever comes of the password."""
    with transaction():
        attempt = accounts.begin_sign_in(form.username.data.lower(), request.remote_addr or "")
    with transaction():
        return accounts.finish_sign_in(attempt, form.password.data)


def _sign_in(form: SignInForm, *, status: int = 200) -> Response:
    """The page says whom to call, for those who cannot get in."""
    return render("auth/sign_in.html", form=form, contacts=contacts.public(), status=status)


def enter(user: User) -> None:
    """Sign in on this device, and remember it."""
    with transaction():
        device = user_sessions.begin(user, request.remote_addr or "", request.user_agent.string)
    session["device"] = str(device.id)
    login_user(user)
