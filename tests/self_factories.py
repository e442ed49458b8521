"""Made-up self-assessments, filled in by the services people use."""

from decimal import Decimal
from typing import Any

from inspection_app.models import Assessment, Inspection, SelfUpload, User
from inspection_app.queries import self_assessments as find
from inspection_app.rules.message import Message
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.terms import Stage
from inspection_app.services import assessments, self_assessments, self_sheets
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.factories import items_of, make_head, make_inspection, make_officer, saved

VALUES = {"1.1.1": "100", "1.1.2": "1", "1.1.3": "85.5", "1.2": "1", "1.3": "3"}  # of the small table


def make_self_score(assessment: Assessment, value: str | None = None, *, by: User | None = None, **told: Any) -> None:
    """What the agency says of one item."""
    draft = assessments.SelfScoreDraft(Decimal(value) if value else None, **{"note": "Đã thực hiện", **told})
    with transaction():
        assessments.self_score(assessment, draft, by=by or make_officer(assessment.inspection.agency))


def make_filled(*, by: User | None = None) -> Inspection:
    """An inspection whose agency has filled in everything, and handed in nothing."""
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    officer = by or make_officer(inspection.agency)
    for code, item in items_of(inspection).items():
        if item.criterion.assessed_by not in HELD_APART:
            make_self_score(item, VALUES[code], by=officer)
    return inspection


def make_approved(inspection: Inspection | None = None) -> Inspection:
    """The same, put before the head and approved."""
    inspection = inspection or make_filled()
    officer, head = make_officer(inspection.agency), make_head(inspection.agency)
    with transaction():
        self_assessments.ask(inspection, by=officer)
        self_assessments.approve(inspection, find.overview(inspection).hash, by=head)
    return inspection


def make_handed_in(inspection: Inspection | None = None) -> Inspection:
    """The same, sent to the team."""
    inspection = make_approved(inspection)
    officer = make_officer(inspection.agency)
    with transaction():
        self_assessments.hand_in(inspection, by=officer)
    return inspection


def sheet_of(inspection: Inspection) -> bytes:
    """The sheet of this agency as it would download it."""
    return self_sheets.xlsx(inspection, spoken, mark="")


def spoken(message: Message) -> str:
    """A sentence with its values, untranslated."""
    return str(message)


def make_self_upload(inspection: Inspection, by: User, content: bytes | None = None) -> SelfUpload:
    """A filled sheet that somebody is looking at, whatever the stage."""
    sha256 = files().put(content or sheet_of(inspection))
    upload = SelfUpload(inspection=inspection, file_name="tu-cham.xlsx", sha256=sha256, uploaded_by_id=by.id)
    saved([upload])
    return upload
