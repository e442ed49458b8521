"""The archive of an inspection: folders, names, index, one field, what is lost, and too much at once."""

import io
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from inspection_app.models import Evidence, Inspection
from inspection_app.queries.evidence import brought_to
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Side, Stage
from inspection_app.services import evidence, evidence_archives
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.factories import item, lead_of, make_agency, make_evidence, make_inspection, make_officer, to_stage

pytestmark = pytest.mark.usefixtures("app")
FOLDER = "STP/1-Công tác chỉ đạo, điều hành/1.1.1-Mức độ hoàn thành kế hoạch"


@pytest.fixture
def inspection(app: object) -> Inspection:
    """Files of both sides, two of one name, one in two versions, one in the trash."""
    inspection = make_inspection(Stage.SELF_ASSESSMENT, agency=make_agency("STP"))
    officer = make_officer(inspection.agency)
    first = item(inspection)
    older = make_evidence(first, b"ban mot", name="Kế hoạch.txt", side=Side.AGENCY, by=officer)
    with transaction():
        evidence.bring_newer(older, evidence.take("Kế hoạch.txt", b"ban hai"), by=officer)
        gone = evidence.add(first, "bo.txt", b"bo", Side.AGENCY, by=officer)
        evidence.trash(gone, by=officer)
    to_stage(inspection, Stage.FIELDWORK)
    make_evidence(first, b"cua doan", name="kế hoạch.TXT")
    make_evidence(item(inspection, "1.2"), b"=1+1", name="=cmd.txt")
    return inspection


def packed(inspection: Inspection, *, published: bool = False, field: str = "") -> zipfile.ZipFile:
    target = io.BytesIO()
    evidence_archives.pack(inspection, target, published=published, field=field)
    return zipfile.ZipFile(target)


def index_of(archive: zipfile.ZipFile) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("index.xlsx")))
    return book.get_sheet_by_index(0).to_python()


def test_files_lie_in_their_folders_and_none_covers_another(inspection: Inspection) -> None:
    archive = packed(inspection)
    assert archive.testzip() is None
    here = {name: archive.read(name) for name in archive.namelist() if name.startswith(FOLDER)}
    assert here == {
        f"{FOLDER}/Kế hoạch (v1).txt": b"ban mot",
        f"{FOLDER}/Kế hoạch.txt": b"ban hai",
        f"{FOLDER}/kế hoạch (2).txt": b"cua doan",
    }
    assert not any("bo.txt" in name for name in archive.namelist())


def test_an_officer_gets_the_agencys_own(inspection: Inspection) -> None:
    archive = packed(inspection, published=True)
    assert sorted(archive.namelist()) == [f"{FOLDER}/Kế hoạch (v1).txt", f"{FOLDER}/Kế hoạch.txt", "index.xlsx"]


def test_the_index_says_what_each_file_is(inspection: Inspection) -> None:
    archive = packed(inspection)
    mark, heading, *lines = index_of(archive)
    assert "chưa đối chiếu" in mark[0]
    assert [heading[1], heading[6], heading[8]] == ["Mã tiêu chí", "Phiên bản", "SHA-256"]
    told = {(line[4], line[5], line[6], line[11]) for line in lines}
    assert (f"{FOLDER}/Kế hoạch (v1).txt", "Cơ quan được kiểm tra", 1, "Đã có phiên bản mới hơn") in told
    assert (f"{FOLDER}/kế hoạch (2).txt", "Đoàn kiểm tra", 1, "") in told
    assert {line[4] for line in lines} | {"index.xlsx"} == set(archive.namelist())
    assert any(line[3] == "=cmd.txt" for line in lines), "text stays text, whatever it begins with"
    assert lead_of(inspection).full_name in {line[9] for line in lines}


def test_one_field_alone(inspection: Inspection) -> None:
    assert packed(inspection, field="9").namelist() == ["index.xlsx"]
    assert len(packed(inspection, field="1").namelist()) >= 4


def test_a_lost_file_is_said_and_the_others_come(inspection: Inspection) -> None:
    lost = next(each for each in _all(inspection) if each.name == "=cmd.txt")
    files().path(lost.sha256).unlink()
    archive = packed(inspection)
    assert not any("cmd" in name for name in archive.namelist())
    assert "Không còn tệp trong kho lưu trữ" in {line[11] for line in index_of(archive)}


def test_too_much_at_once_is_refused(inspection: Inspection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_archives, "MOST_BYTES", 10)
    with pytest.raises(DomainError, match="field by field"):
        packed(inspection)


def _all(inspection: Inspection) -> list[Evidence]:
    return list(brought_to(inspection, published=False))
