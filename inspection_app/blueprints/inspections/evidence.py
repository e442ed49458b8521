"""Evidence at an item: brought, replaced, set aside, taken back, and fetched."""

import io
import tempfile
from collections.abc import Iterator
from typing import IO
from uuid import UUID

from flask import Response, abort, request, send_file
from flask_login import current_user

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.models import Assessment, Evidence, Inspection
from inspection_app.rules.evidence_names import safe_part
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Side
from inspection_app.rules.vietnamese import fold
from inspection_app.services import evidence, evidence_archives, operations
from inspection_app.services.evidence import AlreadyHere, Brought
from inspection_app.storage import files
from inspection_app.transaction import transaction
from inspection_app.uploads import many_files
from inspection_app.web import load, require

from . import page, taking
from .entering import saved
from .forms import EvidenceForm
from .views import bp

PART = "evidence"
PIECE = 256 * 1024  # bytes of an archive sent at a time


@bp.post("/items/<uuid:item_id>/evidence")
@allow(policies.signed_in)
@many_files
def add_evidence(item_id: UUID) -> Response:
    """Keep files at an item: every good one, and say of each bad one why not."""
    item = page.load_item(item_id)
    require(policies.side_of(current_user, item.inspection) is not None)
    form = page.evidence_form(item)
    if not form.validate():
        return page.show_item(item, PART, status=422, evidence_form=form)
    brought = taking.take(form)
    kept: list[str] = []
    try:
        with transaction():
            kept += _keep(item, form, brought)
    except DomainError as error:
        form.refuse(error)
        return page.show_item(item, PART, status=422, evidence_form=form)
    if not form.errors:
        return saved(item, PART)
    form.renew()
    return page.show_item(item, PART, "own_gap", "row", "bar", status=422, evidence_form=form, kept=kept, oob=True)


@bp.post("/evidence/<uuid:evidence_id>/trash")
@allow(policies.signed_in)
def trash_evidence(evidence_id: UUID) -> Response:
    """Put a file into the trash."""
    found = load(Evidence, evidence_id, see=policies.see_evidence)
    require(found.trashed_at is not None or policies.trash_evidence(current_user, found))
    with transaction():
        evidence.trash(found, by=current_user)
    return saved(found.assessment, PART)


@bp.post("/evidence/<uuid:evidence_id>/restore")
@allow(policies.signed_in)
def restore_evidence(evidence_id: UUID) -> Response:
    """Take a file out of the trash."""
    found = load(Evidence, evidence_id, see=policies.see_evidence)
    require(found.trashed_at is None or policies.restore_evidence(current_user, found))
    with transaction():
        evidence.restore(found, by=current_user)
    return saved(found.assessment, PART)


@bp.get("/evidence/<uuid:evidence_id>")
@allow(policies.signed_in)
def fetch_evidence(evidence_id: UUID) -> Response:
    """The file, always as a download: nothing that was uploaded is opened by the browser here."""
    found = load(Evidence, evidence_id, see=policies.see_evidence)
    try:
        content = files().get(found.sha256)
    except FileNotFoundError:
        abort(404)
    return send_file(
        io.BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=found.name
    )


@bp.get("/inspections/<uuid:inspection_id>/evidence.zip")
@allow(policies.signed_in)
def fetch_archive(inspection_id: UUID) -> Response:
    """All files this person may see, foldered, with an index; one field of them where they are many."""
    inspection = load(Inspection, inspection_id, see=policies.see_inspection)
    published = page.sees_published_only(inspection)
    field = request.args.get("field", "")
    target = tempfile.TemporaryFile()  # noqa: SIM115 - closed once it was sent
    try:
        evidence_archives.pack(inspection, target, published=published, field=field)
    except BaseException:
        target.close()
        raise
    size = target.tell()
    target.seek(0)
    name = safe_part(f"{inspection.agency.code}-{inspection.round.number}{f'-{field[:20]}' if field else ''}")
    answer = Response(_pieces(target), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{fold(name)}.zip")
    answer.content_length = size
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _keep(item: Assessment, form: EvidenceForm, brought: list[Brought]) -> list[str]:
    """The names of the files that were kept; those that were here already are named beside the field."""
    if not brought or operations.is_repeat(form.operation_id.data, item.id, by=current_user):
        return []
    kept = []
    for each in brought:
        try:
            kept.append(_keep_one(item, form, each).name)
        except AlreadyHere as error:
            taking.name_refused(form, each.name, error)
    return kept


def _keep_one(item: Assessment, form: EvidenceForm, brought: Brought) -> Evidence:
    if older := form.by_document.get(form.replaces.data):
        return evidence.bring_newer(older, brought, by=current_user)
    side = Side.TEAM if policies.serve(current_user, item.inspection) else Side.AGENCY
    return evidence.bring(item, brought, side, by=current_user)
