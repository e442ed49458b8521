"""Evidence: kept under its hash, its kind told by content, pictures without their place of taking."""

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

from inspection_app.models import Assessment, Evidence, Explanation, Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import evidence as find
from inspection_app.rules import media, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Side
from inspection_app.storage import files

from . import activity, self_assessments
from .holding import hold, hold_open

LONGEST_SIDE = 1600  # pixels
MOST_PIXELS = 60_000_000
DAMAGED = (OSError, ValueError, SyntaxError, TypeError, struct.error)  # what Pillow raises of broken files


@dataclass(frozen=True)
class Brought:
    """A file as somebody brings it: its kind known, cleaned, its bytes kept under their hash."""

    name: str
    media_type: str
    size: int  # bytes
    sha256: str


class AlreadyHere(DomainError):
    """The very same file of the same side is at the item already."""


def take(name: str, content: bytes) -> Brought:
    """Look at a file and keep its bytes, outside any transaction; DomainError for an empty one or a wrong kind."""
    media_type = media.sniff(content)
    if media_type in media.IMAGES:
        content, media_type = cleaned_picture(content), "image/jpeg"
    return Brought(media.safe_name(name, media_type), media_type, len(content), files().put(content))


def add(place: Assessment | Explanation, name: str, content: bytes, side: Side, *, by: User) -> Evidence:
    """Keep a file at an item, or with an explanation; DomainError against the stage, for an empty or unknown file."""
    brought = take(name, content)
    return attach(place, brought, by=by) if isinstance(place, Explanation) else bring(place, brought, side, by=by)


def attach(explanation: Explanation, brought: Brought, *, by: User) -> Evidence:
    """A file with an answer of the agency; the same one again is kept once. DomainError against the stage."""
    assessment = explanation.assessment
    hold_open(assessment.inspection)
    check_brings(assessment.inspection, Side.AGENCY)
    hold(assessment, "revision")
    if same := find.same_file(assessment, Side.AGENCY, brought.sha256, explanation):
        return same
    row = Evidence(assessment_id=assessment.id, side=Side.AGENCY, explanation=explanation)
    return keep(row, assessment, brought, by=by)


def bring(assessment: Assessment, brought: Brought, side: Side, *, by: User) -> Evidence:
    """A new document at an item; AlreadyHere for the same file twice, DomainError against the stage."""
    hold_open(assessment.inspection)
    check_brings(assessment.inspection, side)
    return keep(Evidence(assessment_id=assessment.id, side=side), assessment, brought, by=by)


def bring_newer(older: Evidence, brought: Brought, *, by: User) -> Evidence:
    """A newer version of a document: it counts from now on, the older one is kept."""
    assessment = older.assessment
    hold_open(assessment.inspection)
    check_brings(assessment.inspection, older.side)
    hold(assessment, "revision")  # of two newer versions at once one is the newer
    hold(older, "trashed_at")
    if older.trashed_at is not None:
        raise DomainError(Message("That document is in the trash. Take it out first."), field="replaces")
    _check_not_sent(older)
    version = find.last_version(older.document_id) + 1
    newer = Evidence(assessment_id=assessment.id, side=older.side, document_id=older.document_id, version=version)
    newer.explanation = older.explanation
    return keep(newer, assessment, brought, by=by)


def check_brings(inspection: Inspection, side: Side) -> None:
    """DomainError where this side neither adds nor takes away files of its own accord; requests are another door."""
    workflow.check_evidence_open(inspection.stage, side)
    if side is Side.AGENCY and workflow.self_assessment_open(inspection.stage):
        self_assessments.check_not_handed_in(inspection)


def keep(row: Evidence, assessment: Assessment, brought: Brought, *, by: User) -> Evidence:
    """Write the line of a file whose stage was checked; AlreadyHere for the same file twice."""
    hold(assessment, "revision")  # the same file sent twice at once is seen by the second
    if same := find.same_file(assessment, row.side, brought.sha256, row.explanation):
        raise AlreadyHere(Message("The same file is already here: %(name)s.", name=same.name), field="file")
    row.name, row.media_type, row.size, row.sha256 = brought.name, brought.media_type, brought.size, brought.sha256
    row.assessment, row.added_by_id, row.added_in = assessment, by.id, assessment.inspection.stage
    verb = "evidence.replaced" if row.version and row.version > 1 else "evidence.added"
    activity.note(verb, row, by=by, inspection=_log_of(row))
    return row


def trash(evidence: Evidence, *, by: User) -> None:
    """Set a file aside: it counts nowhere any more, and is never erased. DomainError against the stage."""
    inspection = _held(evidence)
    if evidence.trashed_at is not None:
        return  # sent twice on a bad line
    check_brings(inspection, evidence.side)
    _check_not_sent(evidence)
    workflow.check_removal_open(inspection.stage, evidence.side, evidence.added_in)
    evidence.trashed_at, evidence.trashed_by_id = now(), by.id
    activity.note("evidence.trashed", evidence, by=by, inspection=_log_of(evidence), extra={"name": evidence.name})


def restore(evidence: Evidence, *, by: User) -> None:
    """Take a file out of the trash; AlreadyHere where somebody brought the same one again meanwhile."""
    inspection = _held(evidence)
    if evidence.trashed_at is None:
        return
    check_brings(inspection, evidence.side)
    _check_not_sent(evidence)
    if same := find.same_file(evidence.assessment, evidence.side, evidence.sha256, evidence.explanation):
        raise AlreadyHere(Message("The same file is already here: %(name)s.", name=same.name))
    evidence.trashed_at, evidence.trashed_by_id = None, None
    activity.note("evidence.restored", evidence, by=by, inspection=_log_of(evidence), extra={"name": evidence.name})


def _held(evidence: Evidence) -> Inspection:
    inspection = evidence.assessment.inspection
    hold_open(inspection)
    hold(evidence.assessment, "revision")
    hold(evidence, "trashed_at", "trashed_by_id")
    return inspection


def _check_not_sent(evidence: Evidence) -> None:
    """What the team was given with an explanation stays as it was given."""
    if evidence.explanation is not None:
        hold(evidence.explanation, "given_at", "revision")
        if evidence.explanation.given_at is not None:
            raise DomainError(Message("This file was sent with an explanation, so it stays as it is."))


def _log_of(evidence: Evidence) -> Inspection | None:
    """The case's log, which the team reads; none for a file of an explanation that was not sent."""
    drafted = evidence.explanation is not None and evidence.explanation.given_at is None
    return None if drafted else evidence.assessment.inspection


def cleaned_picture(content: bytes) -> bytes:
    """The picture upright, at most 1600 pixels long, as JPEG without any other data; raises DomainError."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise DomainError(Message("The picture is too large. Take it with fewer pixels."), field="file")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (*DAMAGED, Image.DecompressionBombError) as error:
        raise DomainError(Message("This picture cannot be read. It may be damaged."), field="file") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(target, "JPEG", quality=85)
    return target.getvalue()
