"""One agency of the demo round has the same total wherever it is told: on pages, in papers and in the report's PDF."""

import html
import io
import re
from decimal import Decimal

import pypdf
import pytest
from flask import Flask

from inspection_app.models import Inspection, Round
from inspection_app.queries import meetings as find_meetings
from inspection_app.queries import report_content, scores
from inspection_app.queries import reports as find_reports
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.items import board
from inspection_app.queries.minutes_content import results_of
from inspection_app.queries.self_assessments import overview
from inspection_app.queries.users import by_username
from inspection_app.rules.forecast import judged
from inspection_app.rules.numerals import points
from inspection_app.rules.tally import Figures
from inspection_app.rules.terms import PaperKind
from inspection_app.services import papers, renders, reports
from inspection_app.transaction import transaction
from tests import factories as make
from tests.visitor import Visitor

TAGS = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)


def of_agency(demo: Round, code: str) -> Inspection:
    return next(each for each in find_rounds.inspections_of(demo) if each.agency.code == code)


def told(figures: Figures) -> tuple[Decimal | None, Decimal | None]:
    """What the agency and the team say, as pages show it."""
    return figures.self_points, figures.judged(figures.likely)


@pytest.mark.parametrize("code", ["SNV", "STC", "STP", "VPUBND", "STTTT"])
def test_every_way_of_adding_up_gives_the_same(demo: Round, code: str) -> None:
    inspection = of_agency(demo, code)
    mine = board(inspection, published=False).figures
    in_round = scores.of_round(demo).of_inspection(inspection)
    assert mine == in_round
    results = results_of(inspection)
    assert (results.sums.self_points, results.sums.points) == told(mine)
    own = [line.entry.points for line in overview(inspection).lines if line.entry.points is not None]
    assert sum(own, Decimal(0)) == mine.self_points
    assert judged(mine) == mine.low + mine.at_risk + mine.lost
    content = report_content.content_of(find_reports.of_round(demo)[0])
    chapter = next(each for each in content.agencies if each.code == code)
    assert chapter.figures == mine


def words_of(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(TAGS.sub(" ", page)).split())


def visit(demo_house: Flask, username: str) -> Visitor:
    user, client = by_username(username), demo_house.test_client()
    assert user is not None
    assert isinstance(client, Visitor)
    client.enter(user)
    return client


def test_pages_papers_and_pdf_tell_it_alike(demo_house: Flask, demo: Round) -> None:
    inspection = of_agency(demo, "STP")
    figures = board(inspection, published=False).figures
    own, team = (points(each) for each in told(figures))
    client, report = visit(demo_house, "dieuphoi"), find_reports.of_round(demo)[0]
    with transaction():
        reports.draft(report, by=make.make_coordinator())
    meeting = find_meetings.of_inspection(inspection)
    assert meeting is not None
    assert meeting.frozen is not None
    case, round_ = f"/inspections/{inspection.id}", f"/rounds/{demo.id}"
    in_report = f"chắc chắn đạt {points(figures.low)} điểm; dự báo đạt {points(figures.likely)} điểm"
    said = {
        f"{case}/": f"Đoàn chấm {team} Tự chấm {own}",
        f"{round_}/": f"{team} / {points(figures.maximum)} {points(figures.at_risk)} {points(figures.lost)}",
        f"{round_}/forecast": f"{points(figures.low)}/{points(judged(figures))}",
        f"{case}/exit-meeting": f"Tự chấm {own} Đoàn chấm {team}",
        f"/minutes/{meeting.frozen.id}/paper": f"{own} {team}",
        f"/reports/{report.id}/preview": in_report,
    }
    for where, words in said.items():
        assert words in words_of(client.get(where).text), where
    with pypdf.PdfReader(io.BytesIO(renders.pdf_of(demo, seconds=120, megabytes=1024))) as pdf:
        assert in_report in " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_notice_of_a_result_tells_what_the_pages_tell(demo_house: Flask, demo: Round) -> None:
    inspection = of_agency(demo, "SNV")
    own, team = (points(each) for each in told(board(inspection, published=False).figures))
    assert told(board(inspection, published=True).figures) == told(board(inspection, published=False).figures)
    client = visit(demo_house, "dieuphoi")
    with transaction():
        paper = papers.prepare(PaperKind.RESULT_NOTICE, inspection, by=make.make_coordinator())
    assert f"điểm tự chấm {own}; điểm Đoàn chấm {team}" in words_of(client.get(f"/papers/{paper.id}/preview").text)
    assert f"Đoàn chấm {team} Tự chấm {own}" in words_of(client.get(f"/inspections/{inspection.id}/").text)
