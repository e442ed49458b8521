"""Times are UTC inside and the office's own outside."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(moment: datetime) -> date:
    """The day it was in the office at this moment."""
    return moment.astimezone(HERE).date()


def at_hour(day: date, hour: int) -> datetime:
    """This hour of that day in the office."""
    return datetime.combine(day, time(hour), HERE)


def moment_text(moment: datetime) -> str:
    """«05/11/2020 10:00», on the office's clock."""
    return moment.astimezone(HERE).strftime("%d/%m/%Y %H:%M")
