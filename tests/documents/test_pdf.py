import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pypdf
import pytest
import weasyprint

from inspection_app.documents import pdf, press, report
from inspection_app.documents.content import ReportContent
from inspection_app.rules.message import DomainError

Print = Callable[[ReportContent], Path]
LONG_WORD = "nghị" * 400
LONG_TEXT = " ".join(["Văn bản chưa được ban hành đúng thời hạn."] * 430)  # 3,010 words


@pytest.fixture(scope="module")
def print_(tmp_path_factory: pytest.TempPathFactory) -> Print:
    def make(content: ReportContent) -> Path:
        target = tmp_path_factory.mktemp("pdf") / "report.pdf"
        pdf.make(report.to_json(content), target, limits=pdf.Limits(120, 1024), progress=lambda _done, _total: None)
        return target

    return make


@pytest.fixture(scope="module")
def small_pdf(print_: Print, small: ReportContent) -> Path:
    return print_(small)


@pytest.fixture(scope="module")
def big_pdf(print_: Print, big: ReportContent) -> Path:
    return print_(big)


@cache
def texts(path: Path) -> list[str]:
    """The words of each page; no-break and line ends are spaces."""
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(path).pages]


def parts(path: Path) -> list[list[tuple[bool, str]]]:
    """Body and annexes: for each page whether it lies on its side, and its words."""
    found: list[list[tuple[bool, str]]] = []
    for each, text in zip(pypdf.PdfReader(path).pages, texts(path), strict=True):
        if not found or text.startswith("Phụ lục"):
            found.append([])
        found[-1].append((each.mediabox.width > each.mediabox.height, text))
    return found


def test_pages_number_from_one_in_body_and_annexes_and_hide_the_first(big_pdf: Path) -> None:
    assert len(parts(big_pdf)) == 4
    for part in parts(big_pdf):
        assert len(part) > 3
        numbers = [text.split()[-1] for _, text in part]
        assert numbers[1:] == [str(number) for number in range(2, len(part) + 1)]
        assert numbers[0] != "1"


def test_score_annexes_lie_on_their_side(big_pdf: Path) -> None:
    assert [{landscape for landscape, _ in part} for part in parts(big_pdf)] == [{False}, {True}, {True}, {False}]


def test_the_pdf_says_what_was_entered(small_pdf: Path) -> None:
    said = " ".join(texts(small_pdf))
    for words in (
        "05/BC-BCĐ",
        "dự báo đạt 1,75 điểm",
        "Đoạn viết tay overall.",
        "Mới có tờ trình.",
        "chỉ đạo./.",
        "Nguyễn Văn Mẫu",
    ):
        assert words in said


def test_every_item_of_the_table_is_in_the_first_annex(big_pdf: Path, big: ReportContent) -> None:
    said = " ".join(text for _, text in parts(big_pdf)[1])
    assert [row.code for row in big.scores if f"{row.code} {row.name.split()[0]}" not in said] == []


def test_the_page_is_a4_with_the_margins_of_the_decree(small: ReportContent) -> None:
    first = press.lay_out(report.html(small)).pages[0]._page_box
    millimetres = [
        round(each * 25.4 / 96)
        for each in (first.width, first.margin_top, first.margin_right, first.margin_bottom, first.margin_left)
    ]
    assert millimetres == [165, 20, 15, 20, 30]


def test_only_the_bundled_fonts_are_used_and_embedded(big_pdf: Path) -> None:
    fonts = {
        str(descendant.get_object()["/FontDescriptor"]["/FontName"]): descendant.get_object()["/FontDescriptor"]
        for each in pypdf.PdfReader(big_pdf).pages
        for font in each["/Resources"]["/Font"].values()  # type: ignore[index]
        for descendant in font.get_object()["/DescendantFonts"]
    }
    assert fonts
    assert all("Tinos" in name for name in fonts), fonts
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in fonts.values())


@pytest.mark.parametrize("name", ["small_pdf", "big_pdf"])
def test_the_pdf_is_accessible(name: str, request: pytest.FixtureRequest) -> None:
    assert page.validate_pdf(str(request.getfixturevalue(name)), profile="ua1").failures == []


def test_the_same_snapshot_gives_the_same_bytes(small_pdf: Path, print_: Print, small: ReportContent) -> None:
    assert print_(small).read_bytes() == small_pdf.read_bytes()
    assert print_(replace(small, number=6)).read_bytes() != small_pdf.read_bytes()


def test_progress_is_told_step_by_step(small: ReportContent, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    pdf.make(
        report.to_json(small), tmp_path / "a.pdf", limits=pdf.Limits(60, 1024), progress=lambda *step: told.append(step)
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "a.png",
        "fonts/OFL.txt",
        "../theme.css",
        "https://documents.invalid/../../config.py",
    ],
)
def test_any_address_but_the_bundled_files_stops_the_build(url: str) -> None:
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        press.lay_out(f'<html lang="vi"><head><title>x</title></head><body><img alt="x" src="{url}"></body></html>')


def test_the_bundled_files_are_served() -> None:
    sheet = press.Bundled().fetch(press.BASE + report.STYLESHEET).read().decode()
    assert "@page" in sheet
    assert press.Bundled().fetch(press.BASE + "fonts/Tinos-Bold.woff2").read(4) == b"wOF2"


def test_what_takes_too_long_is_stopped(big: ReportContent, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="longer than 1 seconds"):
        pdf.make(report.to_json(big), tmp_path / "a.pdf", limits=pdf.Limits(1, 1024), progress=lambda *_: None)
    assert list(tmp_path.iterdir()) == []


def test_what_takes_too_much_memory_is_stopped(small: ReportContent, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="could not be made"):
        pdf.make(report.to_json(small), tmp_path / "a.pdf", limits=pdf.Limits(60, 60), progress=lambda *_: None)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_snapshot_is_refused_and_the_old_file_kept(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with pytest.raises(DomainError, match="could not be made"):
        pdf.make(b"{}", tmp_path / "a.pdf", limits=pdf.Limits(60, 1024), progress=lambda *_: None)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_a_failing_listener_leaves_no_child_behind(small: ReportContent, tmp_path: Path) -> None:
    def fail(_done: int, _total: int) -> None:
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        pdf.make(report.to_json(small), tmp_path / "a.pdf", limits=pdf.Limits(60, 1024), progress=fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("crashes", "made"), [(1, True), (2, False)])
def test_a_child_that_crashes_is_tried_once_more(
    small: ReportContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crashes: int, *, made: bool
) -> None:
    real, left = pdf._run, [(-signal.SIGSEGV, False)] * crashes
    monkeypatch.setattr(pdf, "_run", lambda *told: left.pop() if left else real(*told))

    def make() -> None:
        limits = pdf.Limits(60, 1024)
        pdf.make(report.to_json(small), tmp_path / "a.pdf", limits=limits, progress=lambda *_: None)

    if made:
        make()
    else:
        with pytest.raises(DomainError, match="could not be made"):
            make()
    assert (tmp_path / "a.pdf").exists() is made


def test_the_parent_does_not_load_weasyprint() -> None:
    code = "import sys, inspection_app.documents.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=pdf.ROOT, check=False).returncode == 0


def test_long_words_and_long_findings_do_not_break_the_page(small: ReportContent, print_: Print) -> None:
    statement = replace(small.agencies[0].shortcomings[0], text=LONG_TEXT, cause=LONG_WORD)
    agency = replace(small.agencies[0], name=LONG_WORD, shortcomings=(statement,))
    risk = replace(small.risks[0], problem=LONG_TEXT)
    proposal = replace(small.proposals[0], text=LONG_WORD)
    path = print_(replace(small, agencies=(agency,), risks=(risk,), proposals=(proposal,), addressee=LONG_WORD))
    said = " ".join(texts(path))
    assert said.count("Văn bản chưa được ban hành đúng thời hạn.") > 800
    assert page.validate_pdf(str(path), profile="ua1").failures == []
    assert len(parts(path)) == 4


def test_what_the_fonts_lack_is_shown_as_a_box(small: ReportContent, print_: Print) -> None:
    path = print_(replace(small, criteria_set="Bộ 👍🏽 chỉ số \x0b漢 thử"))
    assert "“Bộ □ chỉ số □ thử”" in " ".join(texts(path))
    assert page.validate_pdf(str(path), profile="ua1").failures == []


def test_a_last_line_is_not_broken_after_its_first_word() -> None:
    """The line fits without the space at its end and not with it."""
    words = "nghị được thực hiện đầy đủ, đúng thời hạn, các tiêu chí đã đánh giá đạt 24,00 điểm."
    head = '<head><title>x</title><link rel="stylesheet" href="report.css"></head>'
    markup = f'<html lang="vi">{head}<body><p class="addressee">{words}\n</p></body></html>'
    box = press.lay_out(markup).pages[0]._page_box
    assert len([each for each in box.descendants() if type(each).__name__ == "LineBox"]) == 1
