"""The sheet of a self-assessment: downloaded, filled in elsewhere, looked at, then saved all at once."""

import io
from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, send_file
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.i18n import said, say
from inspection_app.models import Inspection, SelfUpload
from inspection_app.rules import log_words
from inspection_app.rules.criteria_file import BadTable, Problem
from inspection_app.rules.message import DomainError, Message
from inspection_app.services import self_sheets
from inspection_app.services.activity import plain
from inspection_app.transaction import transaction
from inspection_app.web import load, render, require, see_other

from . import page
from .forms import PlainForm, SheetForm
from .views import bp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200  # problems of one file
NOT_CHECKED = Message("Not checked against %(decision)s: names, points and rules are a working table.")


@bp.get("/inspections/<uuid:inspection_id>/self-assessment/sheet.xlsx")
@allow(policies.signed_in)
def sheet(inspection_id: UUID) -> Response:
    """The sheet with what was entered so far; in Vietnamese, whatever language the screen has."""
    inspection = page.load_inspection(inspection_id)
    require(policies.see_self_scores(current_user, inspection))
    criteria_set = inspection.round.criteria_set
    with force_locale("vi"):
        mark = "" if criteria_set.confirmed_at else say(Message(NOT_CHECKED.msgid, decision=criteria_set.decision))
        content = self_sheets.xlsx(inspection, say, mark=mark)
    name = f"Tu-cham-{inspection.agency.code}-{inspection.round.year}.xlsx"
    return send_file(io.BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.post("/inspections/<uuid:inspection_id>/self-assessment/sheet")
@allow(policies.answer_for_agency)
def upload(inspection_id: UUID) -> Response:
    """Take a filled sheet to be looked at; nothing of it counts yet."""
    inspection = page.load_inspection(inspection_id)
    require(policies.officer_of(current_user, inspection))
    form = SheetForm()
    if not form.validate():
        return page.show_page(inspection, status=422, sheet_form=form)
    try:
        with transaction():
            kept = self_sheets.keep(inspection, form.file.data.filename, _read(form), by=current_user)
    except DomainError as error:
        form.refuse(DomainError(error.message, field="file"))
        return page.show_page(inspection, status=error.status, sheet_form=form)
    return see_other("self_assessments.preview", self_upload_id=kept.id)


@bp.get("/self-uploads/<uuid:self_upload_id>")
@allow(policies.signed_in)
def preview(self_upload_id: UUID) -> Response:
    """What saving the sheet would change, and what is wrong with it."""
    return _preview(_load(self_upload_id), PlainForm(formdata=None))


@bp.post("/self-uploads/<uuid:self_upload_id>/save")
@allow(policies.answer_for_agency)
def save(self_upload_id: UUID) -> Response:
    """Save all of it, or nothing."""
    kept = _load(self_upload_id)
    require(policies.officer_of(current_user, kept.inspection))
    form, inspection = PlainForm(), kept.inspection
    try:
        with transaction():
            count = self_sheets.adopt(kept, by=current_user)
    except DomainError as error:
        form.validate()
        form.refuse(DomainError(error.message))
        return _preview(kept, form, status=error.status)
    flash(
        ngettext("%(num)d item was saved from the sheet.", "%(num)d items were saved from the sheet.", count), "success"
    )
    return see_other("self_assessments.show", inspection_id=inspection.id)


@bp.post("/self-uploads/<uuid:self_upload_id>/discard")
@allow(policies.answer_for_agency)
def discard(self_upload_id: UUID) -> Response:
    """Forget the file."""
    kept = _load(self_upload_id)
    inspection_id = kept.inspection_id
    with transaction():
        self_sheets.discard(kept)
    flash(_("The file was discarded; nothing was saved."), "success")
    return see_other("self_assessments.show", inspection_id=inspection_id)


def _load(self_upload_id: UUID) -> SelfUpload:
    return load(SelfUpload, self_upload_id, see=policies.see_self_upload)


def _preview(kept: SelfUpload, form: PlainForm, *, status: int = 200) -> Response:
    inspection: Inspection = kept.inspection
    problems: tuple[Problem, ...] = ()
    told: dict[str, Any] = {"changes": (), "items": 0}
    try:
        seen = self_sheets.preview(kept)
        problems, told = seen.problems, {"changes": seen.changes, "items": len(seen.drafts)}
    except BadTable as error:
        problems = error.problems
    return render(
        "self_assessments/preview.html",
        upload=kept,
        inspection=inspection,
        form=form,
        problems=problems[:MOST_SHOWN],
        hidden_problems=max(0, len(problems) - MOST_SHOWN),
        shown=_shown,
        column=log_words.column,
        status=status,
        **told,
    )


def _shown(name: str, value: object) -> str:
    """An old or new value as people read it."""
    return str(said(log_words.shown("assessment", name, plain(value)))) if value not in (None, "") else "–"


def _read(form: SheetForm) -> bytes:
    limit = current_app.extensions["settings"].upload_limit
    with closing(form.file.data) as file:
        content: bytes = file.read(limit + 1)
    if len(content) > limit:
        raise DomainError(Message("A file has at most %(most)s MB.", most=limit // 1024 // 1024), field="file")
    return content
