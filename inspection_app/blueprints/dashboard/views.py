"""The home page: what this person should do next."""

from flask import Blueprint, Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.web import render

from . import steps

bp = Blueprint("dashboard", __name__)


@bp.get("/")
@allow(policies.signed_in)
def home() -> Response:
    """The person's next steps, the most urgent first."""
    return render("dashboard/home.html", steps=steps.of(current_user))
