"""The register of citizens' feedback."""

from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Feedback
from inspection_app.models.base import now
from inspection_app.queries import agencies, contacts
from inspection_app.queries import feedback as find
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError
from inspection_app.services import feedback
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .forms import AnswerForm, FeedbackForm

bp = Blueprint("feedback", __name__)


@bp.get("/feedback/")
@allow(policies.read_feedback)
def index() -> Response:
    """The register, or what is about the officer's own agency."""
    wanted = _wanted()
    return render(
        "feedback/index.html",
        "list",
        register=find.register(wanted),
        wanted=wanted,
        agencies=agencies.in_order(),
        today=local_day(now()),
        open_states=find.OPEN,
    )


@bp.get("/feedback/new")
@allow(policies.coordinate)
def new() -> Response:
    """An empty form, with its ids chosen in advance."""
    form = FeedbackForm(formdata=None, feedback_id=uuid4(), operation_id=uuid4(), revision=0)
    form.received_on.data = local_day(now())
    return render("feedback/new.html", form=form.offer(agencies.in_order()))


@bp.post("/feedback/")
@allow(policies.coordinate)
def register() -> Response:
    """Enter a line."""
    form = FeedbackForm().offer(agencies.in_order())
    if not form.validate():
        return render("feedback/new.html", form=form, status=422)
    try:
        with transaction():
            entered = feedback.register(form.draft(), form.operation_id.data, form.feedback_id.data, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return render("feedback/new.html", form=form, status=422)
    flash(_("Registered as number %(code)s.", code=entered.code), "success")
    return see_other("feedback.show", feedback_id=entered.id)


@bp.get("/feedback/<uuid:feedback_id>")
@allow(policies.read_feedback)
def show(feedback_id: UUID) -> Response:
    """One line with its answer."""
    return _show(_load(feedback_id))


@bp.post("/feedback/<uuid:feedback_id>")
@allow(policies.read_feedback)
def change(feedback_id: UUID) -> Response:
    """Correct a line."""
    line = _load(feedback_id)
    require(policies.coordinate(current_user))
    form = FeedbackForm().offer(agencies.in_order())
    if not form.validate():
        return _show(line, form=form, status=422)
    try:
        with transaction():
            feedback.change(line, form.draft(), form.revision.data, by=current_user)
    except DomainError as error:
        return _refused(line, form, error, form=form)
    flash(_("Saved"), "success")
    return see_other("feedback.show", feedback_id=line.id)


@bp.post("/feedback/<uuid:feedback_id>/answer")
@allow(policies.read_feedback)
def answer(feedback_id: UUID) -> Response:
    """Save how far the agency is."""
    line = _load(feedback_id)
    require(policies.answer_feedback(current_user, line))
    form = AnswerForm(key="answer")
    if not form.validate():
        return _show(line, answer_form=form, status=422)
    try:
        with transaction():
            feedback.answer(line, form.draft(), by=current_user)
    except DomainError as error:
        return _refused(line, form, error, answer_form=form)
    flash(_("Saved"), "success")
    return see_other("feedback.show", feedback_id=line.id)


def _refused(line: Feedback, posted: FeedbackForm | AnswerForm, error: DomainError, **own: object) -> Response:
    """Beside the field; where a colleague was quicker, the next save is a knowing one."""
    posted.refuse(error)
    if not isinstance(error, Clashed):
        return _show(line, status=422, **own)
    posted.revision.data, posted.revision.raw_data = error.revision, None
    return _show(line, status=409, **own)


def _show(line: Feedback, *, status: int = 200, **own: object) -> Response:
    told: dict[str, object] = {"line": line, "contacts": contacts.of_agency(line.agency_id)}
    told["today"], told["open_states"] = local_day(now()), find.OPEN
    told["form"] = _filled(line) if policies.coordinate(current_user) else None
    may_answer = policies.answer_feedback(current_user, line)
    told["answer_form"] = AnswerForm(formdata=None, obj=line, key="answer") if may_answer else None
    return render("feedback/show.html", status=status, **(told | own))


def _filled(line: Feedback) -> FeedbackForm:
    form = FeedbackForm(formdata=None, obj=line, feedback_id=line.id, operation_id=uuid4())
    form.offer(agencies.in_order()).agency.data = str(line.agency_id)
    return form


def _wanted() -> find.Wanted:
    """What the address asks for; an officer never sees more than the own agency's."""
    search, open_only = request.args.get("q", "").strip()[:100], request.args.get("only") == "open"
    if not policies.read_rounds(current_user):
        return find.Wanted(current_user.agency_id, open_only, search)
    code = request.args.get("agency", "")
    chosen = next((each for each in agencies.in_order() if each.code == code), None)  # typed by anybody, so no query
    return find.Wanted(chosen.id if chosen else None, open_only, search)


def _load(feedback_id: UUID) -> Feedback:
    return load(Feedback, feedback_id, see=policies.see_feedback)
