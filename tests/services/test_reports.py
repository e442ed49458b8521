"""The report's way: one open version, texts merged, draft before submission, number from the series, correction."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from inspection_app.extensions import db
from inspection_app.models import Activity, Inspection, Report, ReportSection, User
from inspection_app.queries import reports as find
from inspection_app.queries.rounds import inspections_of
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import JobState, RecommendationState, ReportState
from inspection_app.services import renders, reports
from inspection_app.services.renders import Outcome
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    make_coordinator,
    make_criteria_set,
    make_inspection,
    make_leader,
    make_recommendation,
    make_report,
    make_round,
    make_score,
)

pytestmark = pytest.mark.usefixtures("app")
DATED = date(2020, 12, 5)


@pytest.fixture
def writer() -> User:
    return make_coordinator()


@pytest.fixture
def report(writer: User) -> Report:
    return make_report(make_inspection().round, by=writer)


def drafted(report: Report, by: User) -> Report:
    with transaction():
        render = reports.draft(report, by=by)
        renders.finish(render.id, Outcome("0" * 64))
    return report


def approved(report: Report, by: User) -> Report:
    drafted(report, by)
    with transaction():
        reports.submit(report, by=by)
        reports.approve(report, report.snapshot_sha256 or "", by=make_leader())
    return report


def issued(report: Report, by: User, dated: date = DATED) -> Report:
    approved(report, by)
    with transaction():
        reports.issue(report, dated, by=by)
    return report


def section(report: Report, key: str = "overall") -> ReportSection:
    return next(each for each in report.sections if each.key == key)


def write(report: Report, text: str, revision: int, by: User) -> None:
    with transaction():
        reports.write_section(section(report), report, text, revision=revision, by=by)


def test_one_report_is_open_at_a_time(report: Report, writer: User) -> None:
    with pytest.raises(DomainError, match="open report already"), transaction():
        reports.create(report.round, by=writer)


def test_two_who_write_the_same_text_both_keep_it(report: Report, writer: User) -> None:
    revision = section(report).revision
    write(report, "Của tôi", revision, writer)
    with pytest.raises(Clashed) as clashed:
        write(report, "Của đồng nghiệp", revision, make_coordinator())
    assert clashed.value.clashes["text"].theirs == "Của tôi"
    assert clashed.value.clashes["text"].mine == "Của đồng nghiệp"
    assert section(report).text == "Của tôi"
    write(report, "Cả hai", clashed.value.revision, writer)
    assert section(report).text == "Cả hai"


def test_a_submitted_report_is_shut(report: Report, writer: User) -> None:
    drafted(report, writer)
    with transaction():
        reports.submit(report, by=writer)
    with pytest.raises(DomainError, match="no longer open"):
        write(report, "Thêm", section(report).revision, writer)
    with pytest.raises(DomainError, match="no longer open"), transaction():
        reports.draft(report, by=writer)


@pytest.mark.parametrize("state", [None, JobState.QUEUED, JobState.FAILED])
def test_without_a_finished_draft_nothing_is_submitted(report: Report, writer: User, state: JobState | None) -> None:
    if state is not None:
        with transaction():
            reports.draft(report, by=writer).state = state
    with pytest.raises(DomainError, match="Make the draft first"), transaction():
        reports.submit(report, by=writer)


def test_the_draft_tells_whether_entries_changed_since(report: Report, writer: User) -> None:
    assert not reports.changed_since_draft(report)
    drafted(report, writer)
    assert not reports.changed_since_draft(report)
    make_score(item(_inspection(report)), "85")
    assert reports.changed_since_draft(report)
    drafted(report, writer)
    assert not reports.changed_since_draft(report)
    write(report, "Thêm một câu", section(report).revision, writer)
    assert reports.changed_since_draft(report)


def test_the_same_draft_twice_is_made_once(report: Report, writer: User) -> None:
    with transaction():
        first = reports.draft(report, by=writer)
    with transaction():
        again = reports.draft(report, by=writer)
    assert again is first


def test_it_is_returned_with_a_reason_only(report: Report, writer: User) -> None:
    drafted(report, writer)
    with transaction():
        reports.submit(report, by=writer)
    with pytest.raises(DomainError) as refused, transaction():
        reports.give_back(report, "", by=make_leader())
    assert refused.value.field == "reason"
    with transaction():
        reports.give_back(report, "Bổ sung giải pháp", by=make_leader())
    assert (report.state, report.return_reason) == (ReportState.RETURNED, "Bổ sung giải pháp")
    with transaction():
        reports.submit(report, by=writer)
    assert report.state is ReportState.SUBMITTED


def test_a_leader_approves_what_he_or_she_has_read(report: Report, writer: User) -> None:
    drafted(report, writer)
    with transaction():
        reports.submit(report, by=writer)
    with pytest.raises(DomainError, match="drafted again"), transaction():
        reports.approve(report, "f" * 64, by=make_leader())
    assert report.state is ReportState.SUBMITTED


def test_issuing_adds_number_and_date_and_nothing_else(report: Report, writer: User) -> None:
    before = renders.content_of_draft(drafted(report, writer))
    make_recommendation(item(_inspection(report)))  # proposed after the draft: not in it, so not issued
    issued(report, writer)
    after = renders.content_of_draft(report)
    assert before is not None
    assert after is not None
    assert (after.number, after.dated) == (1, DATED)
    assert after.total == before.total
    assert find.latest_render(report).state is JobState.QUEUED  # type: ignore[union-attr] # it was just made


def test_the_log_tells_the_number_and_date_it_was_issued_with(report: Report, writer: User) -> None:
    make_recommendation(item(_inspection(report)))
    issued(report, writer)
    line = db.session.scalars(select(Activity).where(Activity.verb == "report.issued")).one()
    assert line.changes["state"] == ["approved", "issued"]
    assert (line.changes["number"], line.changes["dated"]) == ([None, 1], [None, DATED.isoformat()])


def test_recommendations_in_the_report_are_issued_with_it(report: Report, writer: User) -> None:
    within = make_recommendation(item(_inspection(report)))
    drafted(report, writer)
    with transaction():
        reports.submit(report, by=writer)
    after = make_recommendation(item(_inspection(report), "1.2"))
    with transaction():
        reports.approve(report, report.snapshot_sha256 or "", by=make_leader())
        reports.issue(report, DATED, by=writer)
    assert (within.state, after.state) == (RecommendationState.ISSUED, RecommendationState.PROPOSED)


@pytest.mark.parametrize(("dated", "words"), [(date(2020, 10, 15), "before its plan"), (date(2099, 1, 1), "future")])
def test_a_date_that_cannot_be(report: Report, writer: User, dated: date, words: str) -> None:
    approved(report, writer)
    with pytest.raises(DomainError, match=words) as refused, transaction():
        reports.issue(report, dated, by=writer)
    assert refused.value.field == "dated"
    assert report.number is None


def test_numbers_follow_the_issuing_bodys_series_within_a_year(writer: User) -> None:
    first, second, next_year, others = (
        make_report(make_round(make_criteria_set(), issuing_body=body), by=writer)
        for body in ("Ban Chỉ đạo", "Ban Chỉ đạo", "Ban Chỉ đạo", "Ban khác")
    )
    issued(first, writer)
    issued(second, writer)
    issued(next_year, writer, date(2021, 1, 4))
    issued(others, writer)
    assert [each.number for each in (first, second, next_year, others)] == [1, 2, 1, 1]


def test_a_correction_replaces_what_was_issued(report: Report, writer: User) -> None:
    write(report, "Đánh giá chung", section(report).revision, writer)
    issued(report, writer)
    with transaction():
        correction = reports.create(report.round, by=writer)
    assert correction.version == 2
    assert section(correction).text == "Đánh giá chung"
    before = report.state
    issued(correction, writer)
    assert (before, report.state) == (ReportState.ISSUED, ReportState.SUPERSEDED)
    assert correction.number == 2


def test_the_total_of_the_draft_is_that_of_the_entries(writer: User) -> None:
    inspection = make_inspection()
    make_score(item(inspection), "85")  # 80 of the ladder: half of 2 points
    report = drafted(make_report(inspection.round, by=writer), writer)
    content = renders.content_of_draft(report)
    assert content is not None
    assert content.total.likely == Decimal(1)
    db.session.expire_all()
    assert not reports.changed_since_draft(report)


def _inspection(report: Report) -> Inspection:
    return inspections_of(report.round)[0]
