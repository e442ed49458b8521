"""The demo round loads through the services and keeps every rule of the work; loaded once for each database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from inspection_app.cli import DEMO_ACCOUNTS
from inspection_app.extensions import db
from inspection_app.models import (
    Assessment,
    Evidence,
    Explanation,
    Finding,
    Inspection,
    Meeting,
    Recommendation,
    Round,
    User,
)
from inspection_app.queries import activity as log_lines
from inspection_app.queries import meetings as find_meetings
from inspection_app.queries import report_content, reports, rounds, scores
from inspection_app.queries import users as find_users
from inspection_app.rules.tally import HELD_APART, total
from inspection_app.rules.terms import Capacity, ItemState, Role, Stage, TeamRole
from inspection_app.services import accounts, activity
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.conftest import run_demo

PASSWORD = "kiem-tra-cchc-2020"  # the default of DEMO_PASSWORD


def rows(kind: type[Any]) -> list[Any]:
    return db.session.query(kind).all()


def test_it_is_marked_as_made_up(demo: Round) -> None:
    assert demo.is_demo
    assert (demo.dated, demo.year) == (date(2020, 10, 16), 2020)
    assert all("BCĐ" not in person.full_name for person in find_users.everybody())


def test_seven_agencies_at_every_stage_of_the_way(demo: Round) -> None:
    inspections = rounds.inspections_of(demo)
    assert {each.agency.code for each in inspections} == {"SNV", "VPUBND", "STP", "STC", "STTTT", "SKHCN", "SKHDT"}
    assert {each.stage for each in inspections} == set(Stage) - {Stage.CLOSED}
    assert all(each.visit_from and demo.starts_on <= each.visit_from <= demo.ends_on for each in inspections)


def test_nobody_inspects_his_or_her_own_agency(demo: Round) -> None:
    for inspection in rounds.inspections_of(demo):
        assert inspection.team is not None
        assert inspection.agency_id not in {member.user.agency_id for member in inspection.team.members}
        assert [member.role for member in inspection.team.members].count(TeamRole.LEAD) == 1


def test_nobody_is_in_two_places_on_one_day(demo: Round) -> None:
    days: dict[tuple[Any, date], str] = {}
    for inspection in rounds.inspections_of(demo):
        assert inspection.team is not None
        assert inspection.visit_from is not None
        assert inspection.visit_to is not None
        for member in inspection.team.members:
            for day in range(inspection.visit_from.toordinal(), inspection.visit_to.toordinal() + 1):
                key = (member.user_id, date.fromordinal(day))
                assert days.setdefault(key, inspection.agency.code) == inspection.agency.code


@pytest.mark.parametrize("username", DEMO_ACCOUNTS)
def test_each_demo_account_signs_in(demo: Round, username: str) -> None:
    with transaction():
        attempt = accounts.begin_sign_in(username, "127.0.0.1")
        assert accounts.finish_sign_in(attempt, PASSWORD) is not None


def test_only_the_demo_accounts_sign_in(demo: Round) -> None:
    assert {user.username for user in rows(User) if user.password_hash} == set(DEMO_ACCOUNTS)
    assert {role for user in rows(User) for role in user.roles} == set(Role)


def test_the_log_verifies_and_tells_every_write(demo: Round) -> None:
    assert activity.verify(log_lines.chain()) > 300
    verbs = {line.verb for line in log_lines.chain()}
    assert {"score.recorded", "finding.recorded", "evidence.added", "recommendation.recorded"} <= verbs


def test_the_total_is_that_of_the_table(demo: Round) -> None:
    found = scores.of_round(demo)
    assert found.total.maximum == demo.criteria_set.maximum == Decimal(100)
    assert total(found.under(field) for field in found.fields) == found.total
    assert 0 < found.total.low < found.total.likely < found.total.high < Decimal(100)


def test_every_state_of_an_item_is_there(demo: Round) -> None:
    assert {each.state for each in rows(Assessment)} == set(ItemState)


def test_survey_items_are_left_alone(demo: Round) -> None:
    apart = [each for each in rows(Assessment) if each.criterion.assessed_by in HELD_APART]
    assert apart
    assert {(each.state, each.points) for each in apart} == {(ItemState.NOT_INSPECTED, None)}


def test_there_is_something_to_show_everywhere(demo: Round) -> None:
    assert all(len(rows(kind)) >= 3 for kind in (Finding, Recommendation, Evidence, Explanation))
    assert {len(files().get(each.sha256)) == each.size for each in rows(Evidence)} == {True}
    assert all(section.text for section in report_content.content_of(reports.of_round(demo)[0]).sections)


def test_a_second_run_keeps_the_data(demo_house: Flask) -> None:
    run_demo(demo_house)
    with demo_house.app_context():
        assert len(rows(Inspection)) == 7


@pytest.mark.parametrize(
    ("code", "points", "told"),
    [
        # 3 of 4, and a remedy for 0,25
        ("2.1.1", "0.75 0.75 1", "Đạt 3 trên 4 yêu cầu → 3/4 × 1,00 = 0,75 điểm"),
        ("2.2", "0 1 2", "90% ≥ 80% → 0,5 × 2,00 = 1,00 điểm"),  # at risk: unproven; a remedy for 1
        ("2.3", "0 0 2", "75% < 80% → 0 × 2,00 = 0,00 điểm"),  # a remedy for all of it
        ("7.1.2", "0.5 0.5 0.5", "Đạt → 0,50 điểm"),
        ("7.1.3", "0.935 0.935 0.935", "93,5% × 1,00 = 0,94 điểm"),  # shown rounded, counted exactly
    ],
)
def test_five_items_reckoned_by_hand(demo: Round, code: str, points: str, told: str) -> None:
    """`points`: low, likely and high."""
    found = scores.of_round(demo)
    row = found.under(next(each for each in found.criteria if each.code == code))
    assert [row.low, row.likely, row.high] == [Decimal(each) for each in points.split()]
    content = report_content.content_of(reports.of_round(demo)[0])
    assert next(each.explanation for each in content.scores if each.code == code) == told


def test_one_visit_has_minutes_that_wait_for_their_chair(demo: Round) -> None:
    (meeting,) = rows(Meeting)
    standing = find_meetings.standing(meeting)
    assert meeting.inspection.agency.code == "STP"
    assert not standing.changed, "what was fixed is what is entered, read back from the database"
    assert standing.missing == (Capacity.CHAIR,)
    assert all("(mẫu)" in each.name for each in standing.signoffs)
