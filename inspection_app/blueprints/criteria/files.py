"""A criteria set as a file, and the end of a draft nobody wants."""

import io
from uuid import UUID

from flask import Response, abort, flash, send_file
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import CriteriaSet
from inspection_app.rules.terms import SetState
from inspection_app.services import criteria_exports, criteria_sets
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .views import bp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/<uuid:set_id>/export.xlsx")
@allow(policies.read_criteria)
def export_xlsx(set_id: UUID) -> Response:
    """The set as a workbook that can be imported again."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    return _file(criteria_exports.xlsx(criteria_set), XLSX, f"Bo-tieu-chi-{criteria_set.year}.xlsx")


@bp.get("/<uuid:set_id>/export.csv")
@allow(policies.read_criteria)
def export_csv(set_id: UUID) -> Response:
    """The same as text."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    return _file(criteria_exports.csv_file(criteria_set), "text/csv", f"Bo-tieu-chi-{criteria_set.year}.csv")


@bp.get("/<uuid:set_id>/discard")
@allow(policies.coordinate)
def ask_discard(set_id: UUID) -> Response:
    """Say what discarding means."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    if criteria_set.state is not SetState.DRAFT:
        abort(404)
    return render("criteria/discard.html", criteria_set=criteria_set)


@bp.post("/<uuid:set_id>/discard")
@allow(policies.coordinate)
def discard(set_id: UUID) -> Response:
    """Throw a draft away."""
    criteria_set = load(CriteriaSet, set_id, see=policies.see_criteria_set)
    with transaction():
        criteria_sets.discard(criteria_set, by=current_user)
    flash(_("The draft was discarded."), "success")
    return see_other("criteria.index")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)
