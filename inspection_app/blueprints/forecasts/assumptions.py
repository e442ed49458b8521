"""Stating what a survey or statistics item is taken to bring, and the index the province wants."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms.validators import ValidationError

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import DecimalField, Form, RevisionField, line
from inspection_app.forms import required as must
from inspection_app.models import Criterion, Round
from inspection_app.queries import assumptions as find
from inspection_app.rules.assumptions import Range
from inspection_app.rules.message import DomainError
from inspection_app.rules.tally import HELD_APART
from inspection_app.services import assumptions
from inspection_app.services.assumptions import AssumptionDraft
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from .views import bp

MOST = Decimal(100)  # percent


class AssumptionForm(Form):
    """The range and where it comes from."""

    revision = RevisionField()
    low = DecimalField(_l("Low"), places=2, validators=[must])
    likely = DecimalField(_l("Likely"), places=2, validators=[must])
    high = DecimalField(_l("High"), places=2, validators=[must])
    source = line(_l("Source of the assumption"))

    def draft(self) -> AssumptionDraft:
        """What was entered, as the service takes it."""
        stated = Range(self.low.data or Decimal(0), self.likely.data or Decimal(0), self.high.data or Decimal(0))
        return AssumptionDraft(stated, self.source.data, self.revision.data)


class TargetForm(Form):
    """The index wanted; empty for none."""

    target = DecimalField(_l("Target of the index (percent)"), places=2)

    def validate_target(self, field: DecimalField) -> None:
        """A percentage."""
        if field.data is not None and field.data > MOST:
            raise ValidationError(_("Give at most 100 percent."))


@bp.get("/rounds/<uuid:round_id>/assumptions/<uuid:criterion_id>")
@allow(policies.coordinate)
def assumption(round_id: UUID, criterion_id: UUID) -> Response:
    """The form of one item."""
    round_, criterion = _load(round_id, criterion_id)
    row = find.of_round(round_).get(criterion.id)
    told = {"revision": row.revision} if row else {"revision": 0, **_published(round_, criterion)}
    return _form(round_, criterion, AssumptionForm(formdata=None, obj=row, **told))


@bp.post("/rounds/<uuid:round_id>/assumptions/<uuid:criterion_id>")
@allow(policies.coordinate)
def state(round_id: UUID, criterion_id: UUID) -> Response:
    """Save what is assumed of the item."""
    round_, criterion = _load(round_id, criterion_id)
    form = AssumptionForm()
    if not form.validate():
        return _form(round_, criterion, form, status=422)
    try:
        with transaction():
            assumptions.state(round_, criterion, form.draft(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(round_, criterion, form, status=422)
    flash(_("The assumption was saved."), "success")
    return see_other("forecasts.show", round_id=round_.id, _anchor="assumptions")


@bp.get("/rounds/<uuid:round_id>/target")
@allow(policies.coordinate)
def target(round_id: UUID) -> Response:
    """The form of the target."""
    round_ = _round(round_id)
    return render("forecasts/target.html", round=round_, form=TargetForm(formdata=None, obj=round_))


@bp.post("/rounds/<uuid:round_id>/target")
@allow(policies.coordinate)
def set_target(round_id: UUID) -> Response:
    """Save the target, or that there is none."""
    round_, form = _round(round_id), TargetForm()
    if not form.validate():
        return render("forecasts/target.html", round=round_, form=form, status=422)
    with transaction():
        assumptions.set_target(round_, form.target.data, by=current_user)
    flash(_("The target was saved."), "success")
    return see_other("forecasts.show", round_id=round_.id, _anchor="assumptions")


def _round(round_id: UUID) -> Round:
    round_ = load(Round, round_id, see=policies.see_round)
    require(policies.plan_round(current_user, round_))
    return round_


def _load(round_id: UUID, criterion_id: UUID) -> tuple[Round, Criterion]:
    """The round, and an item of its table that rests on an assumption; 404 for any other."""
    round_ = _round(round_id)
    criterion = load(Criterion, criterion_id, see=lambda _user, each: each.criteria_set_id == round_.criteria_set_id)
    if not criterion.is_leaf or criterion.assessed_by not in HELD_APART:
        abort(404)
    return round_, criterion


def _published(round_: Round, criterion: Criterion) -> dict[str, Any]:
    """The last published value, to be saved as it stands where nobody knows better; nothing where it does not fit."""
    year, points = find.last_published(round_).get(criterion.code, (0, MOST))
    if not year or points > criterion.maximum:
        return {}
    return dict.fromkeys(("low", "likely", "high"), points) | {
        "source": _("Last published value (%(year)s)", year=year)
    }


def _form(round_: Round, criterion: Criterion, form: AssumptionForm, *, status: int = 200) -> Response:
    published = find.last_published(round_).get(criterion.code)
    return render(
        "forecasts/assumption.html", round=round_, criterion=criterion, form=form, published=published, status=status
    )
