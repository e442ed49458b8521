"""What is open to everybody: whether the service works, verifying a paper, plans and notices of rounds."""

from collections.abc import Callable
from uuid import UUID

import structlog
from flask import Blueprint, Response, abort, current_app, jsonify, request

from inspection_app.access import everybody
from inspection_app.models import Round
from inspection_app.queries import health as find
from inspection_app.queries import papers as find_papers
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries import verified as find_verified
from inspection_app.rules.numerals import days_text
from inspection_app.rules.terms import PaperKind, RoundState
from inspection_app.storage import files
from inspection_app.web import load, render, see_other

bp = Blueprint("public", __name__)
log = structlog.get_logger()


@bp.get("/health")
@everybody
def health() -> Response:
    """For whoever watches the server: 200 while all of it works, else 503; the log says what is wrong."""
    parts = {"database": _works("database", find.ask), "storage": _works("storage", files().check)}
    answer = jsonify({"healthy": all(parts.values())} | parts)
    answer.status_code = 200 if all(parts.values()) else 503
    return answer


@bp.get("/verify/")
@everybody
def ask_verify() -> Response:
    """Ask for the code that is printed on a paper."""
    code = request.args.get("code", "").strip().lower()
    if code:
        return see_other("public.verify", code=code)
    return render("public/ask_verify.html", typed="", unknown=False)


@bp.get("/verify/<code>")
@everybody
def verify(code: str) -> Response:
    """What an issued paper is, whether it is in force, and whether a file is one of its own."""
    paper = find_verified.found(code)
    if paper is None:
        typed = code if code.isprintable() else ""
        return render("public/ask_verify.html", status=404, typed=typed, unknown=True)
    asked = "".join(request.args.get("sha256", "").split()).lower()
    match = next((each for each in paper.files if each.sha256 == asked), None)
    return render("public/verify.html", paper=paper, asked=asked, match=match)


@bp.get("/public/")
@everybody
def index() -> Response:
    """The approved rounds."""
    _check_shown()
    return render("public/index.html", rounds=find_rounds.newest_first(drafts=False))


@bp.get("/public/rounds/<uuid:round_id>")
@everybody
def show_round(round_id: UUID) -> Response:
    """The plan of a round and its issued notices: no scores, no findings."""
    _check_shown()
    round_ = load(Round, round_id, see=lambda _user, row: row.state is not RoundState.DRAFT)
    notices = [(find_verified.of_paper(each), each) for each in find_papers.issued(round_, [PaperKind.NOTICE])]
    inspections = find_rounds.inspections_of(round_)
    return render("public/round.html", round=round_, notices=notices, inspections=inspections, days=days_text)


def _check_shown() -> None:
    if not current_app.extensions["settings"].public_pages:
        abort(404)


def _works(name: str, ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Exception:  # whatever it is, this part does not work
        log.exception("health.failed", part=name)
        return False
    return True
