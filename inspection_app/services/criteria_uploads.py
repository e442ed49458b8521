"""Uploaded tables: kept, looked at, corrected, and then made a draft or thrown away."""

from datetime import timedelta

from inspection_app.extensions import db
from inspection_app.models import ColumnMapping, CriteriaSet, CriteriaUpload, User
from inspection_app.models.base import now
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.queries import criteria_uploads as find
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.vietnamese import clean
from inspection_app.sheets.reading import sheets_of
from inspection_app.storage import files

from . import criteria_sets
from .criteria_reading import Choice, Columns, Preview, read
from .criteria_sets import SetDraft

KEPT = timedelta(days=14)  # an upload nobody came back to
LONGEST_NAME = 200  # characters
LOST = Message("The uploaded file is not here any more. Choose it again.")


def keep(draft: SetDraft, file_name: str, content: bytes, *, by: User) -> CriteriaUpload:
    """Put a file aside to be looked at; BadTable where it holds no table at all, DomainError for a taken name."""
    _check_name(draft.name)
    sheets_of(content)
    for old in find.older_than(now() - KEPT):
        db.session.delete(old)
    upload = CriteriaUpload(
        name=draft.name,
        year=draft.year,
        decision=draft.decision,
        total=draft.total,
        file_name=" ".join(clean(file_name).split())[-LONGEST_NAME:],
        sha256=files().put(content),
        uploaded_by_id=by.id,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def preview(upload: CriteriaUpload) -> Preview:
    """What an import would make of it now; DomainError where the file is gone."""
    try:
        content = files().get(upload.sha256)
    except FileNotFoundError:
        raise DomainError(LOST) from None
    choice = Choice(upload.sheet, upload.columns.get("columns"), upload.columns.get("default_agency", ""))
    return read(content, choice, upload.total)


def correct(upload: CriteriaUpload, choice: Choice, *, remember: bool, by: User) -> None:
    """Note what the columns mean; `remember` keeps it for the next file with this heading."""
    if choice.sheet != upload.sheet:  # what was said of another sheet's columns means nothing here
        choice = Choice(choice.sheet, None, choice.default_agency)
    upload.sheet = choice.sheet
    told = {} if choice.columns is None else {"columns": dict(choice.columns)}
    upload.columns = {"default_agency": choice.default_agency, **told}
    if remember and choice.columns is not None:
        _remember(preview(upload).reading.heading.key, choice.columns, by=by)
    db.session.flush()


def adopt(upload: CriteriaUpload, *, by: User) -> CriteriaSet:
    """Make it a draft; raises BadTable while there is a problem."""
    lines = preview(upload).reading.checked()
    draft = SetDraft(upload.name, upload.year, upload.decision, upload.total)
    made = criteria_sets.import_lines(draft, lines, by=by)
    db.session.delete(upload)
    return made


def discard(upload: CriteriaUpload) -> None:
    """Forget it; nothing of it ever counted, so the log says nothing."""
    db.session.delete(upload)


def _check_name(name: str) -> None:
    if find_sets.named(name):
        raise DomainError(Message("There is a criteria set of this name already."), field="name")


def _remember(heading: str, columns: Columns, *, by: User) -> None:
    kept = find.mapping_of(heading) or ColumnMapping(heading=heading)
    kept.columns, kept.kept_by_id, kept.kept_at = dict(columns), by.id, now()
    db.session.add(kept)
