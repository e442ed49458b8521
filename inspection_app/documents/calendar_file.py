"""Cases as an iCalendar file: whole days, the same event always under the same name. Vietnamese, as all papers are."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Item

from inspection_app.rules.case_calendar import Case, Entry, entries_of
from inspection_app.rules.terms import Event

TITLES = {
    Event.VISIT: "Kiểm tra tại {agency}",
    Event.NOTICE: "Hạn gửi thông báo lịch kiểm tra: {agency}",
    Event.SELF_ASSESSMENT: "Hạn gửi kết quả tự chấm: {agency}",
    Event.EXPLANATION: "Hạn gửi giải trình: {agency}",
    Event.RESULT: "Hạn gửi thông báo kết quả kiểm tra: {agency}",
}
ONE_DAY = timedelta(days=1)


def write(name: str, cases: Iterable[Case], *, at: datetime) -> bytes:
    """The calendar of this name as of this moment; nothing of scores and findings stands in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//PAR INDEX inspection//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for entry in entries_of(cases):
        calendar.add_component(_item(entry, at))
    content: bytes = calendar.to_ical()
    return content


def _item(entry: Entry, at: datetime) -> Item:
    item = Item()
    item.add("uid", f"{entry.event}-{entry.case.id}@par-index-inspection")
    item.add("dtstamp", at)
    item.add("summary", TITLES[entry.event].format(agency=entry.case.agency))
    item.add("dtstart", entry.start)
    item.add("dtend", entry.end + ONE_DAY)  # the day after the last, as the format wants it
    item.add("description", "\n".join(filter(None, [f"Kế hoạch {entry.case.round}", entry.case.team])))
    item.add("transp", "OPAQUE" if entry.event is Event.VISIT else "TRANSPARENT")
    return item
