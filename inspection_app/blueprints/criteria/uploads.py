"""A table that was uploaded: what it says, what its columns mean, and then a draft or nothing."""

from uuid import UUID

from flask import Response, flash
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import CriteriaUpload
from inspection_app.queries.agencies import in_order as agencies
from inspection_app.rules.criteria_heading import LEVEL_NAMES, MEANINGS
from inspection_app.rules.criteria_sums import summed
from inspection_app.rules.message import DomainError
from inspection_app.services import criteria_uploads
from inspection_app.services.criteria_reading import Preview
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .forms import MappingForm
from .views import bp

MOST_SHOWN = 100  # problems of one file, and rows of one list
FIRST = ("code", "name", *LEVEL_NAMES, "max_points", "guidance", "lead_agency", "other_agencies", "evidence_required")


@bp.get("/uploads/<uuid:upload_id>")
@allow(policies.coordinate)
def preview(upload_id: UUID) -> Response:
    """What an import would make of the file; nothing is saved yet."""
    upload = load(CriteriaUpload, upload_id, see=policies.see_upload)
    return _page(upload, criteria_uploads.preview(upload))


@bp.post("/uploads/<uuid:upload_id>")
@allow(policies.coordinate)
def correct(upload_id: UUID) -> Response:
    """Say what the columns mean, and look again."""
    upload = load(CriteriaUpload, upload_id, see=policies.see_upload)
    seen = criteria_uploads.preview(upload)
    form = _form(upload, seen, posted=True)
    if not form.validate():
        return _page(upload, seen, form, status=422)
    with transaction():
        criteria_uploads.correct(upload, form.choice(), remember=form.remember.data, by=current_user)
    return see_other("criteria.preview", upload_id=upload.id)


@bp.post("/uploads/<uuid:upload_id>/import")
@allow(policies.coordinate)
def adopt(upload_id: UUID) -> Response:
    """Make it a draft, all of it or nothing."""
    upload = load(CriteriaUpload, upload_id, see=policies.see_upload)
    seen = criteria_uploads.preview(upload)
    try:
        with transaction():
            made = criteria_uploads.adopt(upload, by=current_user)
    except DomainError as error:
        form = _form(upload, seen)
        form.form_errors = []
        form.refuse(DomainError(error.message))
        return _page(upload, seen, form, status=422)
    flash(_("The table was imported as a draft. Read it through, then publish it."), "success")
    return see_other("criteria.show", set_id=made.id)


@bp.post("/uploads/<uuid:upload_id>/discard")
@allow(policies.coordinate)
def drop(upload_id: UUID) -> Response:
    """Forget the file."""
    upload = load(CriteriaUpload, upload_id, see=policies.see_upload)
    with transaction():
        criteria_uploads.discard(upload)
    flash(_("The file was discarded; nothing was imported."), "success")
    return see_other("criteria.index")


def _form(upload: CriteriaUpload, seen: Preview, *, posted: bool = False) -> MappingForm:
    columns = seen.reading.heading.columns
    told = {meaning: str(columns[meaning]) if meaning in columns else "" for meaning in MEANINGS}
    told |= {"sheet": seen.reading.sheet, "default_agency": upload.columns.get("default_agency", "")}
    form = MappingForm(data=told) if posted else MappingForm(formdata=None, data=told)
    form.fill(seen, [(agency.code, f"{agency.code} · {agency.name}") for agency in agencies()])
    return form


def _page(upload: CriteriaUpload, seen: Preview, form: MappingForm | None = None, *, status: int = 200) -> Response:
    reading = seen.reading
    return render(
        "criteria/preview.html",
        upload=upload,
        form=form or _form(upload, seen),
        first=FIRST,
        rest=[meaning for meaning in MEANINGS if meaning not in FIRST],
        reading=reading,
        sums=summed(reading.lines, upload.total),
        problems=reading.problems[:MOST_SHOWN],
        hidden_problems=max(0, len(reading.problems) - MOST_SHOWN),
        most=MOST_SHOWN,
        status=status,
    )
