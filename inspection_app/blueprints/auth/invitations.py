"""An invited person chooses the first password."""

from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _

from inspection_app.access import everybody
from inspection_app.models import Invitation
from inspection_app.rules.message import DomainError
from inspection_app.services import invitations
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .forms import FirstPasswordForm
from .views import bp


@bp.get("/invitations/<uuid:invitation_token>")
@everybody
def invitation(invitation_token: UUID) -> Response:
    """Who is invited, and the form."""
    return _page(_known(invitation_token), FirstPasswordForm(formdata=None))


@bp.post("/invitations/<uuid:invitation_token>")
@everybody
def accept_invitation(invitation_token: UUID) -> Response:
    """Keep the password; then sign in with it."""
    found = _known(invitation_token)
    form = FirstPasswordForm()
    if not form.validate():
        return _page(found, form, status=422)
    try:
        with transaction():
            invitations.accept(found, form.password.data)
    except DomainError as error:
        form.refuse(error)
        return _page(found, form, status=422)
    flash(_("Your password is set. Sign in with it."), "success")
    return see_other("auth.sign_in")


def _known(token: UUID) -> Invitation:
    return invitations.known(token) or abort(404)


def _page(found: Invitation, form: FirstPasswordForm, *, status: int = 200) -> Response:
    return render("auth/invitation.html", person=found.user, form=form, status=status)
