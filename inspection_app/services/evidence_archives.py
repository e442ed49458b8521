"""All evidence of an inspection in one ZIP, foldered by agency, field and item, with an index sheet."""

import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from inspection_app.models import Criterion, Evidence, Inspection
from inspection_app.queries import evidence as find
from inspection_app.queries.criteria_sets import fields_of
from inspection_app.rules import evidence_names as names
from inspection_app.rules.clock import HERE
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Side
from inspection_app.sheets import evidence_index
from inspection_app.sheets.evidence_index import IndexLine
from inspection_app.storage import files

from . import criteria_exports

MOST_BYTES = 2 * 1024**3  # of one archive, which lies in a temporary file while it is fetched
INDEX = "index.xlsx"
SIDES = {Side.AGENCY: "Cơ quan được kiểm tra", Side.TEAM: "Đoàn kiểm tra"}
OLDER, LOST = "Đã có phiên bản mới hơn", "Không còn tệp trong kho lưu trữ"


def pack(inspection: Inspection, target: IO[bytes], *, published: bool, field: str = "") -> None:
    """Write the archive of what this reader sees, or of one field of it; DomainError for too much at once."""
    found = find.brought_to(inspection, published=published)
    wanted = [each for each in found if field in {"", each.assessment.criterion.field_code}]
    if sum(each.size for each in wanted) > MOST_BYTES:
        raise DomainError(Message("All files together are too large for one archive. Download them field by field."))
    paths = _paths(inspection, wanted)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # most of it is compressed already
        lost = {each.id for each, path in zip(wanted, paths, strict=True) if not _pack_one(archive, each, path)}
        newest = find.newest_ids(wanted)
        lines = [
            _line(each, path, LOST if each.id in lost else "" if each.id in newest else OLDER)
            for each, path in zip(wanted, paths, strict=True)
        ]
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / INDEX
            evidence_index.write(sheet, lines, title=criteria_exports.mark(inspection.round.criteria_set))
            archive.write(sheet, INDEX)


def _pack_one(archive: zipfile.ZipFile, evidence: Evidence, path: str) -> bool:
    """Copy the bytes, a piece at a time; False where they are lost, which the index says."""
    source = files().path(evidence.sha256)
    if not source.exists():
        return False
    told = zipfile.ZipInfo(path, evidence.added_at.astimezone(HERE).timetuple()[:6])
    told.external_attr = 0o644 << 16
    with source.open("rb") as content, archive.open(told, "w", force_zip64=False) as packed:
        while piece := content.read(1024 * 1024):
            packed.write(piece)
    return True


def _paths(inspection: Inspection, wanted: Sequence[Evidence]) -> Sequence[str]:
    fields = {each.code: each.name for each in fields_of(inspection.round.criteria_set_id)}
    newest = find.newest_ids(wanted)
    folders = {each.assessment_id: _folder(inspection, fields, each.assessment.criterion) for each in wanted}
    return names.unique(
        f"{folders[each.assessment_id]}/{names.file_name(each.name, each.version, newest=each.id in newest)}"
        for each in wanted
    )


def _folder(inspection: Inspection, fields: dict[str, str], criterion: Criterion) -> str:
    field = (criterion.field_code, fields.get(criterion.field_code, ""))
    return names.folder(inspection.agency.code, field, (criterion.code, criterion.name))


def _line(evidence: Evidence, path: str, remark: str) -> IndexLine:
    criterion = evidence.assessment.criterion
    return IndexLine(
        code=criterion.code,
        item=criterion.name,
        name=evidence.name,
        path=path,
        side=SIDES[evidence.side],
        version=evidence.version,
        size=evidence.size,
        sha256=evidence.sha256,
        added_by=evidence.added_by.full_name,
        added_at=evidence.added_at,
        remark=remark,
    )
