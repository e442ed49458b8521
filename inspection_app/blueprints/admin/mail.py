"""The mails on their way out, for administrators: whether they arrive, and what kept them."""

from uuid import UUID

from flask import Response, current_app, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import letters, policies
from inspection_app.access import allow
from inspection_app.i18n import say
from inspection_app.models import MailMessage
from inspection_app.queries import mail as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import MailState
from inspection_app.services import mail
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .views import bp


@bp.get("/settings/mail")
@allow(policies.administer)
def mails() -> Response:
    """Where mails go, how many stand where, and the latest of them."""
    chosen = request.args.get("only", "")
    state = MailState(chosen) if chosen in list(MailState) else None
    told = current_app.extensions["settings"].shown()
    counts = find.counts()
    return render(
        "admin/mail.html",
        where=told["MAIL_URL"],
        sender=told["MAIL_FROM"],
        hour=told["DIGEST_HOUR"],
        counts=[(each, counts.get(each, 0)) for each in MailState],
        chosen=state,
        mails=find.latest(state),
        most=find.LATEST,
    )


@bp.post("/settings/mail/test")
@allow(policies.administer)
def test_mail() -> Response:
    """Write a mail to oneself; the worker sends it within a minute."""
    try:
        with transaction():
            mail.test(letters.test(current_user), by=current_user)
    except DomainError as error:
        flash(say(error.message), "error")
    else:
        flash(_("A test mail to %(address)s was written. It is sent within a minute.", address=current_user.email))
    return see_other("admin.mails")


@bp.post("/settings/mail/<uuid:mail_id>/resend")
@allow(policies.administer)
def resend(mail_id: UUID) -> Response:
    """Try a mail again that was given up."""
    message = load(MailMessage, mail_id, see=lambda reader, _mail: policies.administer(reader))
    try:
        with transaction():
            mail.resend(message, by=current_user)
    except DomainError as error:
        flash(say(error.message), "error")
    else:
        flash(_("The mail waits to be sent again."), "success")
    return see_other("admin.mails")
