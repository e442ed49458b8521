"""A calendar file read back by the library: whole days, stable names, nothing of scores."""

from datetime import UTC, date, datetime
from uuid import UUID

from icalendar import Calendar

from inspection_app.documents import calendar_file
from inspection_app.rules.case_calendar import Case
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import Event

AT = datetime(2020, 10, 20, 1, tzinfo=UTC)
CASE = Case(
    id=UUID(int=7),
    agency="Sở Tư pháp; Tỉnh, An Giang",
    round="14/KH-BCĐ",
    team_id=UUID(int=1),
    team="Đoàn kiểm tra số 1",
    people={UUID(int=2): "Lê Mẫu"},
    visit=Visit(date(2020, 11, 12), date(2020, 11, 13)),
    due={event: date(2020, 11, 20) for event in Event if event is not Event.VISIT},
)


def read(*cases: Case) -> Calendar:
    return Calendar.from_ical(calendar_file.write("Lịch của tôi", cases, at=AT))


def test_a_visit_covers_its_days() -> None:
    visit = next(each for each in read(CASE).walk("VEVENT") if str(each["uid"]).startswith("visit-"))
    assert (visit.decoded("dtstart"), visit.decoded("dtend")) == (date(2020, 11, 12), date(2020, 11, 14))
    assert str(visit["summary"]) == "Kiểm tra tại Sở Tư pháp; Tỉnh, An Giang"
    assert visit.decoded("dtstamp") == AT
    assert "14/KH-BCĐ" in str(visit["description"])


def test_every_kind_of_event_has_a_title_and_a_name_of_its_own_that_stays() -> None:
    one, again = ([str(each["uid"]) for each in read(CASE).walk("VEVENT")] for _twice in range(2))
    assert one == again
    assert len(set(one)) == len(Event)
    titles = {str(each["summary"]) for each in read(CASE).walk("VEVENT")}
    assert len(titles) == len(Event)


def test_it_is_a_calendar_of_vietnam() -> None:
    calendar = read(CASE)
    assert (str(calendar["x-wr-timezone"]), str(calendar["x-wr-calname"])) == ("Asia/Ho_Chi_Minh", "Lịch của tôi")
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert "Lê Mẫu" not in calendar.to_ical().decode()


def test_an_empty_calendar_is_one() -> None:
    assert read().walk("VEVENT") == []
