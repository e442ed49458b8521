"""Evidence: its kind told by content, pictures without their place of taking, names without folders."""

import hashlib
import io
import struct
import zipfile

import pytest
from PIL import Image, ImageOps

from inspection_app.extensions import db
from inspection_app.models import Evidence
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Side, Stage
from inspection_app.services.evidence import LONGEST_SIDE, AlreadyHere
from inspection_app.storage import files
from tests.factories import item, make_evidence, make_inspection

pytestmark = pytest.mark.usefixtures("app")
GPS, ORIENTATION = 0x8825, 0x0112


def photo(width: int = 40, height: int = 20, kind: str = "JPEG") -> bytes:
    """A picture as a phone takes it: lying on its side, with the place it was taken at."""
    picture, target = Image.new("RGB", (width, height), "red"), io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (10.0, 22.0, 30.0), 3: "E", 4: (105.0, 26.0, 0.0)}
    picture.save(target, kind, exif=exif)
    return target.getvalue()


def office(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return target.getvalue()


def refusal(content: bytes, name: str = "a.pdf") -> DomainError:
    with pytest.raises(DomainError) as caught:
        make_evidence(item(make_inspection()), content, name=name)
    assert caught.value.field == "file"
    assert db.session.query(Evidence).count() == 0
    return caught.value


def test_a_file_is_kept_under_its_hash() -> None:
    made = make_evidence(item(make_inspection()), b"%PDF-1.7 abc", name="Biên bản.pdf")
    assert (made.name, made.media_type, made.size) == ("Biên bản.pdf", "application/pdf", 12)
    assert made.sha256 == hashlib.sha256(b"%PDF-1.7 abc").hexdigest()
    assert files().get(made.sha256) == b"%PDF-1.7 abc"


BRINGS = {Side.AGENCY: {Stage.SELF_ASSESSMENT, Stage.EXPLANATION}, Side.TEAM: {Stage.FIELDWORK, Stage.EXPLANATION}}


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("stage", list(Stage))
def test_each_side_brings_files_in_its_time(side: Side, stage: Stage) -> None:
    assessment = item(make_inspection(stage))
    if stage in BRINGS[side]:
        assert make_evidence(assessment, side=side).side is side
    else:
        with pytest.raises(DomainError):
            make_evidence(assessment, side=side)
    assert db.session.query(Evidence).count() == (stage in BRINGS[side])


def test_0_bytes_are_refused() -> None:
    assert "0 bytes" in str(refusal(b""))


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"\x7fELF\x02\x01",
        b"\x00\x01",
        office(),
        office("word/vbaProject.bin"),
        b"PK\x03\x04x",
        office("word/document.xml", "word/vbaProject.bin"),
        b"MZ\x90\x00\x03" + office("word/document.xml"),
        b"GIF89a\x01\x00",
        b"<svg>\x00</svg>",
    ],
    ids=["exe", "elf", "binary", "zip", "macros", "broken zip", "docm", "exe before docx", "gif", "svg with a 0"],
)
def test_a_wrong_kind_is_refused_whatever_its_name(content: bytes) -> None:
    assert "Only PDF" in str(refusal(content, "bao-cao.pdf"))


MARKUP = (
    b"<svg onload='alert(1)'/>",
    b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>",
    b"<?xml version='1.0'?><svg/>",
)


@pytest.mark.parametrize("content", MARKUP, ids=["svg", "html", "xml"])
@pytest.mark.parametrize("name", ["anh.svg", "trang.html", "bao-cao.pdf", "ghi-chu.txt"])
def test_markup_is_no_plain_text(content: bytes, name: str) -> None:
    assert "Only PDF" in str(refusal(content, name))


def test_a_text_may_hold_a_sign_of_less() -> None:
    assert make_evidence(item(make_inspection()), b"< 80% la khong dat").media_type == "text/plain"


def test_a_picture_with_something_behind_it_keeps_the_picture_only() -> None:
    made = make_evidence(item(make_inspection()), photo() + office("word/document.xml") + b"<script>", name="anh.jpg")
    kept = files().get(made.sha256)
    assert b"<script>" not in kept
    assert b"PK\x03\x04" not in kept


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspection_app.services.evidence.MOST_PIXELS", 100)
    assert "fewer pixels" in str(refusal(photo()))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert "damaged" in str(refusal(photo(), "anh.jpg"))


def test_a_zip_of_a_version_to_come_is_refused() -> None:
    content = bytearray(office("word/document.xml"))
    content[content.find(b"PK\x01\x02") + 6] = 99  # «needed to read»: 9.9
    assert "Only PDF" in str(refusal(bytes(content)))


@pytest.mark.parametrize("error", [TypeError, struct.error])
def test_a_picture_pillow_stumbles_over_is_refused(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def stumble(_picture: object) -> None:
        raise error

    monkeypatch.setattr(ImageOps, "exif_transpose", stumble)
    assert "damaged" in str(refusal(photo()))


def test_a_broken_picture_is_refused() -> None:
    refusal(photo()[:60], "anh.jpg")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (office("word/document.xml"), "wordprocessingml"),
        (office("xl/workbook.xml"), "spreadsheetml"),
        ("Số 1".encode(), "text"),
        ("Số\u00a01 – «ệ»\u200b".encode(), "text"),
    ],
)
def test_office_and_text_are_taken_as_they_are(content: bytes, media: str) -> None:
    made = make_evidence(item(make_inspection()), content, name="so-lieu")
    assert media in made.media_type
    assert files().get(made.sha256) == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_its_place_and_stands_upright(kind: str) -> None:
    content = photo(kind=kind)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS), "the picture has a place before"
    made = make_evidence(item(make_inspection()), content, name="anh.heic")
    with Image.open(io.BytesIO(files().get(made.sha256))) as kept:
        assert (kept.format, kept.size) == ("JPEG", (20, 40))
        assert not kept.getexif()
        assert kept.info.get("exif") is None
    assert (made.media_type, made.name) == ("image/jpeg", "anh.heic.jpg")


def test_a_large_picture_is_made_smaller() -> None:
    made = make_evidence(item(make_inspection()), photo(3200, 100), name="anh.jpg")
    with Image.open(io.BytesIO(files().get(made.sha256))) as kept:
        assert max(kept.size) == LONGEST_SIDE


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Hồ sơ\\Biên bản.txt", "Biên bản.txt"),
        ("a<b>:c?.txt", "a_b__c_.txt"),
        ("", "tai-lieu.txt"),
        ("...", "tai-lieu.txt"),
        ("x" * 400 + ".txt", "x" * 150 + ".txt"),
        ("bia\u202etxt.exe", "biatxt.exe.txt"),
    ],
)
def test_names_lose_folders_and_control_marks(given: str, kept: str) -> None:
    assert make_evidence(item(make_inspection()), name=given).name == kept


def test_the_same_file_twice_is_told_and_not_doubled() -> None:
    assessment = item(make_inspection(Stage.EXPLANATION))
    first = make_evidence(assessment, b"mot noi dung", name="a.txt")
    with pytest.raises(AlreadyHere, match=r"a\.txt"):
        make_evidence(assessment, b"mot noi dung", name="b.txt")
    assert make_evidence(assessment, b"mot noi dung", side=Side.AGENCY).id != first.id, "the other side's is its own"
    assert db.session.query(Evidence).count() == 2
    assert [path.name for path in files().path(first.sha256).parent.iterdir()] == [first.sha256]
