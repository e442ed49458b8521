"""The meeting as it is written down, its minutes as they are fixed, and their signed scans."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from inspection_app.documents import minutes as document
from inspection_app.models import Inspection, Meeting, Minutes, User
from inspection_app.queries import meetings as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FindingKind, ItemState, Stage
from inspection_app.services import inspections, meetings
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests import factories as make
from tests.meetings import make_meeting, make_minutes, make_signoff, meeting_draft


@pytest.fixture
def inspection(app: object) -> Inspection:
    return make.make_inspection()


def write(inspection: Inspection, by: User | None = None, **told: Any) -> Meeting:
    return make_meeting(inspection, by=by, **told)


def refused(field: str, inspection: Inspection, **told: Any) -> None:
    with pytest.raises(DomainError) as error:
        write(inspection, **told)
    assert error.value.field == field


def freeze(meeting: Meeting) -> Minutes:
    with transaction():
        return meetings.freeze(meeting, by=meeting.chair)


def test_there_is_one_meeting_and_sending_twice_does_nothing_twice(inspection: Inspection) -> None:
    draft = meeting_draft(inspection)
    for _ in range(2):
        with transaction():
            meetings.write(inspection, draft, by=make.member_of(inspection))
    meeting = find.of_inspection(inspection)
    assert meeting is not None
    assert meeting.revision == 1


def test_two_writers_are_merged_and_the_same_field_is_put_before_the_second(inspection: Inspection) -> None:
    meeting = write(inspection)
    write(inspection, revision=1, course="Đoàn nghe báo cáo và xem hồ sơ.")
    lead = make.lead_of(inspection)
    assert write(inspection, lead, revision=1, place="Phòng họp A").course == "Đoàn nghe báo cáo và xem hồ sơ."
    assert meeting.place == "Phòng họp A"
    with pytest.raises(Clashed) as clashed:
        write(inspection, lead, revision=1, course="Khác hẳn.")
    assert set(clashed.value.clashes) == {"course"}


def test_somebody_who_began_at_the_same_time_overwrites_nothing(inspection: Inspection) -> None:
    write(inspection)
    with pytest.raises(Clashed):
        write(inspection, make.lead_of(inspection), revision=0, conclusion="Không có ý kiến.")


def test_chair_and_secretary_are_two_of_the_team(inspection: Inspection) -> None:
    refused("chair_id", inspection, chair_id=make.make_inspector().id)
    refused("secretary_id", inspection, secretary_id=uuid4())
    refused("secretary_id", inspection, secretary_id=make.lead_of(inspection).id)


def test_a_meeting_does_not_end_before_it_begins(inspection: Inspection) -> None:
    refused("ended_at", inspection, ended_at=datetime(2020, 11, 1, tzinfo=UTC))
    assert find.of_inspection(inspection) is None


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.SELF_ASSESSMENT, Stage.CONCLUDED, Stage.CLOSED])
def test_nothing_is_written_outside_fieldwork(app: object, stage: Stage) -> None:
    with pytest.raises(DomainError):
        write(make.make_inspection(stage))


@pytest.mark.parametrize("told", [{"ended_at": None}, {"agency_present": " \n- "}, {"team_present": ""}])
def test_unfinished_minutes_are_not_fixed(inspection: Inspection, told: dict[str, Any]) -> None:
    meeting = write(inspection, **told)
    with pytest.raises(DomainError):
        freeze(meeting)
    assert meeting.versions == []


def test_what_was_entered_is_in_the_fixed_content(inspection: Inspection) -> None:
    item = make.make_score(make.item(inspection), "85", reason="Thiếu 3 báo cáo")
    make.make_finding(item)
    make.make_finding(item, kind=FindingKind.STRENGTH, text="Làm tốt")
    make.make_recommendation(item)
    make.make_evidence(item, name="ke-hoach.txt")
    item.self_points = Decimal(2)
    make.saved([item])
    minutes = make_minutes(inspection)
    content = document.from_json(minutes.snapshot)
    row = next(each for each in content.results.rows if each.code == "1.1.1")
    assert (row.self_points, row.points, row.gap) == (Decimal(2), Decimal(1), Decimal(-1))
    assert row.reason.endswith("Thiếu 3 báo cáo")
    assert row.evidence == ("ke-hoach.txt",)
    assert [each.text for each in content.results.strengths] == ["Làm tốt"]
    assert len(content.results.shortcomings) == len(content.results.remedies) == 1
    assert content.chair.name == make.lead_of(inspection).full_name
    assert content.chair.post.endswith("Trưởng đoàn")
    assert [each.post for each in content.agency_present] == ["Phó Giám đốc"]
    assert minutes.sha256 == find.sha256_of(minutes.snapshot)


def test_sums_leave_survey_items_apart_and_say_no_gap_while_something_is_missing(inspection: Inspection) -> None:
    items = make.items_of(inspection)
    apart = sum(each.state is ItemState.NOT_INSPECTED for each in items.values())
    make.make_score(items["1.1.1"], "85")
    results = document.from_json(make_minutes(inspection).snapshot).results
    assert apart
    assert (results.apart, len(results.rows)) == (apart, len(items) - apart)
    assert (results.sums.points, results.sums.gap) == (Decimal(1), None)
    assert results.sums.self_points is None
    assert results.sums.assessed == 1


def test_the_same_content_is_one_version_and_any_change_another(inspection: Inspection) -> None:
    meeting = make_minutes(inspection).meeting
    assert freeze(meeting).version == 1
    assert not find.standing(meeting).changed
    make.make_score(make.item(inspection), "85")
    assert find.standing(meeting).changed
    assert freeze(meeting).version == 2
    assert not find.standing(meeting).changed
    write(inspection, revision=meeting.revision, conclusion="Khác.")
    assert find.standing(meeting).changed
    assert len({each.sha256 for each in meeting.versions}) == 2


def test_a_change_taken_back_is_the_old_content_again(inspection: Inspection) -> None:
    minutes = make_minutes(inspection)
    meeting = minutes.meeting
    write(inspection, revision=meeting.revision, conclusion="Khác.")
    write(inspection, revision=meeting.revision)
    assert find.standing(meeting).sha256 == minutes.sha256


def test_minutes_of_the_visit_stand_while_the_agency_explains_and_after(inspection: Inspection) -> None:
    """Points restored after the visit are the result notice's to tell; another word in the minutes is not."""
    minutes = make_minutes(inspection)
    make_signoff(minutes)
    make.to_stage(inspection, Stage.EXPLANATION)
    make.make_score(make.item(inspection), "100")
    standing = find.standing(minutes.meeting)
    assert (standing.changed, standing.sha256) == (False, minutes.sha256)
    assert standing.stands(standing.signoffs[0])
    write(inspection, revision=minutes.meeting.revision, conclusion="Khác.")
    assert find.standing(minutes.meeting).changed
    write(inspection, revision=minutes.meeting.revision)
    make.to_stage(inspection, Stage.CONCLUDED)
    standing = find.standing(minutes.meeting)
    assert (standing.changed, standing.sha256) == (False, minutes.sha256)


def test_a_visit_opened_again_asks_for_new_minutes(inspection: Inspection) -> None:
    minutes = make_minutes(inspection)
    make.to_stage(inspection, Stage.EXPLANATION)
    make.make_score(make.item(inspection), "100")
    with transaction():
        inspections.move(inspection, Stage.FIELDWORK, by=make.lead_of(inspection))
    assert find.standing(minutes.meeting).changed
