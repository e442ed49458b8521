"""One page for every way a request can end badly."""

import structlog
from flask import Flask, g
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from .extensions import db
from .i18n import say
from .rules.message import DomainError
from .web import render

PAGE = "errors/error.html"
log = structlog.get_logger()


def init_errors(app: Flask) -> None:
    """Turn errors into pages that say what to do."""
    app.register_error_handler(DomainError, refused)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(RequestEntityTooLarge, too_large)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, crashed)


def refused(error: DomainError) -> Response:
    """The work does not allow it; the sentence says why."""
    return _page(error.status, _("This could not be done"), say(error.message))


def stale_form(_error: CSRFError) -> Response:
    """A form older than the session."""
    return _page(400, _("This form has grown old"), _("Reload the page and try again; nothing was saved."))


def too_large(_error: RequestEntityTooLarge) -> Response:
    """More bytes than one request may carry."""
    return _page(413, _("The file is too large"), _("Choose a smaller file; nothing was saved."))


def http_error(error: HTTPException) -> Response:
    """403, 404, 405 and their kind."""
    titles = {
        401: (_("Please sign in"), _("Sign in and try again.")),
        403: (_("This is not yours to do"), _("Your role does not allow this. Ask the coordinator if it should.")),
        404: (_("Nothing here"), _("The address is wrong, or what it names is not for you to see.")),
        405: (_("This cannot be done here"), _("Go back and use the buttons on the page.")),
    }
    title, text = titles.get(error.code or 500, (_("This request was not understood"), _("Go back and try again.")))
    return _page(error.code or 500, title, text)


def crashed(error: Exception) -> Response:
    """A fault of ours: say so, with a reference for the operator."""
    log.error("request.crashed", exc_info=error)
    db.session.rollback()
    text = _(
        "Nothing was saved. Tell the administrator this reference: %(reference)s", reference=g.get("request_id", "–")
    )
    return _page(500, _("Something went wrong on our side"), text)


def _page(status: int, title: str, text: str) -> Response:
    return render(PAGE, "message", status=status, title=title, text=text)
