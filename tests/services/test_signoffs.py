"""A sign-off belongs to the content it was given on."""

from uuid import uuid4

import pytest

from inspection_app.models import Minutes
from inspection_app.queries import meetings as find
from inspection_app.rules.attendance import Person
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import Capacity, Decision, Side, Stage
from inspection_app.services import meetings, signoffs
from inspection_app.transaction import transaction
from tests import factories as make
from tests.meetings import make_meeting, make_minutes, make_signoff


@pytest.fixture
def minutes(app: object) -> Minutes:
    return make_minutes(make.make_inspection())


def test_all_three_sign_the_same_content(minutes: Minutes) -> None:
    assert find.standing(minutes.meeting).missing == tuple(Capacity)
    given = [make_signoff(minutes, capacity) for capacity in Capacity]
    standing = find.standing(minutes.meeting)
    assert standing.missing == ()
    assert all(each.content_sha256 == minutes.sha256 and standing.stands(each) for each in given)
    assert [each.side for each in given] == [Side.TEAM, Side.TEAM, Side.AGENCY]
    assert (given[0].user_id, given[0].recorded_by_id) == (minutes.meeting.chair_id,) * 2
    assert (given[2].user_id, given[2].name, given[2].post) == (None, "Lê Văn Mẫu", "Phó Giám đốc")
    assert given[2].recorded_by_id == minutes.meeting.secretary_id


def test_a_later_change_needs_a_new_sign_off_and_the_old_one_is_kept(minutes: Minutes) -> None:
    meeting, old = minutes.meeting, make_signoff(minutes)
    make.make_score(make.item(meeting.inspection), "85")
    standing = find.standing(meeting)
    assert (standing.changed, standing.sha256) == (True, None)
    assert not standing.stands(old)
    with transaction():
        newer = meetings.freeze(meeting, by=meeting.chair)
    assert find.standing(meeting).missing == tuple(Capacity)
    new = make_signoff(newer)
    standing = find.standing(meeting)
    assert [standing.stands(each) for each in standing.signoffs] == [False, True]
    assert list(standing.signoffs) == [old, new]


def test_nobody_signs_what_is_not_what_was_read(minutes: Minutes) -> None:
    meeting = minutes.meeting
    word = signoffs.Word(uuid4(), "0" * 64, Capacity.CHAIR)
    with pytest.raises(DomainError, match="has changed meanwhile"):
        signoffs.sign_minutes(meeting, word, meeting.chair, by=meeting.chair)
    make.make_score(make.item(meeting.inspection), "85")
    with pytest.raises(DomainError, match="fixes it again"):
        make_signoff(minutes)
    assert find.standing(meeting).signoffs == []


def test_an_objection_says_what_it_is_about(minutes: Minutes) -> None:
    for decision in (Decision.AGREED_WITH_REMARKS, Decision.DISAGREED):
        with pytest.raises(DomainError) as error:
            make_signoff(minutes, Capacity.REPRESENTATIVE, decision=decision)
        assert error.value.field == "remark"
    given = make_signoff(minutes, Capacity.REPRESENTATIVE, decision=Decision.DISAGREED, remark="Đủ hồ sơ")
    assert given.remark == "Đủ hồ sơ"
    assert Capacity.REPRESENTATIVE not in find.standing(minutes.meeting).missing


def test_sent_twice_it_is_noted_once(minutes: Minutes) -> None:
    meeting = minutes.meeting
    word = signoffs.Word(uuid4(), minutes.sha256, Capacity.CHAIR)
    for _ in range(2):
        with transaction():
            signoffs.sign_minutes(meeting, word, meeting.chair, by=meeting.chair)
    assert len(find.standing(meeting).signoffs) == 1


def test_nothing_is_signed_once_the_case_is_closed(minutes: Minutes) -> None:
    make.to_stage(minutes.meeting.inspection, Stage.CONCLUDED)
    make_signoff(minutes)
    make.to_stage(minutes.meeting.inspection, Stage.CLOSED)
    with pytest.raises(DomainError):
        make_signoff(minutes, Capacity.SECRETARY)


def test_before_anything_is_fixed_there_is_nothing_to_sign(app: object) -> None:
    meeting = make_meeting(make.make_inspection())
    word = signoffs.Word(uuid4(), "", Capacity.CHAIR)
    with pytest.raises(DomainError, match="Fix the content"):
        signoffs.sign_minutes(meeting, word, meeting.chair, by=meeting.chair)


def test_any_paper_is_signed_by_its_hash(minutes: Minutes) -> None:
    """The rule is not about minutes: a paper is a kind, an id and a hash."""
    by, paper = minutes.meeting.chair, signoffs.Signable("report", uuid4(), "ab" * 32)
    with transaction():
        given = signoffs.give(paper, signoffs.Word(uuid4(), "ab" * 32, Capacity.CHAIR), Person("A Mẫu"), by=by)
    assert find.signoffs_of("report", paper.id) == [given]
    assert find.signoffs_of("meeting", paper.id) == []
