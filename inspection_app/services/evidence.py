"""Evidence: kept under its hash, its kind told by content, pictures without their place of taking."""

import io
import struct

from PIL import Image, ImageOps

from inspection_app.extensions import db
from inspection_app.models import Assessment, Evidence, Explanation, User
from inspection_app.rules import media, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Side
from inspection_app.storage import files

from . import activity, self_assessments
from .holding import hold_open

LONGEST_SIDE = 1600  # pixels
MOST_PIXELS = 60_000_000
DAMAGED = (OSError, ValueError, SyntaxError, TypeError, struct.error)  # what Pillow raises of broken files


def add(place: Assessment | Explanation, name: str, content: bytes, side: Side, *, by: User) -> Evidence:
    """Keep a file at an item, or with an explanation; DomainError against the stage, for an empty or unknown file."""
    explanation = place if isinstance(place, Explanation) else None
    assessment = place.assessment if isinstance(place, Explanation) else place
    hold_open(assessment.inspection)
    workflow.check_evidence_open(assessment.inspection.stage, side)
    if side is Side.AGENCY and workflow.self_assessment_open(assessment.inspection.stage):
        self_assessments.check_not_handed_in(assessment.inspection)
    media_type = media.sniff(content)
    if media_type in media.IMAGES:
        content, media_type = cleaned_picture(content), "image/jpeg"
    evidence = Evidence(
        assessment=assessment,
        side=side,
        name=media.safe_name(name, media_type),
        media_type=media_type,
        size=len(content),
        sha256=files().put(content),
        added_by_id=by.id,
        explanation=explanation,
    )
    db.session.add(evidence)
    hidden = explanation is not None and explanation.given_at is None  # the team reads the case's log
    activity.note("evidence.added", evidence, by=by, inspection=None if hidden else assessment.inspection)
    return evidence


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
