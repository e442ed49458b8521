"""How long things take in a round."""

from dataclasses import asdict
from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import IntegerField
from wtforms.validators import NumberRange

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form, required
from inspection_app.models import Round
from inspection_app.rules.deadlines import Terms
from inspection_app.rules.message import DomainError
from inspection_app.services import deadlines
from inspection_app.transaction import transaction
from inspection_app.web import render, see_other

from .planning import round_to_plan
from .views import bp

MOST_DAYS, MOST_ROUNDS = 60, 3


def _number(label: object, most: int) -> IntegerField:
    within = NumberRange(1, most, _l("A whole number from 1 to %(most)s, please.", most=most))
    return IntegerField(label, validators=[required, within])


class DeadlinesForm(Form):
    """Working days, and how often an agency may explain."""

    notice_days = _number(_l("Notice: days before the visit"), MOST_DAYS)
    self_assessment_days = _number(_l("Self-assessment: days before the visit"), MOST_DAYS)
    explanation_days = _number(_l("Explanations: days after the agency was shown the results"), MOST_DAYS)
    explanation_rounds = _number(_l("Rounds of explanations"), MOST_ROUNDS)
    result_days = _number(_l("Result notice: days after the visit"), MOST_DAYS)
    remedy_days = _number(_l("Report on remedies: days after the report"), MOST_DAYS)

    def draft(self) -> Terms:
        """What was entered, as the service takes it."""
        return Terms(**{name: self[name].data for name in Terms.__dataclass_fields__})


@bp.get("/rounds/<uuid:round_id>/deadlines")
@allow(policies.coordinate)
def edit_deadlines(round_id: UUID) -> Response:
    """The form, as the round has it."""
    round_ = round_to_plan(round_id)
    return _form(DeadlinesForm(formdata=None, data=asdict(deadlines.terms_of(round_))), round_)


@bp.post("/rounds/<uuid:round_id>/deadlines")
@allow(policies.coordinate)
def change_deadlines(round_id: UUID) -> Response:
    """Say how long things take."""
    round_ = round_to_plan(round_id)
    form = DeadlinesForm()
    if not form.validate():
        return _form(form, round_, status=422)
    try:
        with transaction():
            deadlines.change_terms(round_, form.draft(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, round_, status=422)
    flash(_("The deadlines were saved; dates that follow a visit were worked out anew."), "success")
    return see_other("rounds.show", round_id=round_.id)


def _form(form: DeadlinesForm, round_: Round, *, status: int = 200) -> Response:
    return render("rounds/deadlines.html", form=form, round=round_, status=status)
