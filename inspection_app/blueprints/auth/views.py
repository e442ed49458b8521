"""Signing in and out, language, and a person's own account."""

from flask import Blueprint, Response, flash, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, login_user, logout_user

from inspection_app import policies
from inspection_app.access import allow, everybody
from inspection_app.i18n import LOCALES
from inspection_app.models import User
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Language, NoticeKind
from inspection_app.services import accounts
from inspection_app.transaction import transaction
from inspection_app.web import render, safe_next, see_other

from .forms import PasswordForm, PreferencesForm, SignInForm, preferred

bp = Blueprint("auth", __name__)


@bp.get("/sign-in")
@everybody
def sign_in() -> Response:
    """The sign-in page; whoever is signed in already goes home."""
    if current_user.is_authenticated:
        return see_other("dashboard.home")
    return render("auth/sign_in.html", form=SignInForm())


@bp.post("/sign-in")
@everybody
def open_session() -> Response:
    """Sign in, then go where the person wanted to go."""
    form = SignInForm()
    if not form.validate():
        return render("auth/sign_in.html", form=form, status=422)
    try:
        user = _check(form)
    except DomainError as error:
        form.refuse(error)
        return render("auth/sign_in.html", form=form, status=error.status)
    if user is None:
        form.form_errors.append(_("User name or password is wrong."))
        return render("auth/sign_in.html", form=form, status=422)
    locale = session.get("locale", user.language.value)
    session.clear()  # nothing of a stranger's session is carried in
    session.permanent = True
    session["locale"] = locale
    login_user(user)
    return make_response(redirect(safe_next(url_for("dashboard.home")), 303))


@bp.post("/sign-out")
@allow(policies.signed_in)
def sign_out() -> Response:
    """End this session."""
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


@bp.get("/account")
@allow(policies.signed_in)
def account() -> Response:
    """A person's own page."""
    return _account()


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
    login_user(current_user)
    flash(_("Your password was changed. Every other session was ended."), "success")
    return see_other("auth.account")


@bp.post("/account/sessions/end")
@allow(policies.signed_in)
def end_sessions() -> Response:
    """Sign out on every device, this one included."""
    with transaction():
        accounts.end_sessions(current_user, by=current_user)
    return see_other("auth.sign_in")


def _account(
    *, form: PasswordForm | None = None, choices: PreferencesForm | None = None, status: int = 200
) -> Response:
    return render(
        "auth/account.html",
        status=status,
        form=form or PasswordForm(formdata=None),
        choices=choices or preferred(current_user),
        kinds=[kind.value for kind in NoticeKind],
    )


def _check(form: SignInForm) -> User | None:
    """Count the try and keep the count, whatever comes of the password."""
    with transaction():
        attempt = accounts.begin_sign_in(form.username.data.lower(), request.remote_addr or "")
    with transaction():
        return accounts.finish_sign_in(attempt, form.password.data)
